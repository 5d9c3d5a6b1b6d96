import { callerOf, type Handlers } from "#base/handler.ts";
import { done, refuse, type Outcome } from "#base/outcome.ts";
import type { Db, Tx } from "#base/tx.ts";
import type { MonitoringDeps } from "../deps.ts";
import { clauseForNetwork } from "../in-force.ts";
import { readLatest } from "../observations/read.ts";
import { partsOf, streamOf } from "../observations/reading.ts";
import { hasConfirmed, type Alert } from "./alert.ts";
import { arrivalsOf } from "./arriving.ts";
import type { alertContract, AlertView, ArrivalView } from "./contract.ts";
import { alertSubject, type AlertEventOf } from "./events.ts";
import { isWorse } from "./level.ts";
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
  if (!network) return [];
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

/** Records that this party has seen the alert as it is; a second click records nothing more. */
const confirm = async (
  deps: MonitoringDeps,
  tx: Tx,
  id: string,
  given: Pick<AlertEventOf<"monitoring.alert-confirmed">, "level" | "note">,
  { personId, role, department, now }: { personId: string; role: string; department: string; now: string },
): Promise<Outcome<AlertView>> => {
  const viewNow = async () => {
    const [view] = await viewAll(deps, tx, [...(await readAlerts(tx, [id])).values()], now);
    return done(view!);
  };
  const alert = (await readAlerts(tx, [id])).get(id);
  if (!alert) return refuse("ALERT_NOT_FOUND");
  const standings = await deps.agreements.read(tx);
  if (isWorse(alert.level, given.level)) {
    const watched = watchedAt(standings, now);
    const seen = levelWordsIn(watched, alert.plan, given.level);
    const level = levelWordsIn(watched, alert.plan, alert.level);
    const words = { seen_zh: seen.zh, seen_en: seen.en, level_zh: level.zh, level_en: level.en };
    return refuse("ALERT_WORSE", words);
  }
  if (hasConfirmed(alert, deps.here)) return viewNow();
  const ask = { network: alert.network, party: deps.here, power: "confirm", at: now } as const;
  const granted = clauseForNetwork(standings, ask);
  if (!granted) return refuse("ALERT_NOT_GRANTED", { network: alert.network });
  const data = {
    network: alert.network,
    level: alert.level,
    ...(alert.unverified && { unverified: true }),
    officer: await deps.staffNumber(tx, personId),
    ...(given.note !== undefined && { note: given.note }),
  };
  const recorded = await deps.exchange.append(tx, [
    {
      type: "monitoring.alert-confirmed",
      subject: alertSubject(id),
      data,
      audience: [...granted.parties],
      actor: { role, department },
      clause: granted.clause,
    },
  ]);
  return recorded.ok ? viewNow() : recorded;
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

  confirmAlert: async ({ params: { id }, body: { level, note } }, context) => {
    const { now } = context;
    const view = await deps.exchange.commit((tx) =>
      confirm(deps, tx, id, { level, ...(note && { note }) }, { ...callerOf(context), now }),
    );
    return view.ok ? done({ alert: view.value }) : view;
  },
});
