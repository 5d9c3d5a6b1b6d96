import { callerOf, type Context } from "#base/handler.ts";
import { done, refuse, type Outcome } from "#base/outcome.ts";
import type { Db, Tx } from "#base/tx.ts";
import { shippedCalendars as calendars } from "#official/shipped-calendars.ts";
import type { MonitoringDeps } from "../deps.ts";
import { planAct, type ActFacts } from "./act.ts";
import { findingPrefix, type PatrolFinding } from "./finding.ts";
import { getKindsUnder } from "./in-force.ts";
import { contentOf, type FindingAct } from "./record.ts";
import { findKnown, getPhotos, recordEvent } from "./record-event.ts";
import { readFindings } from "./store.ts";
import { findingView } from "./view-of.ts";
import type { FindingView } from "./view.ts";

/** What the rules of a finding ask: parties, limits and reasons as signed when it was found. */
const factsOf = async (
  deps: MonitoringDeps,
  tx: Tx | Db,
  { now }: Context,
  finding: PatrolFinding,
): Promise<ActFacts> => {
  const parties = finding.audience === "public" ? finding.sides : finding.audience;
  const kinds = getKindsUnder(await deps.agreements.read(tx), finding.clause);
  return { finding, here: deps.here, now, parties, kinds, calendars };
};

export const viewFinding = async (
  deps: MonitoringDeps,
  tx: Tx | Db,
  context: Context,
  id: string,
): Promise<Outcome<FindingView>> => {
  const kept = (await readFindings(tx, [id])).get(id);
  if (!kept) return refuse("FINDING_NOT_FOUND");
  const events = kept.file.timeline.map(({ event }) => event);
  const acknowledged = await deps.acknowledgements(tx, events);
  return done(findingView(await factsOf(deps, tx, context, kept.file), acknowledged));
};

/** One act of the party that holds the finding; sent again it is the same act. */
export const actOnFinding = (
  deps: MonitoringDeps,
  context: Context,
  { id, record }: { id: string; record: string },
  act: FindingAct,
): Promise<Outcome<FindingView>> =>
  deps.exchange.commit(async (tx) => {
    const kept = (await readFindings(tx, [id])).get(id);
    if (!kept) return refuse("FINDING_NOT_FOUND");
    const { file } = kept;
    const ref = { id: record, content: contentOf({ ...act, finding: id }) };
    const known = await findKnown(tx, ref);
    if (!known.ok) return known;
    if (known.value) return viewFinding(deps, tx, context, id);
    const photos = await getPhotos(tx, "photos" in act ? act.photos : []);
    if (!photos.ok) return photos;
    const planned = planAct(await factsOf(deps, tx, context, file), act, photos.value);
    if (!planned.ok) return planned;
    const recorded = await recordEvent(deps, tx, {
      ...planned.value,
      subject: `${findingPrefix}${file.id}`,
      network: file.network,
      caller: callerOf(context),
      record: ref,
      photos: photos.value,
      way: file,
    });
    return recorded.ok ? viewFinding(deps, tx, context, id) : recorded;
  });
