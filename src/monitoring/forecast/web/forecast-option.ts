import type { EChartsCoreOption } from "echarts/core";
import { timeAxis } from "../../web/time-axis.ts";
import type { ForecastItem } from "../events.ts";
import { hourMs } from "../hours.ts";

/** What is said hour by hour is about the next three days. */
export const shownHours = 72;

type Given = {
  item: ForecastItem;
  issuedAtMs: number;
  unit: string;
  words: { forecast: string; interval: string; persistence: string; climatology: string };
};

/** The interval as a wash between its ends; the simple forecasts are told apart by dash as well as by colour. */
export const forecastOption = ({ item, issuedAtMs, unit, words }: Given): EChartsCoreOption => {
  const at = (n: number) => issuedAtMs + (n + 1) * hourMs;
  const points = (of: (n: number) => number) => Array.from({ length: shownHours }, (_, n) => [at(n), of(n)]);
  const line = (name: string, data: number[][], color: string, type: string, width: number) => ({
    type: "line",
    name,
    data,
    color,
    showSymbol: false,
    lineStyle: { color, type, width },
  });
  const wash = { type: "line", stack: "interval", symbol: "none", silent: true, lineStyle: { opacity: 0 } };
  const { persistence } = item;
  return {
    grid: { left: 52, right: 16, top: 40, bottom: 28 },
    legend: {
      top: 0,
      textStyle: { color: "#55606b" },
      data: [words.forecast, words.interval, words.persistence, words.climatology],
    },
    tooltip: {
      trigger: "axis",
      valueFormatter: (value: unknown) => (typeof value === "number" ? `${value} ${unit}` : "–"),
    },
    xAxis: timeAxis,
    yAxis: { type: "value", name: unit, min: 0, splitLine: { lineStyle: { color: "#eef0ef" } } },
    series: [
      { ...wash, name: "", data: points((n) => item.low[n]!), tooltip: { show: false } },
      {
        ...wash,
        name: words.interval,
        data: points((n) => Number((item.high[n]! - item.low[n]!).toFixed(2))),
        color: "#b9cfd9",
        areaStyle: { color: "#b9cfd9", opacity: 0.55 },
        tooltip: { show: false },
      },
      line(
        words.forecast,
        points((n) => item.values[n]!),
        "#0b5a7d",
        "solid",
        2.4,
      ),
      ...(persistence === null
        ? []
        : [
            line(
              words.persistence,
              points(() => persistence),
              "#7a5c1e",
              "dashed",
              1.4,
            ),
          ]),
      line(
        words.climatology,
        points((n) => item.climatology[n]!),
        "#4a6b3a",
        "dotted",
        1.6,
      ),
    ],
  };
};
