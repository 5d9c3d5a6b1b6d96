import type { Column, Input } from "./inputs.ts";

/** A column as the model takes it: in standard deviations from the mean, never beyond what training has seen. */
export type Scale = {
  name: string;
  input: Input;
  mean: number;
  deviation: number;
  low: number;
  high: number;
};

/** The scales of these rows; a column that is mostly missing or never changes is left out. */
export const scalesOf = (columns: readonly Column[], from: number, until: number): Scale[] =>
  columns.flatMap(({ name, input, values }) => {
    let count = 0;
    let sum = 0;
    let squares = 0;
    let low = Infinity;
    let high = -Infinity;
    for (let i = from; i < until; i++) {
      const value = values[i]!;
      if (Number.isNaN(value)) continue;
      count += 1;
      sum += value;
      squares += value * value;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    const mean = sum / count;
    const deviation = Math.sqrt(Math.max(0, squares / count - mean * mean));
    const isUseful = count * 2 >= until - from && high > low && deviation > 1e-9 * Math.abs(mean);
    return isUseful ? [{ name, input, mean, deviation, low, high }] : [];
  });

/** Rows of `1` and the scaled columns, one after the other; what is missing stands at its mean. */
export type Table = { width: number; cells: Float32Array };

export const tableOf = (columns: readonly Column[], scales: readonly Scale[], from: number): Table => {
  const width = scales.length + 1;
  const named = new Map(columns.map((column) => [column.name, column.values]));
  const rows = (columns[0]?.values.length ?? 0) - from;
  const cells = new Float32Array(rows * width);
  for (let row = 0; row < rows; row++) cells[row * width] = 1;
  for (const [at, { name, mean, deviation, low, high }] of scales.entries()) {
    const values = named.get(name);
    if (!values) continue;
    for (let row = 0; row < rows; row++) {
      const value = values[from + row]!;
      if (!Number.isNaN(value))
        cells[row * width + at + 1] = (Math.min(high, Math.max(low, value)) - mean) / deviation;
    }
  }
  return { width, cells };
};
