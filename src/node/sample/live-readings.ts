import { barred } from "#exchange/contract-parked.ts";
import { definitionsOf } from "#monitoring/in-force.ts";
import type { MonitoringDeps } from "#monitoring/deps.ts";
import type { Network } from "#monitoring/network.ts";
import { flag } from "#monitoring/observations/flags.ts";
import { readLatest } from "#monitoring/observations/read.ts";
import { streamOf, type Reading } from "#monitoring/observations/reading.ts";
import { record } from "#monitoring/observations/record.ts";
import { reportTimes, sampleValue } from "./readings.ts";

/** What a new trial looks back on: enough for a month's report and for a forecast to learn from. */
const pastMs = 60 * 24 * 3_600_000;
/** A past is recorded in stretches, all stations together, as it would have come in. */
const stretchMs = 5 * 24 * 3_600_000;

/**
 * Lets the stations of this trial's party report: what is missing up to now, made up, marked as a sample, and recorded
 * as any reading is. With nothing missing it does nothing.
 */
export const letStationsReport = async (deps: MonitoringDeps, signal?: AbortSignal): Promise<void> => {
  const now = deps.clock();
  const nowMs = Date.parse(now);
  const standings = await deps.agreements.read(deps.db);
  const own = definitionsOf<Network>(standings, "monitoring-network", now)
    .flatMap(({ content }) => content.stations)
    .filter(({ party }) => party === deps.here);
  const newest = new Map((await readLatest(deps.db)).map(({ stream, atMs }) => [stream, atMs]));
  const streams = own.flatMap(({ id: station, properties, intervalMinutes }) =>
    properties.map((property) => {
      const stream = streamOf(station, property);
      const reportedMs = Math.max(newest.get(stream) ?? 0, nowMs - pastMs);
      return { station, property, stream, intervalMinutes, reportedMs };
    }),
  );
  const beganMs = Math.min(nowMs, ...streams.map(({ reportedMs }) => reportedMs));
  for (let fromMs = beganMs; fromMs < nowMs; fromMs += stretchMs) {
    if (signal?.aborted) return;
    const untilMs = Math.min(fromMs + stretchMs, nowMs);
    const due = streams.flatMap(({ station, property, stream, intervalMinutes, reportedMs }): Reading[] =>
      reportTimes(intervalMinutes, Math.max(fromMs, reportedMs), untilMs).flatMap((atMs) => {
        const value = sampleValue({ station, property, atMs, nowMs });
        const averagingMinutes = Math.min(intervalMinutes, 60);
        return value === undefined ? [] : [{ stream, atMs, value, flags: flag.sample, averagingMinutes }];
      }),
    );
    const recorded = await record(deps, due, { source: "sample" });
    if (!recorded.ok && barred.some((code) => code === recorded.refusal.code)) return;
    if (!recorded.ok) throw new Error(`sample readings are refused: ${recorded.refusal.code}`);
  }
};
