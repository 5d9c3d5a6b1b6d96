import type { Event } from "#protocol/event.ts";
import { caseCounterOf, documentCounterOf } from "./number.ts";

export type Counted = { name: string; value: number };

/** Which numbers of which series an own event used up: so that a node that has its events back counts on from there. */
export const countedIn = ({ type, data }: Event): Counted[] => {
  const { item, number, documentNumber } = data as Partial<Record<string, unknown>>;
  const counted: Counted[] = [];
  if (type === "cases.submitted" && typeof item === "string" && typeof number === "string") {
    const [, year, month, day, sequence] = /(\d{4})(\d\d)(\d\d)(\d{4})$/.exec(number) ?? [];
    if (sequence)
      counted.push({ name: caseCounterOf(item, `${year}-${month}-${day}`), value: Number(sequence) });
  }
  const document = typeof documentNumber === "string" ? documentCounterOf(documentNumber) : undefined;
  if (document) counted.push(document);
  return counted;
};
