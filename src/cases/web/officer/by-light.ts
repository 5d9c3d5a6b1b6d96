import type { CaseRow } from "../../view.ts";

const order: Record<CaseRow["light"]["colour"], number> = { red: 0, yellow: 1, green: 2, none: 3 };

/** Red before yellow before green; within a light the earliest due day first. */
export const byLight = <R extends Pick<CaseRow, "light" | "clock" | "submittedAt">>(
  rows: readonly R[],
): R[] =>
  rows.toSorted(
    (a, b) =>
      order[a.light.colour] - order[b.light.colour] ||
      (a.clock?.due ?? "9999").localeCompare(b.clock?.due ?? "9999") ||
      a.submittedAt.localeCompare(b.submittedAt),
  );
