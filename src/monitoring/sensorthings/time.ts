/** Time as the standard has it: an instant is an interval whose ends meet (ISO 8601, clause 5.1 of OGC 18-088). */
export type Time = { kind: "time"; startMs: number; endMs: number };
export type Duration = { kind: "duration"; ms: number };

const instantPattern =
  /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(Z|[+-]\d\d(?::?\d\d)?)?)?$/;

const offsetMs = (offset: string | undefined): number => {
  if (offset === undefined || offset === "Z") return 0;
  const sign = offset.startsWith("-") ? -1 : 1;
  const digits = offset.slice(1).replace(":", "").padEnd(4, "0");
  return sign * (Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2))) * 60_000;
};

/** Reads `2026-11-22T08:00:00+08:00`; without an offset it is UTC. A day the calendar does not have is not a time. */
export const findInstantMs = (text: string): number | undefined => {
  const match = instantPattern.exec(text);
  if (!match) return undefined;
  const [, year, month, day, hour = "0", minute = "0", second = "0", fraction = "", offset] = match;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  const date = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
  );
  if (new Date(date).getUTCDate() !== Number(day) || Number(month) > 12) return undefined;
  return date + Math.trunc(Number(`0.${fraction || "0"}`) * 1000) - offsetMs(offset);
};

/** An instant, `start/end` or `start/duration`. */
export const findTime = (text: string): Time | undefined => {
  const [first = "", second, ...rest] = text.split("/");
  if (rest.length > 0) return undefined;
  const startMs = findInstantMs(first);
  if (startMs === undefined) return undefined;
  if (second === undefined) return { kind: "time", startMs, endMs: startMs };
  const endMs = findInstantMs(second) ?? addDuration(startMs, second);
  return endMs === undefined || endMs < startMs ? undefined : { kind: "time", startMs, endMs };
};

export const findDuration = (text: string): Duration | undefined => {
  try {
    return {
      kind: "duration",
      ms: Temporal.Duration.from(text).total({ unit: "millisecond", relativeTo: "1970-01-01" }),
    };
  } catch {
    return undefined;
  }
};

const addDuration = (startMs: number, text: string): number | undefined => {
  const duration = findDuration(text);
  return duration && startMs + duration.ms;
};

export const instant = (ms: number): Time => ({ kind: "time", startMs: ms, endMs: ms });

const writeInstant = (ms: number): string => new Date(ms).toISOString();

export const writeTime = ({ startMs, endMs }: Time): string =>
  startMs === endMs ? writeInstant(startMs) : `${writeInstant(startMs)}/${writeInstant(endMs)}`;
