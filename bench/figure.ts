/** One measured figure. A figure in ms, s, MB or KB is good when small, one per second or a share of what can be reached when large. */
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

const isGoodWhenLarge = (unit: string): boolean => unit.endsWith("/s") || unit === "share";

export const isReached = ({ value, unit, aim }: Figure): boolean | undefined =>
  aim === undefined ? undefined : isGoodWhenLarge(unit) ? value >= aim : value <= aim;

/** `12,345` and `1.23`: as many digits as mean something. */
export const shown = (value: number): string =>
  Number.isFinite(value)
    ? value.toLocaleString("en-GB", { maximumFractionDigits: value >= 100 ? 0 : value >= 10 ? 1 : 2 })
    : "–";

export const aimOf = ({ unit, aim }: Figure): string =>
  aim === undefined ? "" : `${isGoodWhenLarge(unit) ? "≥" : "≤"} ${shown(aim)}`;

export const percentile = (values: readonly number[], p: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * p))] ?? Number.NaN;
