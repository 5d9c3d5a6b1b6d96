import type { Bilingual } from "#base/bilingual.ts";
import type { Party } from "#base/party.ts";
import type { Instant } from "#base/time.ts";
import type { ClauseRef, Digest } from "#protocol/event.ts";
import { patternsOf, type CasesGrant } from "./agreement.ts";
import { filesOf, type Standing, type Standings } from "./standing.ts";
import { isInForce } from "./state.ts";

/** The clause a case goes by, with the words for it. */
export type CaseClause = {
  ref: ClauseRef;
  agreementTitle: Required<Bilingual>;
  clauseTitle: Required<Bilingual>;
  deciding: Party;
  grant: CasesGrant;
};

/** A definition file that a clause brings into force, with the clauses that do. */
export type DefinitionInForce = { agreement: Digest; path: string; content: unknown; clauses: ClauseRef[] };

const inForceAt = (standings: Standings, at: Instant): Standing[] =>
  [...standings.values()]
    .filter(({ force }) => isInForce(force, at))
    .sort((a, b) => (b.force.from! < a.force.from! ? -1 : 1)); // the newest first: on the day of change both stand

/** Absent where the item is decided by `accepting` itself: no border, no clause. */
export const clauseFor = (
  standings: Standings,
  itemCode: string,
  accepting: Party,
  at: Instant,
): CaseClause | undefined => {
  for (const { digest, signing, clauses } of inForceAt(standings, at))
    for (const { clause, cases } of clauses.values())
      for (const { grant, matters } of cases) {
        const matter = matters.get(itemCode);
        if (!matter || matter.deciding === accepting) continue;
        if (!grant.to.includes(accepting) || !grant.from.includes(matter.deciding)) continue;
        return {
          ref: { agreement: digest, clause: clause.id },
          agreementTitle: signing.bundle.agreement.title,
          clauseTitle: clause.title,
          deciding: matter.deciding,
          grant,
        };
      }
  return undefined;
};

const kindOf = (content: unknown): unknown =>
  typeof content === "object" && content !== null ? (content as { kind?: unknown }).kind : undefined;

/** The files of one kind; of two versions in force on the day of change, those of the newer. */
export const definitionsInForce = (standings: Standings, kind: string, at: Instant): DefinitionInForce[] => {
  const found = new Map<string, DefinitionInForce>();
  for (const { digest, signing, clauses } of inForceAt(standings, at)) {
    const { bundle } = signing;
    for (const { clause } of clauses.values())
      for (const grant of clause.grants) {
        for (const [path, content] of filesOf(bundle, patternsOf(grant))) {
          if (kindOf(content) !== kind) continue;
          const key = `${bundle.agreement.id} ${path}`;
          const ref = { agreement: digest, clause: clause.id };
          const known = found.get(key);
          if (!known) found.set(key, { agreement: digest, path, content, clauses: [ref] });
          else if (known.agreement === digest) known.clauses.push(ref);
        }
      }
  }
  return [...found.values()];
};
