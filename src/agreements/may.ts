import { done, refuse, type Outcome, type Refusal } from "#base/outcome.ts";
import type { EventKind, Recorded } from "#protocol/event.ts";
import { missingSignatures } from "./state.ts";
import type { PreparedClause, PreparedGrant, Standings } from "./standing.ts";

export type MayRefusal =
  | "NO_CLAUSE"
  | "CLAUSE_NOT_IN_FORCE"
  | "CLAUSE_ENDED"
  | "NOT_A_PARTY"
  | "POWER_NOT_GRANTED"
  | "DECISION_NOT_GRANTABLE"
  | "FIELD_NOT_GRANTED"
  | "ITEM_NOT_GRANTED"
  | "NETWORK_NOT_GRANTED"
  | "AUDIENCE_TOO_WIDE";

/**
 * Whether something still on its way would lift the refusal: pages of different parties arrive in any order, so the
 * first case under an agreement may be here before the last signature under it.
 */
export const mayBeLifted = ({ event }: Recorded, { code }: Refusal, standings: Standings): boolean => {
  const standing = event.clause && standings.get(event.clause.agreement);
  if (code === "NO_CLAUSE") return event.clause !== undefined && standing === undefined;
  return (
    code === "CLAUSE_NOT_IN_FORCE" && standing !== undefined && missingSignatures(standing.signing).length > 0
  );
};

type Ask = { recorded: Recorded; kind: EventKind; clause: PreparedClause; where: Record<string, unknown> };

/**
 * Whether an event may cross a border: the clause it names is in force at its time, author and audience are parties,
 * and the clause grants what the event does. Sender and receiver ask the same question of the same signed text.
 */
export const may = (recorded: Recorded, kind: EventKind, standings: Standings): Outcome<true, MayRefusal> => {
  const { event, author } = recorded;
  const { audience } = event;
  if (!event.clause) {
    const staysHere = audience !== "public" && audience.length === 1 && audience[0] === author;
    return staysHere ? done(true) : refuse("NO_CLAUSE", { type: event.type });
  }
  const standing = standings.get(event.clause.agreement);
  const clause = standing?.clauses.get(event.clause.clause);
  const where = {
    type: event.type,
    clause: event.clause.clause,
    agreement: event.clause.agreement.slice(0, 8),
  };
  if (!standing || !clause) return refuse("NO_CLAUSE", where);

  const { agreement } = standing.signing.bundle;
  const { from, until } = standing.force;
  const named = { ...where, agreement: agreement.id };
  const stranger = [author, ...(audience === "public" ? [] : audience)].find(
    (party) => !agreement.parties.includes(party),
  );
  if (stranger !== undefined) return refuse("NOT_A_PARTY", { ...named, party: stranger });
  const ask = { recorded, kind, clause, where: named };
  if (from === undefined || event.time < from)
    return refuse("CLAUSE_NOT_IN_FORCE", { ...named, from, unsigned: missingSignatures(standing.signing) });
  // Readings and forecasts have no end of their own: they stop with the clause.
  const isEndless = ["observe", "forecast"].includes(kind.needs.power);
  // The end of a clause closes the door to new subjects; what was begun under it is finished under it.
  const isBegun =
    kind.needs.grant !== "governance" && !isEndless && (event.previous ?? event.about) !== undefined;
  if (until !== undefined && event.time >= until && !isBegun)
    return refuse("CLAUSE_ENDED", { ...named, until, replacedBy: standing.force.replacedBy });
  if (kind.needs.grant === "cases") return mayForCases(ask);
  return kind.needs.grant === "monitoring" ? mayMonitor(ask) : mayGovern(ask);
};

const mayGovern = ({ recorded, kind, clause, where }: Ask): Outcome<true, MayRefusal> => {
  const { power, grant } = kind.needs;
  const isOfKeys = clause.governance.some(({ keys = [] }) => keys.some((one) => one === power));
  const isGranted =
    grant === "governance" &&
    (isOfKeys ||
      clause.governance.some(({ agreements, exchange }) =>
        [...agreements, ...exchange].some((one) => one === power),
      ));
  if (!isGranted) return refuse("POWER_NOT_GRANTED", { ...where, power, party: recorded.author });
  // Keys are public facts: whoever checks evidence needs them. Nothing else of governance is.
  return recorded.event.audience === "public" && !isOfKeys
    ? refuse("AUDIENCE_TOO_WIDE", { ...where, audience: "public" })
    : done(true);
};

/** A network that the clause brings into force, or, where an event is about none, any grant of the clause. */
const mayMonitor = ({ recorded, kind, clause, where }: Ask): Outcome<true, MayRefusal> => {
  const { event, author } = recorded;
  const network = kind.matter?.(event.data as never);
  const holding = clause.monitoring.filter(({ networks }) => network === undefined || networks.has(network));
  if (holding.length === 0) return refuse("NETWORK_NOT_GRANTED", { ...where, network });
  const { power } = kind.needs;
  const granted = holding.filter(
    ({ grant }) => grant.to.includes(author) && grant.powers.some((one) => one === power),
  );
  if (granted.length === 0) return refuse("POWER_NOT_GRANTED", { ...where, power, party: author });
  const isPublishable = granted.some(({ grant }) => grant.publishes.some((one) => one === power));
  return event.audience === "public" && !isPublishable
    ? refuse("AUDIENCE_TOO_WIDE", { ...where, audience: "public" })
    : done(true);
};

const mayForCases = (ask: Ask): Outcome<true, MayRefusal> => {
  const { recorded, kind, clause, where } = ask;
  const code = kind.matter?.(recorded.event.data as never);
  const holding = clause.cases.filter(({ matters }) => code !== undefined && matters.has(code));
  if (holding.length === 0) return refuse("ITEM_NOT_GRANTED", { ...where, item: code });
  // Several grants may hold the item (other powers for other parties): one that allows it is enough.
  let outcome: Outcome<true, MayRefusal> = done(true);
  for (const prepared of holding) {
    outcome = mayUnderGrant(ask, prepared, code!);
    if (outcome.ok) return outcome;
  }
  return outcome;
};

const mayUnderGrant = (
  { recorded: { event, author }, kind, where }: Ask,
  { grant, matters, disclosed }: PreparedGrant,
  code: string,
): Outcome<true, MayRefusal> => {
  const { deciding, questions } = matters.get(code)!;
  const { power } = kind.needs;
  const facts = { ...where, power, party: author, deciding };
  // The authority in charge needs nobody's leave for its own item; everybody else needs exactly what is granted.
  if (author !== deciding) {
    if (power === "decide") return refuse("DECISION_NOT_GRANTABLE", facts);
    const isGranted =
      grant.to.includes(author) && grant.from.includes(deciding) && grant.powers.some((one) => one === power);
    if (!isGranted) return refuse("POWER_NOT_GRANTED", facts);
  }
  const { audience } = event;
  if (audience === "public") return refuse("AUDIENCE_TOO_WIDE", { ...facts, audience });
  const others = audience.filter((party) => party !== deciding);
  const accepting = author === deciding ? others[0] : author;
  if (accepting !== undefined && !grant.from.includes(deciding))
    return refuse("ITEM_NOT_GRANTED", { ...facts, item: code });
  const isTwoSides = audience.includes(author) && audience.includes(deciding) && others.length <= 1;
  if (!isTwoSides) return refuse("AUDIENCE_TOO_WIDE", { ...facts, audience: audience.join("、") });
  if (accepting !== undefined && !grant.to.includes(accepting))
    return refuse("AUDIENCE_TOO_WIDE", { ...facts, audience: accepting });
  for (const path of kind.discloses?.(event.data as never) ?? []) {
    const isAsked = path.startsWith("form.") && questions.has(path.slice("form.".length));
    if (!isAsked && !disclosed.has(path)) return refuse("FIELD_NOT_GRANTED", { ...facts, field: path }, path);
  }
  return done(true);
};
