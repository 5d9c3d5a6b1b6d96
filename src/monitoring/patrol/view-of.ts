import { fill } from "#base/bilingual.ts";
import { dayOf } from "#base/time.ts";
import type { Refusal } from "#base/outcome.ts";
import type { MonitoringDeps } from "../deps.ts";
import { actNames, mayAct, type ActFacts } from "./act.ts";
import { clockOf } from "./clock.ts";
import { rechecker, type PatrolFinding } from "./finding.ts";
import type { Patrol } from "./patrol.ts";
import { patrolRefusals, type PatrolRefusal } from "./refusals.ts";
import type { FindingRow, FindingView, PatrolRow } from "./view.ts";

const sayRefusal = ({ code, detail }: Refusal): { zh: string; en: string } => {
  const { zh, en } = patrolRefusals[code as PatrolRefusal];
  return { zh: fill(zh, detail), en: fill(en, detail) };
};

export const findingRow = (finding: PatrolFinding, today: string): FindingRow => {
  const clock = clockOf(finding, today);
  return {
    id: finding.id,
    kindName: finding.kindName,
    pointName: finding.pointName,
    routeTitle: finding.routeTitle,
    reporter: finding.reporter,
    responsible: finding.responsible,
    holder: finding.holder,
    state: finding.state,
    foundAtMs: finding.foundAtMs,
    sentBack: finding.sentBack,
    photos: finding.timeline.reduce((sum, { photos }) => sum + photos.length, 0),
    ...(clock && { clock }),
  };
};

type Acknowledged = Awaited<ReturnType<MonitoringDeps["acknowledgements"]>>;

/** A finding as the page of one party shows it: with what may be done there now, or why not. */
export const findingView = (facts: ActFacts, acknowledged: Acknowledged): FindingView => {
  const { finding, now, parties, kinds } = facts;
  const { clause: _clause, audience: _audience, timeline, ...told } = finding;
  const clock = clockOf(finding, dayOf(now));
  const acts = actNames.map((act) => {
    const may = mayAct(facts, act);
    return [act, may.ok ? { allowed: true } : { allowed: false, reason: sayRefusal(may.refusal) }] as const;
  });
  return {
    ...told,
    ...(clock && { clock }),
    rechecker: rechecker(finding),
    timeline: timeline.map(({ role: _role, ...entry }) => ({
      ...entry,
      acknowledged: acknowledged.get(entry.event)?.acknowledged ?? [],
    })),
    acts: Object.fromEntries(acts) as FindingView["acts"],
    returnReasons: kinds.returnReasons,
    parties: [...parties],
  };
};

export const patrolRow = ({ clause: _clause, audience: _audience, ...told }: Patrol): PatrolRow => told;
