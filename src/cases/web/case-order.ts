type Row = { state: string; submittedAt: string; clock?: { daysLeft: number; state: string } | undefined };

const closed = ["delivered", "refused", "withdrawn"];

/** What waits for the applicant comes first, then what is due soonest, then the newest. */
const rank = (row: Row): [number, number] => [
  row.state === "supplement-requested" ? 0 : closed.includes(row.state) ? 2 : 1,
  row.clock?.state === "running" ? row.clock.daysLeft : 999,
];

export const byUrgency = (a: Row, b: Row): number => {
  const [x, y] = [rank(a), rank(b)];
  return x[0] - y[0] || x[1] - y[1] || b.submittedAt.localeCompare(a.submittedAt);
};

export const mostUrgent = <R extends Row>(rows: readonly R[]): R | undefined => rows.toSorted(byUrgency)[0];
