import type { Context } from "#base/handler.ts";
import type { Instant } from "#base/time.ts";
import type { Standings } from "#agreements/standing.ts";
import { isInForce } from "#agreements/state.ts";

/** The networks whose readings a clause in force lets the public see. */
export const publicNetworks = (standings: Standings, at: Instant): ReadonlySet<string> =>
  new Set(
    [...standings.values()]
      .filter(({ force }) => isInForce(force, at))
      .flatMap(({ clauses }) => [...clauses.values()].flatMap(({ monitoring }) => monitoring))
      .filter(({ grant }) => grant.publishes.includes("observe"))
      .flatMap(({ networks }) => [...networks]),
  );

/** Whoever works here sees what the parties share; everybody else what is public. */
export const isStaff = ({ caller }: Pick<Context, "caller">): boolean =>
  caller !== undefined && caller.role !== "applicant";
