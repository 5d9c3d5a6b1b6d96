import { callerOf, type Context } from "#base/handler.ts";
import type { Party } from "#base/party.ts";
import type { Caller, Role } from "#base/role.ts";
import { dayOf, type Instant } from "#base/time.ts";
import type { Db, Tx } from "#base/tx.ts";
import { findDivision } from "#official/division.ts";
import type { Digest } from "#protocol/event.ts";
import { isLocal, type CaseFile, type Words } from "./case-file.ts";
import type { CaseDeps } from "./deps.ts";
import type { Facts } from "./facts.ts";
import { readBook } from "./item-book.ts";
import { getProcedure } from "./procedures.ts";
import type { Kept } from "./store.ts";
import type { Seen, Sight } from "./view-of.ts";
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
      return file.accepting === deps.here || file.deciding === deps.here;
    default:
      return false;
  }
};

export const sightOf = (caller: Caller | undefined, isUnmasked = false): Sight => {
  if (!caller) return "public";
  if (caller.role === "applicant") return "owner";
  return isUnmasked ? "staff-unmasked" : "staff";
};

const noTerms: Facts["terms"] = { clockStart: "accepting-window", relayLimit: { n: 1, unit: "workday" } };
const gone = (file: CaseFile): Error => new Error(`the item ${file.itemId} of a case is in no agreement`);

/** A case with everything that rules and views ask: item, procedure, clause and powers, as of now. */
export const seenOf = async (
  deps: CaseDeps,
  tx: Tx | Db,
  { file, desk }: Kept,
  who: { role: Role | "node"; staffNumber: string; now: Instant },
  more: { name: PartyNames; acknowledgements: Seen["acknowledgements"] },
): Promise<Seen> => {
  const { here, calendars, isSample } = deps;
  // The item as it was when the applicant read its guide, also after a newer version came into force.
  const offered =
    (await readBook(deps, tx, file.submittedAt)).byCode.get(file.item) ??
    (await readBook(deps, tx, who.now)).byCode.get(file.item);
  if (!offered) throw gone(file);
  const clause = isLocal(file)
    ? undefined
    : await deps.agreements.findClause(tx, file.item, file.accepting, who.now);
  const facts: Facts = {
    file,
    desk,
    here,
    calendars,
    role: who.role,
    staffNumber: who.staffNumber,
    now: who.now,
    item: offered.item,
    procedure: getProcedure(file.procedure),
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

export type Acknowledgements = Map<Digest, { page?: number; acknowledged: { party: Party; at: Instant }[] }>;

/** The receipts of everything in a case's history. */
export const receiptsFor = (deps: CaseDeps, tx: Tx | Db, file: CaseFile): Promise<Acknowledgements> =>
  deps.acknowledgements(
    tx,
    file.timeline.map(({ event }) => event),
  );

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
