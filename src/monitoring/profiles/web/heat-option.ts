import type { EChartsCoreOption } from "echarts/core";
import { showTime } from "#web/show.ts";
import type { Heat } from "./heat.ts";

// One hue from light to dark: read without telling colours apart.
const shades = ["#f2f6f8", "#c5dbe4", "#8fb9ca", "#5493ad", "#1f6e90", "#083f58"];
const digits = 3;

export const showLevel = (value: number): string => String(Number(value.toPrecision(digits)));

export const heatOption = (
  heat: Heat,
  words: { height: string; time: string; unit: string },
): EChartsCoreOption => {
  const times = heat.timesMs.map((atMs) => showTime(atMs));
  return {
    grid: { left: 64, right: 90, top: 24, bottom: 48 },
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
      },
      axisTick: { show: false },
    },
    yAxis: {
      type: "category",
      data: heat.heightsM,
      name: words.height,
      axisTick: { show: false },
    },
    visualMap: {
      type: "continuous",
      min: Math.min(0, heat.least),
      max: heat.most,
      calculable: true,
      right: 0,
      top: "middle",
      formatter: (value: number) => showLevel(value),
      text: [words.unit, ""],
      inRange: { color: shades },
    },
    series: [{ type: "heatmap", data: heat.cells, progressive: 4000 }],
  };
};
