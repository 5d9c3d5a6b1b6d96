/** Beijing time; China has kept no other since 1991. */
const offsetMs = 8 * 3_600_000;

const written =
  /^(?:(\d{4})[-/年])?(\d{1,2})[-/月](\d{1,2})日?[ T](\d{1,2}):(\d{2})(?::(\d{2})(?:\.0+)?)?(Z|[+-]\d{2}:\d{2})?$/;
const serial = /^\d{5}(?:\.\d+)?$/;

const offsetOf = (zone: string | undefined): number => {
  if (zone === undefined) return offsetMs;
  if (zone === "Z") return 0;
  const [hours, minutes] = zone.slice(1).split(":").map(Number);
  return (zone.startsWith("-") ? -1 : 1) * (hours! * 60 + minutes!) * 60_000;
};

/** How a year is found that a time does not say: one year for the whole file, or the latest that is not in the future. */
export type MissingYear = { year: number } | { notAfterMs: number };

/** A year in the file's own name (`…_2021-04-01_05.csv`), as the publication's rows have none. */
export const yearInName = (name: string): number | undefined => {
  const found = /(?:^|\D)((?:19|20)\d{2})(?:\D|$)/.exec(name);
  return found ? Number(found[1]) : undefined;
};

const atMsOf = (parts: readonly number[], offset: number): number | undefined => {
  const [year, month, day, hour, minute, second] = parts as [number, number, number, number, number, number];
  const atMs = Date.UTC(year, month - 1, day, hour, minute, second);
  const back = new Date(atMs);
  const isReal =
    back.getUTCMonth() === month - 1 && back.getUTCDate() === day && minute < 60 && second < 60 && hour < 24;
  return isReal ? atMs - offset : undefined;
};

/** `04-01 08:00`, `2021-04-01 08:00`, `2021/4/1 8:00`, RFC 3339; without an offset it is Beijing time. */
export const readTime = (text: string, missing: MissingYear): number | undefined => {
  const found = written.exec(text);
  if (!found) return undefined;
  const [, year, month, day, hour, minute, second = "0", zone] = found;
  const rest = [month, day, hour, minute, second].map(Number);
  const offset = offsetOf(zone);
  if (year !== undefined) return atMsOf([Number(year), ...rest], offset);
  if ("year" in missing) return atMsOf([missing.year, ...rest], offset);
  const thisYear = new Date(missing.notAfterMs + offset).getUTCFullYear();
  // A leap day is at most eight years back.
  for (let candidate = thisYear; candidate > thisYear - 9; candidate -= 1) {
    const atMs = atMsOf([candidate, ...rest], offset);
    if (atMs !== undefined && atMs <= missing.notAfterMs) return atMs;
  }
  return undefined;
};

/** What a spreadsheet made of a time: days since 1899-12-30. Only to say what was probably meant. */
export const serialTime = (text: string): string | undefined =>
  serial.test(text)
    ? new Date(Math.round((Number(text) - 25_569) * 1440) * 60_000)
        .toISOString()
        .slice(0, 16)
        .replace("T", " ")
    : undefined;
