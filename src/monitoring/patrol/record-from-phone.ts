import { callerOf, type Context } from "#base/handler.ts";
import { done, refuse, type Outcome } from "#base/outcome.ts";
import type { Tx } from "#base/tx.ts";
import { shippedCalendars as calendars } from "#official/shipped-calendars.ts";
import type { MonitoringDeps } from "../deps.ts";
import { patrolsInForce } from "./in-force.ts";
import type { Patrol } from "./patrol.ts";
import { planRecord } from "./plan-record.ts";
import { contentOf, type PhoneRecord } from "./record.ts";
import { findKnown, getPhotos, recordEvent } from "./record-event.ts";
import { readPatrols } from "./store.ts";

type Taken = { subject: string; recordedAt: string; wasKnown: boolean };

const patrolOf = async (tx: Tx, record: PhoneRecord): Promise<Patrol | undefined> =>
  record.kind === "begin" ? undefined : (await readPatrols(tx, [record.patrol])).get(record.patrol)?.file;

/** One record of a phone: recorded once, however often it is sent. */
export const recordFromPhone = (
  deps: MonitoringDeps,
  context: Context,
  id: string,
  { record, sentAtMs, personId }: { record: PhoneRecord; sentAtMs: number; personId: string },
): Promise<Outcome<Taken>> =>
  deps.exchange.commit<Taken>(async (tx) => {
    const caller = callerOf(context);
    if (caller.personId !== personId) return refuse("OTHER_PERSON");
    const ref = { id, content: contentOf(record) };
    const known = await findKnown(tx, ref);
    if (!known.ok) return known;
    if (known.value) {
      const { subject, recordedAt } = known.value;
      return done({ subject, recordedAt, wasKnown: true });
    }
    const { here } = deps;
    const { now } = context;
    const photos = await getPhotos(tx, record.kind === "finding" ? record.photos : []);
    if (!photos.ok) return photos;
    const { routes, kinds, findClause } = patrolsInForce(await deps.agreements.read(tx), here, now);
    const patrol = await patrolOf(tx, record);
    const inspector = await deps.staffNumber(tx, caller.personId);
    const parties = (await deps.parties()).map(({ party }) => party);
    const facts = { here, now, sentAtMs, inspector, routes, kinds, parties, calendars, patrol };
    const planned = planRecord(facts, id, record, photos.value);
    if (!planned.ok) return planned;
    // What is new goes by what is in force now; what goes on, by what it was begun under.
    const isNew = record.kind === "begin" || record.kind === "finding";
    const way = isNew ? findClause(planned.value.network) : patrol;
    if (!way) return refuse("PATROLS_NOT_GRANTED", { network: planned.value.network });
    const said = { ...planned.value, caller, record: ref, photos: photos.value, way };
    const recorded = await recordEvent(deps, tx, said);
    if (!recorded.ok) return recorded;
    return done({ subject: said.subject, recordedAt: recorded.value.recordedAt, wasKnown: false });
  });
