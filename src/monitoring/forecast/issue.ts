import { done, type Outcome } from "#base/outcome.ts";
import { dayOf } from "#base/time.ts";
import { clauseForNetwork, networksInForce } from "../in-force.ts";
import type { MonitoringDeps } from "../deps.ts";
import { readSeries } from "../observations/read.ts";
import { streamOf } from "../observations/reading.ts";
import { stationsInForce, type StationFacts } from "../observations/stations.ts";
import { issueHours } from "./day-bands.ts";
import { firstHourMs } from "./days.ts";
import { forecastKind, forecastSubject, type StationForecast } from "./events.ts";
import { filled, hourMs, type Hours } from "./hours.ts";
import { hoursOf } from "./hours-of.ts";
import { skillOf } from "./skill.ts";
import { countOf, forecastStation, leastHoursForModel, pollutants } from "./station-forecast.ts";
import { readForecasts, readNewestForecasts } from "./store.ts";
import { trainAside } from "./training.ts";
import type { Model } from "./train.ts";

/** An hour is published at most an hour after its end (HJ 633 §5.2): the report of 18:00 is out long before 20:00. */
const waitMs = 40 * 60_000;
const weather = ["temperature", "humidity", "pressure", "wind-speed", "wind-direction", "precipitation"];
/** Older air was another air: measures and seasons of three years are enough. */
const recordMs = 3 * 366 * 24 * hourMs;
const skillDays = 30;
const trainEveryMs = 24 * hourMs;

/** The newest hour of issue whose readings have had time to come. */
export const dueIssue = (nowMs: number): number => {
  const today = firstHourMs(dayOf(new Date(nowMs - waitMs).toISOString())) - hourMs;
  const hour = issueHours.findLast((one) => today + one * hourMs + waitMs <= nowMs)!;
  return today + hour * hourMs;
};

type Known = { facts: StationFacts; hours: Hours };
/** A station that says nothing cannot be forecast; its last forecast stands until it is heard again. */
const isHeard = ({ hours }: Known): boolean =>
  pollutants.some((code) => hours.of[code] && !Number.isNaN(filled(hours.of[code]).at(-1)));

type Trained = Map<string, Model>;
/** Models of this process by station and pollutant: a day old at most, and made again after a start. */
const trainedBy = new WeakMap<MonitoringDeps["exchange"], Trained>();

const readKnown = async (
  deps: MonitoringDeps,
  stations: readonly StationFacts[],
  untilMs: number,
): Promise<Known[]> => {
  const known: Known[] = [];
  for (const facts of stations) {
    const properties = facts.properties.filter((one) => [...pollutants, ...weather].includes(one));
    const streams = properties.map((property) => streamOf(facts.id, property));
    const series = await readSeries(deps.db, streams, untilMs - recordMs, untilMs + 1);
    known.push({ facts, hours: hoursOf(facts.id, properties, series, untilMs) });
  }
  return known;
};

/** Trains what has enough of a record and no model of today. */
const renew = async (trained: Trained, known: readonly Known[], signal?: AbortSignal): Promise<void> => {
  const due = known.flatMap(({ facts, hours }) =>
    pollutants.flatMap((target) => {
      const values = hours.of[target];
      if (!values || countOf(values) < leastHoursForModel) return [];
      const key = streamOf(facts.id, target);
      const untilMs = hours.startMs + (hours.count - 1) * hourMs;
      const isFresh = (trained.get(key)?.trainedUntilMs ?? 0) > untilMs - trainEveryMs;
      return isFresh ? [] : [{ key, hours, target }];
    }),
  );
  const lessons = due.map(({ hours, target }) => ({ hours, target }));
  const models = await trainAside(lessons, signal);
  for (const [n, { key }] of due.entries()) trained.set(key, models[n]!);
};

const skillsFor = async (deps: MonitoringDeps, { facts }: Known, issuedAtMs: number) => {
  const fromMs = issuedAtMs - skillDays * 24 * hourMs;
  const issued = await readForecasts(deps.db, facts.id, fromMs, issuedAtMs);
  const streams = pollutants.map((property) => streamOf(facts.id, property));
  return skillOf(facts.id, issued, await readSeries(deps.db, streams, fromMs, issuedAtMs + 1), issuedAtMs);
};

const record = (
  deps: MonitoringDeps,
  network: string,
  issuedAtMs: number,
  stations: readonly StationForecast[],
): Promise<Outcome<unknown>> =>
  deps.exchange.commit(async (tx) => {
    const ask = { network, party: deps.here, power: "forecast", at: deps.clock() } as const;
    const granted = clauseForNetwork(await deps.agreements.read(tx), ask);
    if (!granted) return done([]);
    return deps.exchange.append(tx, [
      {
        type: forecastKind.type,
        subject: forecastSubject(deps.here, network),
        data: { network, issuedAtMs, stations },
        audience: granted.publishes ? "public" : [...granted.parties],
        actor: { role: "node", department: deps.here },
        clause: granted.clause,
      },
    ]);
  });

export type Issued = { issuedAtMs: number; stations: number; refused: string[] };

/**
 * Forecasts every own air station at 0, 6, 12 and 18 o'clock from the hours measured until then; that of 18:00 is the
 * report of three days. What has been issued is not issued again.
 */
export const issueForecasts = async (deps: MonitoringDeps, signal?: AbortSignal): Promise<Issued> => {
  const now = deps.clock();
  const issuedAtMs = dueIssue(Date.parse(now));
  const newest = new Map((await readNewestForecasts(deps.db)).map((one) => [one.station, one.issuedAtMs]));
  const standings = await deps.agreements.read(deps.db);
  const networks = networksInForce(standings, now);
  const stations = [...stationsInForce(standings, now).values()].filter(
    ({ id, kind, party }) =>
      kind === "air-station" && party === deps.here && (newest.get(id) ?? 0) < issuedAtMs,
  );
  const known = (await readKnown(deps, stations, issuedAtMs)).filter(isHeard);
  const trained: Trained = trainedBy.get(deps.exchange) ?? new Map();
  trainedBy.set(deps.exchange, trained);
  await renew(trained, known, signal);

  const issued: Issued = { issuedAtMs, stations: 0, refused: [] };
  for (const [network, members] of Map.groupBy(known, ({ facts }) => facts.network)) {
    const { standards } = networks.find(({ id }) => id === network)!;
    const forecasts: StationForecast[] = [];
    for (const one of members) {
      const models = new Map(
        pollutants.flatMap((code) => {
          const model = trained.get(streamOf(one.facts.id, code));
          return model ? [[code, model] as const] : [];
        }),
      );
      const skills = await skillsFor(deps, one, issuedAtMs);
      const said = forecastStation(one.facts.id, one.hours, models, skills, standards);
      forecasts.push({ ...said, madeAtMs: Date.parse(deps.clock()) });
    }
    const outcome = await record(deps, network, issuedAtMs, forecasts);
    if (outcome.ok) issued.stations += forecasts.length;
    else issued.refused.push(outcome.refusal.code);
  }
  return issued;
};
