/** One measured figure. A figure in ms, s, MB or KB is good when small, one per second when large. */
export type Figure = {
  bench: string;
  what: string;
  value: number;
  unit: string;
  aim?: number;
  database: string;
  /** What limits it, or how to read it. */
  note?: string;
};

export const isReached = ({ value, unit, aim }: Figure): boolean | undefined =>
  aim === undefined ? undefined : unit.endsWith("/s") ? value >= aim : value <= aim;

/** `12,345` and `1.23`: as many digits as mean something. */
export const shown = (value: number): string =>
  Number.isFinite(value)
    ? value.toLocaleString("en-GB", { maximumFractionDigits: value >= 100 ? 0 : value >= 10 ? 1 : 2 })
    : "–";

export const aimOf = ({ unit, aim }: Figure): string =>
  aim === undefined ? "" : `${unit.endsWith("/s") ? "≥" : "≤"} ${shown(aim)}`;

export const percentile = (values: readonly number[], p: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * p))] ?? Number.NaN;
