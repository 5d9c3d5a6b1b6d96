/**
 * An instant crosses every rim (database, HTTP, events) as RFC 3339 in UTC with exactly three decimals:
 * `2026-11-22T07:51:46.000Z`. A legal day is `2026-11-22` in Asia/Shanghai. Rules that calculate use Temporal.
 */
export type Instant = string;
export type Day = string;

export const legalZone = "Asia/Shanghai";

/** The one source of "now" that is handed to rules; tests and the fault bench inject their own. */
export type Clock = () => Instant;

export const systemClock: Clock = () => new Date().toISOString();

export const dayOf = (instant: Instant): Day =>
  Temporal.Instant.from(instant).toZonedDateTimeISO(legalZone).toPlainDate().toString();

/** The instant at which a legal day begins in Asia/Shanghai. */
export const startOfDay = (day: Day): Instant =>
  new Date(Temporal.PlainDate.from(day).toZonedDateTime(legalZone).epochMilliseconds).toISOString();
