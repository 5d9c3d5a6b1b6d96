import type { Bilingual } from "#base/bilingual.ts";
import type { Refusal } from "#base/outcome.ts";
import type { Party } from "#base/party.ts";
import type { PublicKey } from "#base/signature.ts";
import type { Db, Tx } from "#base/tx.ts";
import type { ClauseRef, Digest, Recorded } from "#protocol/event.ts";
import type { Limits } from "./agreement.ts";

/**
 * A party's running system as the founding agreement names it: where trust starts, and the only source of addresses.
 * `publicKey` is its first key; later ones are in its chain.
 */
export type PartyNode = { party: Party; name: Bilingual; url: string; publicKey: PublicKey };

/** How long a clause lets relay and delivery take. */
export type ClauseLimits = { clause: ClauseRef; limits: Limits };

/** A refusal; `mayBeLifted` where a signature or an agreement that is still on its way would lift it. */
export type Barred = Refusal & { mayBeLifted?: boolean };

/** What the exchange asks of the agreements, on both sides of a border, inside the transaction it decides in. */
export type Authority = {
  /** All parties of the founding agreement in its order, this node's own among them. */
  parties: (db: Db) => Promise<readonly PartyNode[]>;
  /** The clause of the founding agreement under which the parties care for agreements, keys and the exchange. */
  duties: ClauseRef;
  /** For each event that may not cross under the clause it names (at the event's time): why. Others are absent. */
  mayCross: (tx: Tx, events: readonly Recorded[]) => Promise<Map<Digest, Barred>>;
  /** The clauses that limit relay and delivery, of every version known: one that has ended keeps its limits. */
  limits: (tx: Tx) => Promise<readonly ClauseLimits[]>;
};
