import { done, refuse, type Outcome } from "#base/outcome.ts";
import type { Party } from "#base/party.ts";
import { dayOf, type Instant } from "#base/time.ts";
import type { Calendars } from "#official/calendar.ts";
import type { Attachment } from "#protocol/event.ts";
import { dayAfter } from "./act.ts";
import type { PatrolEventType } from "./events.ts";
import { findingPrefix } from "./finding.ts";
import { patrolPrefix, type Patrol } from "./patrol.ts";
import { distanceM } from "./distance.ts";
import type { PhoneRecord, RecordOf } from "./record.ts";
import type { PatrolRefusal } from "./refusals.ts";
import type { FindingKinds, PatrolRoute, RoutePoint } from "./route.ts";

export type RecordFacts = {
  here: Party;
  now: Instant;
  /** When the phone sent it, by its own clock. */
  sentAtMs: number;
  inspector: string;
  routes: readonly PatrolRoute[];
  kinds: FindingKinds | undefined;
  parties: readonly Party[];
  calendars: Calendars;
  /** The patrol that the record belongs to, as this node knows it. */
  patrol: Patrol | undefined;
};

/** What a record becomes: an event without its record, network, audience and clause. */
export type PlannedRecord = {
  type: PatrolEventType;
  subject: string;
  network: string;
  data: Record<string, unknown>;
};
type Planned = Outcome<PlannedRecord, PatrolRefusal>;

const clockMattersMs = 60_000;

/** A phone whose clock is wrong loses nothing: what it says is kept, with how wrong it was. */
const clockAhead = ({ sentAtMs, now }: RecordFacts): { clockAheadMs?: number } => {
  const ahead = sentAtMs - Date.parse(now);
  return Math.abs(ahead) > clockMattersMs ? { clockAheadMs: ahead } : {};
};

const routeOf = ({ routes }: RecordFacts, id: string): Outcome<PatrolRoute, PatrolRefusal> => {
  const route = routes.find((one) => one.id === id);
  return route ? done(route) : refuse("ROUTE_NOT_IN_FORCE", { route: id });
};

const begin = (facts: RecordFacts, id: string, record: RecordOf<"begin">): Planned => {
  const route = routeOf(facts, record.route);
  if (!route.ok) return route;
  const { sides, title: routeTitle, network } = route.value;
  if (!sides.includes(facts.here)) return refuse("ROUTE_NOT_IN_FORCE", { route: record.route });
  const { mode, inspected, begunAtMs } = record;
  const isOther = inspected !== undefined && inspected !== facts.here && sides.includes(inspected);
  if (mode === "mutual" ? !isOther : inspected !== undefined)
    return refuse("INSPECTED_PARTY", undefined, "inspected");
  return done({
    type: "monitoring.patrol-begun",
    subject: `${patrolPrefix}${id}`,
    network,
    data: {
      route: route.value.id,
      routeTitle,
      sides,
      mode,
      ...(inspected && { inspected }),
      inspector: facts.inspector,
      begunAtMs,
      ...clockAhead(facts),
    },
  });
};

/** The patrol of a record, on its route as it now is, at one of its points. */
const onPatrol = (
  facts: RecordFacts,
  pointId: string,
): Outcome<{ patrol: Patrol; point: RoutePoint; route: PatrolRoute }, PatrolRefusal> => {
  const { patrol } = facts;
  if (!patrol || patrol.party !== facts.here) return refuse("PATROL_NOT_FOUND");
  const route = routeOf(facts, patrol.route);
  if (!route.ok) return route;
  const point = route.value.points.find(({ id }) => id === pointId);
  return point
    ? done({ patrol, point, route: route.value })
    : refuse("POINT_UNKNOWN", { point: pointId }, "point");
};

const reach = (facts: RecordFacts, record: RecordOf<"reach">): Planned => {
  const found = onPatrol(facts, record.point);
  if (!found.ok) return found;
  const { patrol, point } = found.value;
  const { place, atMs } = record;
  return done({
    type: "monitoring.patrol-point-reached",
    subject: `${patrolPrefix}${patrol.id}`,
    network: patrol.network,
    data: {
      point: point.id,
      pointName: point.name,
      atMs,
      ...(place && { place }),
      ...(place?.by === "device" && { awayM: Math.round(distanceM(place, point.place)) }),
    },
  });
};

const report = (
  facts: RecordFacts,
  id: string,
  record: RecordOf<"finding">,
  photos: readonly Attachment[],
): Planned => {
  const found = onPatrol(facts, record.point);
  if (!found.ok) return found;
  const { patrol, point } = found.value;
  const { here, now, kinds, parties, calendars } = facts;
  const kind = kinds?.kinds.find(({ code }) => code === record.findingKind);
  if (!kinds || !kind) return refuse("FINDING_KIND_UNKNOWN", { kind: record.findingKind }, "findingKind");
  const { place, note, foundAtMs, responsible, rectifyBy } = record;
  if (!parties.includes(responsible))
    return refuse("RESPONSIBLE_UNKNOWN", { party: responsible }, "responsible");
  const foundOn = dayOf(new Date(foundAtMs).toISOString());
  if (rectifyBy < foundOn) return refuse("DUE_TOO_EARLY", { day: foundOn }, "rectifyBy");
  return done({
    type: "monitoring.finding-reported",
    subject: `${findingPrefix}${id}`,
    network: patrol.network,
    data: {
      patrol: patrol.id,
      route: patrol.route,
      routeTitle: patrol.routeTitle,
      sides: patrol.sides,
      kind: kind.code,
      kindName: kind.name,
      point: point.id,
      pointName: point.name,
      place,
      note,
      foundAtMs,
      ...clockAhead(facts),
      photos,
      reporter: here,
      inspector: facts.inspector,
      to: responsible,
      rectifyBy,
      ...(responsible !== here && { answerBy: dayAfter(now, kinds.limits.answer, calendars) }),
    },
  });
};

const end = ({ patrol, here }: RecordFacts, { endedAtMs, note }: RecordOf<"end">): Planned =>
  patrol && patrol.party === here
    ? done({
        type: "monitoring.patrol-ended",
        subject: `${patrolPrefix}${patrol.id}`,
        network: patrol.network,
        data: { endedAtMs, ...(note && { note }) },
      })
    : refuse("PATROL_NOT_FOUND");

/** The rule of a record: (what is in force, what the phone wrote down) → event. `photos` are those it names. */
export const planRecord = (
  facts: RecordFacts,
  id: string,
  record: PhoneRecord,
  photos: readonly Attachment[],
): Planned => {
  switch (record.kind) {
    case "begin":
      return begin(facts, id, record);
    case "reach":
      return reach(facts, record);
    case "finding":
      return report(facts, id, record, photos);
    case "end":
      return end(facts, record);
  }
};
