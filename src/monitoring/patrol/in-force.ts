import type { Party } from "#base/party.ts";
import type { Instant } from "#base/time.ts";
import type { Audience, ClauseRef } from "#protocol/event.ts";
import type { Standings } from "#agreements/standing.ts";
import { clauseForNetwork, definitionsOf } from "../in-force.ts";
import { FindingKinds, type PatrolRoute } from "./route.ts";

export type PatrolsInForce = {
  routes: PatrolRoute[];
  kinds: FindingKinds | undefined;
  /** Under which clause something of a network goes to whom; absent where none grants this party patrols. */
  findClause: (network: string) => { clause: ClauseRef; audience: Party[] } | undefined;
};

const parsed = new WeakMap<object, FindingKinds>();

/** Parsed once, with what its author left out: the agreements hand out the same value for as long as a version lives. */
const kindsOf = (content: object): FindingKinds => {
  let kinds = parsed.get(content);
  if (!kinds) parsed.set(content, (kinds = FindingKinds.parse(content)));
  return kinds;
};

/** What the agreements say of patrols now. */
export const patrolsInForce = (standings: Standings, here: Party, at: Instant): PatrolsInForce => ({
  routes: definitionsOf<PatrolRoute>(standings, "patrol-route", at).map(({ content }) => content),
  kinds: definitionsOf<object>(standings, "patrol-finding-kinds", at).map(({ content }) =>
    kindsOf(content),
  )[0],
  findClause: (network) => {
    const found = clauseForNetwork(standings, { network, party: here, power: "patrol", at });
    return found && { clause: found.clause, audience: [...found.parties].sort() };
  },
});

/** What a subject goes by: the clause it was begun under, to its end. */
export type Way = { clause?: ClauseRef; audience: Audience };

const isKinds = (content: unknown): content is object =>
  typeof content === "object" &&
  content !== null &&
  "kind" in content &&
  content.kind === "patrol-finding-kinds";

/** The limits and reasons a finding goes by: those of the very version that its clause names, to its end. */
export const getKindsUnder = (standings: Standings, clause: ClauseRef | undefined): FindingKinds => {
  const files = clause && standings.get(clause.agreement)?.signing.bundle.files;
  const content = Object.values(files ?? {}).find(isKinds);
  if (!content) throw new Error("a finding crossed under an agreement that says nothing of findings");
  return kindsOf(content);
};
