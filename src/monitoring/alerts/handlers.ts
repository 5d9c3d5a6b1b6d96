import { callerOf, type Context, type Handlers } from "#base/handler.ts";
import { done, refuse, type Outcome } from "#base/outcome.ts";
import type { Db, Tx } from "#base/tx.ts";
import type { Draft } from "#exchange/draft.ts";
import type { MonitoringDeps } from "../deps.ts";
import { clauseForNetwork } from "../in-force.ts";
import { readLatest } from "../observations/read.ts";
import { partsOf, streamOf } from "../observations/reading.ts";
import { hasConfirmed, isVoid, type Alert } from "./alert.ts";
import { arrivalsOf } from "./arriving.ts";
import type { alertContract, AlertView, ArrivalView } from "./contract.ts";
import { alertSubject, type AlertEventOf } from "./events.ts";
import { isWorse, type Level } from "./level.ts";
import { listAlerts, readAlerts } from "./store.ts";
import { levelWordsIn, viewsOf } from "./view-of.ts";
import { watchedAt } from "./watched.ts";

const pageSize = 50;

/** When each of these alerts' stations was last heard. */
const lastValuesOf = async (
  deps: MonitoringDeps,
  tx: Tx | Db,
  alerts: readonly Alert[],
  now: string,
): Promise<Map<string, number>> => {
  const { plans } = watchedAt(await deps.agreements.read(tx), now);
  const stations = new Set(alerts.flatMap(({ station }) => station ?? []));
  const streams = plans.flatMap(({ network }) =>
    network.stations
      .filter(({ id }) => stations.has(id))
      .flatMap(({ id, properties }) => properties.map((property) => streamOf(id, property))),
  );
  const last = new Map<string, number>();
  for (const { stream, atMs } of streams.length > 0 ? await readLatest(tx, streams) : []) {
    const { station } = partsOf(stream);
    last.set(station, Math.max(last.get(station) ?? 0, atMs));
  }
  return last;
};

const viewAll = async (
  deps: MonitoringDeps,
  tx: Tx | Db,
  alerts: readonly Alert[],
  now: string,
): Promise<AlertView[]> =>
  viewsOf(alerts, {
    standings: await deps.agreements.read(tx),
    now,
    here: deps.here,
    lastValues: await lastValuesOf(deps, tx, alerts, now),
  });

const arrivalsView = async (deps: MonitoringDeps, alert: Alert, now: string): Promise<ArrivalView[]> => {
  const { plans } = watchedAt(await deps.agreements.read(deps.db), now);
  const network = plans.find((one) => one.network.id === alert.network)?.network;
  if (!network || isVoid(alert)) return [];
  return arrivalsOf(network, alert, Date.parse(now)).map(({ station, lengthKm, passage, isVerified }) => {
    const { name, party } = network.stations.find(({ id }) => id === station)!;
    return {
      station,
      name,
      lengthKm,
      isVerified,
      ...(party !== undefined && { party }),
      ...(passage && { passage }),
    };
  });
};

/** What a person saw of an alert when they confirmed it. */
type SeenAlert = { id: string; level: Level; unverified?: boolean | undefined };

const isWorseThanSeen = (alert: Alert, { level, unverified }: SeenAlert): boolean =>
  isWorse(alert.level, level) || (unverified === true && alert.unverified === undefined);

/**
 * Records that this party has seen the alerts as they are, all or none; what it has confirmed already is not recorded
 * again.
 */
const confirm = async (
  deps: MonitoringDeps,
  tx: Tx,
  seen: readonly SeenAlert[],
  { note, ...context }: Context & { note?: string | undefined },
): Promise<Outcome<AlertView[]>> => {
  const { personId, role, department } = callerOf(context);
  const { now } = context;
  const ids = seen.map(({ id }) => id);
  const found = await readAlerts(tx, ids);
  const standings = await deps.agreements.read(tx);
  const drafts: Draft[] = [];
  for (const one of seen) {
    const alert = found.get(one.id);
    if (!alert) return refuse("ALERT_NOT_FOUND");
    const { network, plan, level, unverified } = alert;
    if (isWorseThanSeen(alert, one)) {
      const watched = watchedAt(standings, now);
      const before = levelWordsIn(watched, plan, one.level);
      const after = levelWordsIn(watched, plan, level);
      return refuse("ALERT_WORSE", {
        seen_zh: `${before.zh}${one.unverified ? "（未核实）" : ""}`,
        seen_en: `${before.en}${one.unverified ? " (unverified)" : ""}`,
        level_zh: after.zh,
        level_en: after.en,
      });
    }
    if (hasConfirmed(alert, deps.here)) continue;
    const granted = clauseForNetwork(standings, { network, party: deps.here, power: "confirm", at: now });
    if (!granted) return refuse("ALERT_NOT_GRANTED", { network });
    const data: AlertEventOf<"monitoring.alert-confirmed"> = {
      network,
      level,
      ...(unverified && { unverified: true }),
      officer: await deps.staffNumber(tx, personId),
      ...(note !== undefined && { note }),
    };
    drafts.push({
      type: "monitoring.alert-confirmed",
      subject: alertSubject(one.id),
      data,
      audience: [...granted.parties],
      actor: { role, department },
      clause: granted.clause,
    });
  }
  const recorded = await deps.exchange.append(tx, drafts);
  if (!recorded.ok) return recorded;
  const after = await readAlerts(tx, ids);
  return done(await viewAll(deps, tx, [...after.values()], now));
};

/** The answers of alerts, one for every question of their contract. */
export const alertHandlers = (deps: MonitoringDeps): Handlers<typeof alertContract> => ({
  listAlerts: async ({ query: { after, state, network, station, group } }, { now }) => {
    const [raisedAt, id] = after?.split(" ") ?? [];
    const found = await listAlerts(
      deps.db,
      {
        ...(state && { state }),
        ...(network && { network }),
        ...(station && { station }),
        ...(group && { group }),
        ...(raisedAt && id && { after: { raisedAt, id } }),
      },
      pageSize + 1,
    );
    const page = found.slice(0, pageSize);
    const last = page.at(-1);
    return done({
      alerts: await viewAll(deps, deps.db, page, now),
      ...(found.length > pageSize && last && { next: `${last.raisedAt} ${last.id}` }),
    });
  },

  readAlert: async ({ params: { id } }, { now }) => {
    const alert = (await readAlerts(deps.db, [id])).get(id);
    if (!alert) return refuse("ALERT_NOT_FOUND");
    const [view] = await viewAll(deps, deps.db, [alert], now);
    const first = alert.lines[0]!.event;
    const receipts = await deps.acknowledgements(deps.db, [first]);
    return done({
      alert: view!,
      lines: alert.lines,
      arrivals: await arrivalsView(deps, alert, now),
      received: receipts.get(first)?.acknowledged ?? [],
    });
  },

  confirmAlerts: async ({ body: { alerts, note } }, context) => {
    const views = await deps.exchange.commit((tx) => confirm(deps, tx, alerts, { ...context, note }));
    return views.ok ? done({ alerts: views.value }) : views;
  },
});
