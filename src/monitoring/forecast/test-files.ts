import { readFileSync } from "node:fs";
import { hourMs, type Hours } from "./hours.ts";

/** The directions of the file; `cv`, calm and variable, has none. */
const degrees: Record<string, number> = { NE: 45, SE: 135, NW: 315 };

const vapour = (celsius: number): number => Math.exp((17.62 * celsius) / (243.12 + celsius));

const readRows = (file: string) => {
  const [head, ...lines] = readFileSync(file, "utf8").trim().split(/\r?\n/);
  return { names: head!.split(","), rows: lines.map((line) => line.split(",")) };
};

/**
 * “Beijing PM2.5” of the UCI repository (Liang et al. 2015) as hours of a station: dew point becomes humidity, wind
 * summed since its last turn becomes speed, and hours of rain or snow summed become whether any fell.
 */
export const readPrsa = (file: string): Hours => {
  const { names, rows } = readRows(file);
  const at = (name: string) => names.indexOf(name);
  const read = (i: number, name: string): number => {
    const text = rows[i]?.[at(name)];
    return text === undefined || text === "NA" ? Number.NaN : Number(text);
  };
  const column = (of: (i: number) => number) => Float64Array.from(rows, (_, i) => of(i));
  const risen = (i: number, name: string, goesOn: boolean): number => {
    const [before, value] = [read(i - 1, name), read(i, name)];
    return goesOn && value >= before ? value - before : value;
  };
  const turned = (i: number) => rows[i]![at("cbwd")] !== rows[i - 1]?.[at("cbwd")];
  return {
    startMs: Date.UTC(2010, 0, 1) - 8 * hourMs,
    count: rows.length,
    of: {
      pm25: column((i) => read(i, "pm2.5")),
      temperature: column((i) => read(i, "TEMP")),
      humidity: column((i) => (100 * vapour(read(i, "DEWP"))) / vapour(read(i, "TEMP"))),
      pressure: column((i) => read(i, "PRES")),
      "wind-direction": column((i) => degrees[rows[i]![at("cbwd")]!] ?? Number.NaN),
      "wind-speed": column((i) => risen(i, "Iws", !turned(i))),
      precipitation: column((i) => risen(i, "Is", true) + risen(i, "Ir", true)),
    },
  };
};

const areaCodes = ["pm25", "pm10", "o3", "no2"] as const;

/** Four pollutants at stations around Tongzhou, February to May 2018, as hours of one of them. */
export const readArea = (file: string, station: string): Hours => {
  const rows = readRows(file).rows.filter(([name]) => name === station);
  const at = rows.map(([, time]) => Date.parse(time!));
  const startMs = Math.min(...at);
  const count = (Math.max(...at) - startMs) / hourMs + 1;
  const column = (n: number) => {
    const values = new Float64Array(count).fill(Number.NaN);
    for (const [row, cells] of rows.entries())
      if (cells[n + 2]) values[(at[row]! - startMs) / hourMs] = Number(cells[n + 2]);
    return values;
  };
  return { startMs, count, of: Object.fromEntries(areaCodes.map((code, n) => [code, column(n)])) };
};
