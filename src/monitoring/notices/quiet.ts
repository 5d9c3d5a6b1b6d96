import { legalZone } from "#base/time.ts";
import { rankOf, type Level } from "../alerts/level.ts";

/** Hours in which a person is left alone, on the wall of a Chinese office; they may go over midnight. */
export type QuietHours = { from: string; until: string };

const minutesOf = (clock: string): number => {
  const [hours, minutes] = clock.split(":").map(Number);
  return hours! * 60 + minutes!;
};

/** When a notice of a level may be sent: at once, or when the quiet hours are over. Red is never quiet. */
export const sendAtMs = (quiet: QuietHours | undefined, level: Level, nowMs: number): number => {
  if (!quiet || rankOf(level) >= rankOf("red") || quiet.from === quiet.until) return nowMs;
  const now = Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(legalZone);
  const minute = now.hour * 60 + now.minute;
  const [from, until] = [minutesOf(quiet.from), minutesOf(quiet.until)];
  const isQuiet = from < until ? from <= minute && minute < until : minute >= from || minute < until;
  if (!isQuiet) return nowMs;
  const end = now.with({ hour: Math.floor(until / 60), minute: until % 60, second: 0, millisecond: 0 });
  return (minute < until ? end : end.add({ days: 1 })).epochMilliseconds;
};
