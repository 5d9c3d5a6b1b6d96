import type { Outcome } from "#base/outcome.ts";
import type { Party } from "#base/party.ts";
import type { Caller } from "#base/role.ts";
import type { Clock, Instant } from "#base/time.ts";
import type { Db, Tx } from "#base/tx.ts";
import type { PublicKey, Signer } from "#base/signature.ts";
import type { Digest, Recorded } from "#protocol/event.ts";
import type { Standings } from "#agreements/standing.ts";
import type { Bell } from "#exchange/bell.ts";
import type { Draft } from "#exchange/draft.ts";
import type { NoticeDeps } from "./notices/notice-deps.ts";
import type { Change } from "./observations/reading.ts";

/** A line of the audit log about what somebody did here; never what a person's data says. */
export type AuditLine = {
  at: Instant;
  /** What was done, as a word: `import`, `supplier-added`. */
  outcome: string;
  caller?: Caller;
  subject?: string;
  detail?: Record<string, unknown>;
};

/** What monitoring needs of the rest of a node. The node puts it together; nothing here knows how. */
export type MonitoringDeps = {
  db: Db;
  here: Party;
  clock: Clock;
  isSample: boolean;
  exchange: {
    commit: <T>(work: (tx: Tx) => Promise<Outcome<T>>) => Promise<Outcome<T>>;
    append: (tx: Tx, drafts: readonly Draft[]) => Promise<Outcome<Recorded[]>>;
  };
  /** Rings when something was applied here, from a peer or by this node itself. */
  applied: Pick<Bell, "wait">;
  agreements: {
    /** All versions with their signatures, ready to be asked: one read serves a whole request. */
    read: (tx: Tx | Db) => Promise<Standings>;
  };
  attachments: {
    put: (bytes: AsyncIterable<Uint8Array>) => Promise<Outcome<{ digest: Digest; size: number }>>;
    open: (digest: Digest) => Promise<{ size: number; content: unknown } | undefined>;
    has: (digest: Digest) => Promise<boolean>;
    remove: (digest: Digest, unlessWrittenSince: Instant) => Promise<boolean>;
    /** Of these digests those that an event names. */
    named: (tx: Tx | Db, digests: readonly Digest[]) => Promise<ReadonlySet<Digest>>;
  };
  /** What follows from measurements, decided in the transaction that records them: alerts. */
  followObserved: (tx: Tx, changes: readonly Change[]) => Promise<readonly Draft[]>;
  /** Events that are here, of these digests. */
  events: (digests: readonly Digest[]) => Promise<readonly Recorded[]>;
  parties: () => Promise<readonly { party: Party; name: { zh: string; en?: string | undefined } }[]>;
  /** Who has signed, by which page, that it holds these events. */
  acknowledgements: (
    tx: Tx | Db,
    digests: readonly Digest[],
  ) => Promise<Map<Digest, { page?: number; acknowledged: { party: Party; at: Instant }[] }>>;
  /** The evidence file of a subject as its exact text: it is signed. */
  evidence: (subject: string) => Promise<Outcome<string>>;
  /** The key that signs what this node says now, outside pages too (CAP files). */
  findSigner: (tx: Tx) => Promise<Outcome<Signer>>;
  /** Every key that each party has or had: whoever signed with one of them is that party. */
  partyKeys: (tx: Tx | Db) => Promise<ReadonlyMap<Party, readonly PublicKey[]>>;
  /** 工号: what stands in events for a member of staff; never a name. */
  staffNumber: (tx: Tx | Db, personId: string) => Promise<string>;
  /** How people are told of alerts. */
  notices: NoticeDeps;
  recordAudit: (tx: Tx | Db, line: AuditLine) => Promise<void>;
};
