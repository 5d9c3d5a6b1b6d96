import type { Refusal } from "#base/outcome.ts";
import type { Party } from "#base/party.ts";
import type { Tx } from "#base/tx.ts";
import type { Digest, EventKind, Recorded } from "#protocol/event.ts";
import type { Erasure } from "./events.ts";

/** What a capability hands to the exchange. The node lists its capabilities; there is no other registration. */
export type Capability = {
  name: string;
  kinds: readonly EventKind[];
  /**
   * Events that its own state forbids (a decision on a decided case), and why. Sender and receiver both ask.
   * At most one event of a subject is asked about at once; what came before it is applied by then.
   */
  examine?: (tx: Tx, events: readonly Recorded[]) => Promise<Map<Digest, Refusal>>;
  /**
   * Types of its events that `examine` looks at one by one and holds against the agreements alone, never against what
   * was applied before: any number of a subject is asked about, and applied, at once.
   */
  stateless?: ReadonlySet<string>;
  /** The only code that writes its tables; a whole page's events in order, so that it can write in sets. */
  apply: (tx: Tx, events: readonly Recorded[], here: Party) => Promise<void>;
  /** Own events that came back from the peers to an old copy: what it keeps beside them (numbers drawn) follows. */
  cameBack?: (tx: Tx, events: readonly Recorded[]) => Promise<void>;
  /** Its events change what may cross (agreements), so nothing after one is judged before it is applied. */
  changesAuthority?: true;
  /** Its events look at what others keep and change it: nothing is judged together with one. */
  judgedAlone?: true;
  /** Subjects of its own that its state forbids to erase, and why. Sender and receiver both ask. */
  mayForget?: (tx: Tx, erasures: readonly Erasure[]) => Promise<Map<string, Refusal>>;
  /** Lets go of all that it keeps about people under these subjects, and of what it keeps about `files`. */
  forget?: (tx: Tx, erasures: readonly Erasure[], files: readonly Digest[]) => Promise<void>;
  /** Of these attachments, those that it needs although no event names them. */
  filesNeeded?: (tx: Tx, digests: readonly Digest[]) => Promise<Iterable<Digest>>;
};

export type KnownKind = { kind: EventKind; capability: Capability };

/** Every kind of event that this node's software knows, by `type/version`. */
export type Kinds = ReadonlyMap<string, KnownKind>;

export const kindsOf = (capabilities: readonly Capability[]): Kinds => {
  const kinds = new Map<string, KnownKind>();
  for (const capability of capabilities)
    for (const kind of capability.kinds) {
      const name = `${kind.type}/${kind.version}`;
      if (kinds.has(name)) throw new Error(`two capabilities claim ${name}`);
      kinds.set(name, { kind, capability });
    }
  return kinds;
};
