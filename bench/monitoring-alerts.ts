import { percentile, type Figure } from "./figure.ts";
import type { Child } from "./monitoring.ts";

const peaks = 80;

/** From a peak's measurement at one node to its alert on the other's list, while 5,000 values a second come beside it. */
export const measureAlerts = async (
  [recorder, reader]: readonly [Child, Child],
  database: string,
): Promise<Figure[]> => {
  const [received, seen] = await Promise.all([
    recorder.ask({ do: "peaks", count: peaks }),
    reader.ask({ do: "await-alerts", count: peaks }),
  ]);
  const millis = Object.entries(received.atMs!).map(([station, atMs]) => seen.atMs![station]! - atMs);
  const figure = (p: number, name: string, aim: number): Figure => ({
    bench: "monitoring",
    what: `measurement received to alert visible downstream, beside 5,000 values/s, ${name}`,
    value: percentile(millis, p),
    unit: "ms",
    aim,
    database,
    note: `${peaks} peaks; judged, signed, fetched, checked and applied at the second node`,
  });
  return [figure(0.5, "p50", 200), figure(0.99, "p99", 1_000)];
};
