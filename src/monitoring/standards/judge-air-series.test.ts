import assert from "node:assert/strict";
import { test } from "node:test";
import { flag } from "../observations/flags.ts";
import { judgeAirDays, judgeAirHours, judgedDay } from "./judge-air-series.ts";

const hourMs = 3_600_000;
const items = { pm25: 51, pm10: 101, o3: 57, no2: 64, so2: 15, co: 1.1 };
/** The hour that ends at 00:00 on 28 February 2026 in Beijing, and those after it. */
const first = Date.parse("2026-02-27T16:00:00Z");

const series = (
  hours: number,
  change: (property: string, hour: number) => Partial<{ value: number; flags: number }> = () => ({}),
) =>
  new Map(
    Object.entries(items).map(([property, value]) => {
      const all = Array.from({ length: hours }, (_, hour) => ({
        value,
        flags: 0,
        ...change(property, hour),
      }));
      return [
        property,
        {
          atMs: all.map((_, hour) => first + hour * hourMs),
          values: all.map((one) => one.value),
          flags: all.map((one) => one.flags),
          averagingMinutes: all.map(() => 60),
        },
      ];
    }),
  );

test("an hour belongs to the day that it ends, and is judged by the edition of that day", () => {
  assert.equal(judgedDay(Date.parse("2026-02-28T16:00:00Z")), "2026-02-28"); // 24:00
  assert.equal(judgedDay(Date.parse("2026-02-28T16:00:01Z")), "2026-03-01");
  const columns = series(49);
  const hours = judgeAirHours(columns);
  const ofDay = (day: string) => hours.filter(({ atMs }) => judgedDay(atMs) === day);
  assert.deepEqual(
    ["2026-02-27", "2026-02-28", "2026-03-01"].map((day) => [ofDay(day).length, ofDay(day)[0]?.result.aqi]),
    [
      [1, 76],
      [24, 76],
      [24, 87],
    ],
  );
  assert.deepEqual(
    judgeAirDays(columns).map(({ day, result }) => [day, result.standard, result.aqi]),
    [
      ["2026-02-27", "HJ633-2012", null], // one hour makes no day
      ["2026-02-28", "HJ633-2012", 80], // nitrogen dioxide of a day: 64 lies nearer its limit than that of an hour
      ["2026-03-01", "HJ633-2026", 87],
    ],
  );
});

test("a doubtful value is none", () => {
  const hours = judgeAirHours(
    series(49, (property, hour) => (property === "o3" && hour === 30 ? { flags: flag.outOfRange } : {})),
  );
  const found = hours.find(({ atMs }) => atMs === first + 30 * hourMs)!;
  assert.deepEqual([found.result.aqi, found.result.missing], [null, ["O3"]]);
});
