import { callerOf, type Context } from "#base/handler.ts";
import type { Party } from "#base/party.ts";
import type { Caller, Role } from "#base/role.ts";
import { dayOf, type Instant } from "#base/time.ts";
import type { Db, Tx } from "#base/tx.ts";
import { findDivision } from "#official/division.ts";
import type { Digest } from "#protocol/event.ts";
import { isLocal, type CaseFile, type Words } from "./case-file.ts";
import type { Acknowledgement, CaseDeps } from "./deps.ts";
import type { Facts } from "./facts.ts";
import type { InForce } from "./item-book.ts";
import { getProcedure } from "./procedures.ts";
import type { Kept } from "./store.ts";
import { isSignedFor, type Seen, type Sight } from "./view-of.ts";
import type { PartyNames } from "./words.ts";

/** `通州区` is called 通州 in a sentence and on a document's number. */
const shortName = ({ zh, en }: { zh: string; en: string }): Words => ({
  zh: zh.length > 2 ? zh.replace(/(自治[州县]|[区市县])$/, "") : zh,
  en,
});

/** How the parties are called: by their division where it is known, else as the founding agreement names them. */
export const partyNames = async ({ parties }: Pick<CaseDeps, "parties">): Promise<PartyNames> => {
  const names = new Map<Party, Words>();
  for (const { party, name } of await parties()) {
    const division = findDivision(party);
    names.set(party, shortName(division?.name ?? { zh: name.zh, en: name.en ?? name.zh }));
  }
  return (party: Party): Words => names.get(party) ?? { zh: party, en: party };
};

/** Whether this person may see the case at all: their own, their window's, their department's, or their node's. */
export const maySee = async (
  deps: CaseDeps,
  tx: Tx | Db,
  { file, owner }: Kept,
  caller: Caller,
): Promise<boolean> => {
  switch (caller.role) {
    case "applicant": {
      if (owner === caller.personId) return true;
      const numbers = await deps.identityNumbers(tx, caller.personId);
      return (
        numbers.includes(file.applicant.idNumber) ||
        (file.agent !== undefined && numbers.includes(file.agent.idNumber))
      );
    }
    case "window-clerk":
      return file.accepting === deps.here || file.holder === deps.here;
    case "officer":
      return file.deciding === deps.here && file.department === caller.department;
    case "supervisor":
    case "audit-administrator": // finds and proves; no route shows them a case
      return file.accepting === deps.here || file.deciding === deps.here;
    default:
      return false;
  }
};

/** Whoever works on the case knows for whom: the window that took it in, and the officers who decide it. */
const isHandling = (here: Party, { accepting, deciding }: CaseFile, role: Role): boolean =>
  (role === "window-clerk" && accepting === here) || (role === "officer" && deciding === here);

export const sightOf = (here: Party, file: CaseFile, { role }: Caller, isUnmasked = false): Sight => {
  if (role === "applicant") return "owner";
  if (isUnmasked) return "staff-unmasked";
  return isHandling(here, file, role) ? "handling" : "staff";
};

/** In a list a name is read in passing: that of another party's resident is shown where the reading is recorded. */
export const sightInList = (here: Party, file: CaseFile, caller: Caller): Sight => {
  const sight = sightOf(here, file, caller);
  return sight === "handling" && file.accepting !== here ? "staff" : sight;
};

const noTerms: Facts["terms"] = { clockStart: "accepting-window", relayLimit: { n: 1, unit: "workday" } };
const gone = (file: CaseFile): Error => new Error(`the item ${file.itemId} of a case is in no agreement`);

/** A case with everything that rules and views ask: item, procedure, clause and powers, as of now. */
export const seenOf = (
  deps: CaseDeps,
  inForce: InForce,
  { file, desk }: Kept,
  who: { role: Role | "node"; staffNumber: string; now: Instant },
  more: { name: PartyNames; acknowledgements: Seen["acknowledgements"] },
): Seen => {
  const { here, calendars, isSample } = deps;
  // The item as it was when the applicant read its guide, also after a newer version came into force.
  const offered =
    inForce.book(file.submittedAt).byCode.get(file.item) ?? inForce.book(who.now).byCode.get(file.item);
  if (!offered) throw gone(file);
  // What was begun under a clause is finished under it, whatever came into force or ended since.
  const clause = isLocal(file) ? undefined : inForce.clause(file.item, file.accepting, file.submittedAt);
  const facts: Facts = {
    file,
    desk,
    here,
    calendars,
    role: who.role,
    staffNumber: who.staffNumber,
    now: who.now,
    item: offered.item,
    procedure: getProcedure(inForce.procedure, file),
    today: dayOf(who.now),
    powers: new Set(here === file.accepting ? clause?.grant.powers : []),
    terms: clause ? { clockStart: clause.grant.clockStart, relayLimit: clause.grant.relayLimit } : noTerms,
  };
  return { facts, clause, isSample, ...more };
};

/** What the caller is to the rules: role and staff number. Applicants have none. */
export const doerOf = async (
  deps: CaseDeps,
  tx: Tx | Db,
  context: Context,
): Promise<{ role: Role; staffNumber: string; now: Instant }> => {
  const caller = callerOf(context);
  const staffNumber = caller.role === "applicant" ? "" : await deps.staffNumber(tx, caller.personId);
  return { role: caller.role, staffNumber, now: context.now };
};

export type Acknowledgements = Map<Digest, Acknowledgement>;

/** A receipt that says all there is to say never changes, and is asked for once. */
const settledReceipts = new WeakMap<CaseDeps, Map<Digest, Acknowledgement>>();
const mostSettled = 50_000;

/** Whether the other side of this case has signed for an event; of a local case there is none. */
const isSignedByOthers = (
  { accepting, deciding, timeline }: CaseFile,
  event: Digest,
  receipt: Acknowledgement,
): boolean => {
  const author = timeline.find((entry) => entry.event === event)?.party;
  return [accepting, deciding].every((party) => party === author || isSignedFor(receipt, party));
};

/** The receipts of everything in a case's history, and what of it did not come in time. */
export const receiptsFor = async (deps: CaseDeps, tx: Tx | Db, file: CaseFile): Promise<Acknowledgements> => {
  const receipts = settledFor(deps, file);
  const events = file.timeline.map(({ event }) => event);
  const open = events.filter((event) => !receipts.has(event));
  const settled = settledReceipts.get(deps)!;
  for (const [event, receipt] of await deps.acknowledgements(tx, open)) {
    receipts.set(event, receipt);
    if (receipt.page === undefined || !isSignedByOthers(file, event, receipt)) continue;
    if (settled.size >= mostSettled) settled.clear();
    settled.set(event, receipt);
  }
  if (isLocal(file)) return receipts;
  for (const [event, missed] of await deps.missed(tx, events))
    receipts.set(event, { acknowledged: [], ...receipts.get(event), missed });
  return receipts;
};

/** What is known without asking, and whether the file is still on its way: enough for the answer to a command. */
export const receiptsAtHand = async (
  deps: CaseDeps,
  tx: Tx | Db,
  file: CaseFile,
  fresh: ReadonlySet<Digest>,
): Promise<Acknowledgements> => {
  const receipts = settledFor(deps, file);
  const { handed } = file;
  const isOut = handed?.from === deps.here && file.holder !== deps.here;
  if (!isOut || receipts.has(handed.event) || fresh.has(handed.event)) return receipts;
  for (const [event, receipt] of await deps.acknowledgements(tx, [handed.event]))
    receipts.set(event, receipt);
  return receipts;
};

const settledFor = (deps: CaseDeps, { timeline }: CaseFile): Acknowledgements => {
  let settled = settledReceipts.get(deps);
  if (!settled) settledReceipts.set(deps, (settled = new Map()));
  const receipts: Acknowledgements = new Map();
  for (const { event } of timeline) {
    const known = settled.get(event);
    if (known) receipts.set(event, known);
  }
  return receipts;
};

/** Of a whole list only the question whether files are still on their way: at most one event each. */
export const transitReceipts = (
  deps: CaseDeps,
  tx: Tx | Db,
  files: readonly CaseFile[],
): Promise<Acknowledgements> =>
  deps.acknowledgements(
    tx,
    files.flatMap(({ handed, holder }) =>
      handed?.from === deps.here && holder !== deps.here ? [handed.event] : [],
    ),
  );
