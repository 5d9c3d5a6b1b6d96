import { legalZone, type Instant } from "#base/time.ts";

/** With the offset of the legal zone and to the second, as §3.3.2 wants it. */
export const capTime = (instant: Instant | number): string =>
  Temporal.Instant.from(typeof instant === "number" ? new Date(instant).toISOString() : instant)
    .round({ smallestUnit: "second", roundingMode: "floor" })
    .toZonedDateTimeISO(legalZone)
    .toString({ timeZoneName: "never" });
