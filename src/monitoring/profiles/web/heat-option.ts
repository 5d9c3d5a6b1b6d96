import type { EChartsCoreOption } from "echarts/core";
import { showTime } from "#web/show.ts";
import { roundStepM, type Heat } from "./heat.ts";

// One hue from light to dark: read without telling colours apart. It darkens fast at first, since most air is far thinner
// than the thickest of a day; the lightest still stands out from where nothing was seen.
const shades = [
  "#e1ecf2",
  "#a5cbd9",
  "#75adc4",
  "#4f93ae",
  "#357c9a",
  "#236987",
  "#165873",
  "#0d4a65",
  "#083f58",
];
const digits = 3;

export const showLevel = (value: number): string => String(Number(value.toPrecision(digits)));

/** The round height that lies in a row, if one does: rows themselves need not begin at round ones. */
const roundIn = ({ rowM }: Heat, row: number, stepM: number): number | undefined => {
  const roundM = Math.ceil((row * rowM) / stepM) * stepM;
  return roundM < (row + 1) * rowM ? roundM : undefined;
};

export const heatOption = (
  heat: Heat,
  words: { height: string; time: string; unit: string },
): EChartsCoreOption => {
  const times = heat.timesMs.map((atMs) => showTime(atMs));
  const stepM = roundStepM(heat.heightsM.length * heat.rowM, 6);
  return {
    grid: { left: 52, right: 12, top: 72, bottom: 48 },
    tooltip: {
      formatter: ({ value: [column, row, value] }: { value: [number, number, number] }) =>
        `${times[column]} · ${heat.heightsM[row]} m<br/><b>${showLevel(value)} ${words.unit}</b>`,
    },
    xAxis: {
      type: "category",
      data: times,
      name: words.time,
      nameLocation: "middle",
      nameGap: 30,
      axisLabel: {
        interval: (at: number) => times[at]!.endsWith(":00") && Number(times[at]!.slice(0, 2)) % 3 === 0,
        hideOverlap: true,
      },
      axisTick: { show: false },
    },
    yAxis: {
      type: "category",
      data: heat.heightsM,
      name: words.height,
      axisLabel: {
        interval: (row: number) => roundIn(heat, row, stepM) !== undefined,
        formatter: (_: string, row: number) => String(roundIn(heat, row, stepM) ?? ""),
      },
      axisTick: { show: false },
    },
    visualMap: {
      type: "continuous",
      min: Math.min(0, heat.least),
      max: heat.most,
      calculable: true,
      orient: "horizontal",
      right: 12,
      top: 0,
      itemWidth: 14,
      itemHeight: 120,
      formatter: (value: number) => showLevel(value),
      text: [words.unit, ""],
      inRange: { color: shades },
    },
    series: [{ type: "heatmap", data: heat.cells, progressive: 4000 }],
  };
};
