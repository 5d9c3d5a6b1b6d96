/** A profile as the heat map needs it: values over heights at a time. */
export type HeightProfile = {
  atMs: number;
  levels: { heightsM: readonly number[]; values: readonly (number | null)[] };
};

export type Heat = {
  /** How high a row is. */
  rowM: number;
  /** Where columns begin, and where rows lie in the middle. */
  timesMs: number[];
  heightsM: number[];
  /** Column, row, value; what was not seen is absent. */
  cells: [column: number, row: number, value: number][];
  least: number;
  most: number;
};

const mostRows = 100;
const minuteMs = 60_000;
/** How wide a column may be, so that hours begin with one; what lies further apart has gaps between. */
const widthsMinutes = [10, 15, 20, 30, 60];

const stepOf = (profiles: readonly HeightProfile[], highestM: number): number => {
  const steps = profiles.flatMap(({ levels: { heightsM } }) =>
    heightsM.slice(1).map((height, i) => height - heightsM[i]!),
  );
  const finest = Math.min(...steps.slice(0, 10_000), highestM || 1);
  return Math.max(finest, highestM / mostRows);
};

/** As wide as profiles usually lie apart: an instrument may send fewer than its station is to. */
const columnMinutes = (profiles: readonly HeightProfile[], intervalMinutes: number): number => {
  const times = [...new Set(profiles.map(({ atMs }) => atMs))].toSorted((a, b) => a - b);
  const gaps = times.slice(1).map((atMs, i) => atMs - times[i]!);
  const usualMs = gaps.toSorted((a, b) => a - b)[Math.floor(gaps.length / 2)] ?? 0;
  const widest = widthsMinutes.findLast((minutes) => minutes * minuteMs <= usualMs) ?? 0;
  return Math.max(intervalMinutes, widest);
};

/** A round step that divides a height into about `parts`. */
export const roundStepM = (heightM: number, parts: number): number => {
  const least = Math.max(heightM / parts, 1);
  const power = 10 ** Math.floor(Math.log10(least));
  return [1, 2, 5, 10].find((times) => times * power >= least)! * power;
};

/**
 * Profiles of any heights on one even grid of time and height. Several values in one cell stand as their mean; nothing is
 * drawn where nothing was seen.
 */
export const heatOf = (
  profiles: readonly HeightProfile[],
  { fromMs, toMs, intervalMinutes }: { fromMs: number; toMs: number; intervalMinutes: number },
): Heat | undefined => {
  const seen = profiles.filter(({ atMs }) => atMs >= fromMs && atMs < toMs);
  const highestM = seen.reduce((most, { levels }) => Math.max(most, levels.heightsM.at(-1) ?? 0), 0);
  if (seen.length === 0) return undefined;
  const columnMs = columnMinutes(seen, intervalMinutes) * minuteMs;
  const rowM = stepOf(seen, highestM);
  const columns = Math.ceil((toMs - fromMs) / columnMs);
  const rows = Math.floor(highestM / rowM) + 1;
  const sums = new Map<number, { sum: number; count: number }>();
  for (const { atMs, levels } of seen) {
    const column = Math.floor((atMs - fromMs) / columnMs);
    for (const [i, value] of levels.values.entries()) {
      const row = Math.floor(levels.heightsM[i]! / rowM);
      if (value === null || row < 0) continue;
      const cell = sums.get(column * rows + row) ?? { sum: 0, count: 0 };
      sums.set(column * rows + row, { sum: cell.sum + value, count: cell.count + 1 });
    }
  }
  const cells = [...sums].map(([at, { sum, count }]): Heat["cells"][number] => [
    Math.floor(at / rows),
    at % rows,
    sum / count,
  ]);
  const values = cells.map(([, , value]) => value);
  return {
    rowM,
    timesMs: Array.from({ length: columns }, (_, i) => fromMs + i * columnMs),
    heightsM: Array.from({ length: rows }, (_, i) => Math.round((i + 0.5) * rowM)),
    cells,
    least: values.reduce((a, b) => Math.min(a, b), Infinity),
    most: values.reduce((a, b) => Math.max(a, b), -Infinity),
  };
};
