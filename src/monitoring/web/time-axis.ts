import { dayOfInstant, showMoment, showShortDay, showTime } from "#web/show.ts";

/** The hour on the wall in China, wherever the reader sits; midnight is the day that begins. */
const tick = (atMs: number): string => {
  const time = showTime(atMs);
  return time === "00:00" ? showShortDay(dayOfInstant(atMs)) : time;
};

/** What every chart over time has below it and at the head of its tip. */
export const timeAxis = {
  type: "time",
  axisLabel: { hideOverlap: true, formatter: tick },
  axisPointer: { label: { formatter: ({ value }: { value: number }) => showMoment(value) } },
} as const;
