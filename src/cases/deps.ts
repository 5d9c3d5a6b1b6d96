import type { FileAnswer } from "#base/contract.ts";
import type { Outcome } from "#base/outcome.ts";
import type { Party } from "#base/party.ts";
import type { Caller } from "#base/role.ts";
import type { Instant } from "#base/time.ts";
import type { Db, Tx } from "#base/tx.ts";
import type { Calendars } from "#official/calendar.ts";
import type { Digest, Recorded } from "#protocol/event.ts";
import type { CaseClause } from "#agreements/in-force.ts";
import type { Standings } from "#agreements/standing.ts";
import type { Draft } from "#exchange/draft.ts";
import type { EraseCommand } from "#exchange/events.ts";
import type { DocumentFacts } from "./documents/document-facts.ts";

/** The clause that carries an item across a border, as the agreements answer it. */
export type CarryingClause = CaseClause;

export type Acknowledgement = {
  page?: number;
  acknowledged: { party: Party; at: Instant }[];
  missed?: readonly Missed[];
};

/** Recorded under signature: `party` had not signed for the event, or not taken the case up, within the clause's limit. */
export type Missed = { kind: "relay" | "delivery"; party: Party; saidAt: Instant; limitHours: number };

export type StoredFile = { digest: Digest; size: number };

/** Why personal data was looked at: the log says who, when and which case; never whose. */
export type Reading = {
  caller: Caller;
  number: string;
  what: "case" | "unmasked" | "history" | "attachment" | "document" | "evidence" | "ledger";
  at: Instant;
};

/** Who did what about erasing a case: for the audit log. */
export type ErasureLine = {
  caller: Caller;
  number: string;
  outcome: "proposed" | "approved" | "rejected";
  reason: string;
  at: Instant;
};

/** What casework needs of the rest of a node. The node puts it together; nothing here knows how. */
export type CaseDeps = {
  db: Db;
  here: Party;
  calendars: Calendars;
  isSample: boolean;
  exchange: {
    commit: <T>(work: (tx: Tx) => Promise<Outcome<T>>) => Promise<Outcome<T>>;
    append: (tx: Tx, drafts: readonly Draft[]) => Promise<Outcome<Recorded[]>>;
    erase: (tx: Tx, command: EraseCommand) => Promise<Outcome<Recorded[]>>;
  };
  agreements: {
    /** All versions with their signatures, ready to be asked: one read serves a whole request. */
    read: (tx: Tx | Db) => Promise<Standings>;
  };
  attachments: {
    put: (bytes: AsyncIterable<Uint8Array>) => Promise<Outcome<StoredFile>>;
    open: (digest: Digest) => Promise<{ size: number; content: unknown } | undefined>;
    remove: (digest: Digest, unlessWrittenSince: Instant) => Promise<boolean>;
    /** Of these digests those that an event names. */
    named: (tx: Tx | Db, digests: readonly Digest[]) => Promise<ReadonlySet<Digest>>;
  };
  parties: () => Promise<readonly { party: Party; name: { zh: string; en?: string | undefined } }[]>;
  acknowledgements: (tx: Tx | Db, digests: readonly Digest[]) => Promise<Map<Digest, Acknowledgement>>;
  /** What of these events did not come in time. */
  missed: (tx: Tx | Db, digests: readonly Digest[]) => Promise<ReadonlyMap<Digest, readonly Missed[]>>;
  /** The evidence file as its exact text: it is signed. */
  evidence: (subject: string) => Promise<Outcome<string>>;
  /** Numbers by which a signed-in applicant is known: their own, and those they hold a mandate for. */
  identityNumbers: (tx: Tx | Db, personId: string) => Promise<readonly string[]>;
  /** 工号: what stands in events for a member of staff; never a name. */
  staffNumber: (tx: Tx | Db, personId: string) => Promise<string>;
  /** The department of a member of staff. */
  departmentOf: (tx: Tx | Db, personId: string) => Promise<string>;
  /** 工号 of the officers of a department here. */
  officerNumbers: (tx: Tx | Db, department: string) => Promise<readonly string[]>;
  renderDocument: (facts: DocumentFacts, as: "html" | "pdf") => Promise<FileAnswer>;
  recordReading: (tx: Tx | Db, reading: Reading) => Promise<void>;
  recordErasure: (tx: Tx, line: ErasureLine) => Promise<void>;
};
