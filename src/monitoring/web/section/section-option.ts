import type { EChartsCoreOption } from "echarts/core";
import { timeAxis } from "../time-axis.ts";
import type { Band, Curve } from "./curve.ts";
import type { WaterClass } from "../../standards/water-standard.ts";

/** Light washes behind the curve; the class is written at the right edge, so the colour is never alone. */
const washes: Record<WaterClass, string> = {
  I: "rgba(15,106,168,.13)",
  II: "rgba(15,106,168,.07)",
  III: "rgba(31,122,77,.10)",
  IV: "rgba(242,196,0,.14)",
  V: "rgba(184,86,0,.13)",
  "inferior-V": "rgba(156,28,18,.11)",
};

/** Own, upstream, downstream: told apart by dash and symbol as well as by colour. */
const strokes = [
  { color: "#0b5a7d", type: "solid", width: 2.2, symbol: "circle" },
  { color: "#7a5c1e", type: "dashed", width: 1.5, symbol: "triangle" },
  { color: "#4a6b3a", type: "dotted", width: 1.8, symbol: "diamond" },
  { color: "#6b4a6b", type: [8, 3, 2, 3], width: 1.5, symbol: "rect" },
] as const;

export type Drawn = { name: string; curve: Curve };

type Given = {
  drawn: readonly Drawn[];
  bands: readonly Band[];
  axis: { min: number; max: number };
  className: (of: WaterClass) => string;
  unit: string;
  fromMs: number;
  toMs: number;
  /** When a wave from upstream is due here: the axis goes on to its end. */
  expected?: { fromMs: number; toMs: number } | undefined;
  words: { doubtful: string; corrected: string; exercise: string; expected: string };
};

export const sectionOption = (given: Given): EChartsCoreOption => {
  const { drawn, bands, axis, className, unit, fromMs, toMs, expected, words } = given;
  const shown = bands.filter(({ from, to }) => to > axis.min && from < axis.max);
  const [own] = drawn;
  const dots = (name: string, of: readonly (readonly number[])[], symbol: string, color: string) =>
    of.length === 0
      ? []
      : [
          {
            type: "scatter",
            name,
            data: of.map(([at, value]) => [at, value]),
            symbol,
            symbolSize: 10,
            itemStyle: { color: "transparent", borderColor: color, borderWidth: 2 },
          },
        ];
  return {
    grid: { left: 52, right: bands.length > 0 ? 118 : 24, top: 36, bottom: 58 },
    legend: { top: 0, left: 100, icon: "roundRect", itemHeight: 4, textStyle: { color: "#55606b" } },
    tooltip: {
      trigger: "axis",
      axisPointer: { type: "line" },
      valueFormatter: (value: unknown) => (typeof value === "number" ? `${value} ${unit}` : "–"),
    },
    dataZoom: [{ type: "inside" }, { type: "slider", height: 18, bottom: 8, showDetail: false }],
    xAxis: {
      ...timeAxis,
      min: fromMs,
      max: Math.max(toMs, expected?.toMs ?? toMs),
    },
    yAxis: {
      type: "value",
      name: unit,
      min: Number(axis.min.toPrecision(4)),
      max: Number(axis.max.toPrecision(4)),
      axisLabel: { showMinLabel: false, showMaxLabel: false },
      splitLine: { lineStyle: { color: "#eef0ef" } },
    },
    series: [
      ...drawn.map(({ name, curve }, n) => {
        const { color, type, width, symbol } = strokes[n % strokes.length]!;
        return {
          type: "line",
          name,
          data: curve.line,
          showSymbol: curve.line.length < 80,
          symbol,
          symbolSize: 5,
          sampling: "lttb",
          color,
          lineStyle: { color, width, type },
          z: drawn.length - n + 2,
          ...(n === 0 && {
            markArea: {
              silent: true,
              label: { position: "right", color: "#3d4750", fontSize: 11 },
              data: [
                ...shown.map(({ class: of, from, to }) => [
                  {
                    name: className(of),
                    yAxis: Math.max(from, axis.min),
                    itemStyle: { color: washes[of] },
                  },
                  { yAxis: Math.min(to, axis.max) },
                ]),
                ...(expected
                  ? [
                      [
                        {
                          name: words.expected,
                          xAxis: expected.fromMs,
                          label: { position: "insideTop" },
                          itemStyle: {
                            color: "rgba(184,53,43,.10)",
                            borderColor: "#b8352b",
                            borderWidth: 1,
                            borderType: "dashed",
                          },
                        },
                        { xAxis: expected.toMs },
                      ],
                    ]
                  : []),
              ],
            },
          }),
        };
      }),
      ...(own
        ? [
            ...dots(words.doubtful, own.curve.doubtful, "triangle", "#b8352b"),
            ...dots(words.corrected, own.curve.corrected, "diamond", "#8a5d00"),
            ...dots(words.exercise, own.curve.exercise, "rect", "#6b4a6b"),
          ]
        : []),
    ],
  };
};
