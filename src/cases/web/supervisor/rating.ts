import type { z } from "zod";
import type { Bilingual } from "#base/bilingual.ts";
import type { Day } from "#base/time.ts";
import table from "../../../../definitions/standards/service-rating-codes.json" with { type: "json" };
import type { supervisorContract } from "../../contract-supervisor.ts";

export type RatingRow = z.output<typeof supervisorContract.listRatings.output>["rows"][number];

export const codeName = (code: string): Bilingual =>
  table.codes.find((one) => one.code === code)?.name ?? { zh: code };

export const levelName = (stars: number): Bilingual =>
  table.levels.find((one) => one.stars === stars)?.name ?? { zh: String(stars) };

/** The day a negative rating is to be answered by, and whether it has gone by. An answered one has none. */
export const ratingDue = (
  row: Pick<RatingRow, "due" | "answer">,
  today: Day,
): { day: Day; late: boolean } | undefined =>
  row.due && !row.answer ? { day: row.due, late: row.due < today } : undefined;
