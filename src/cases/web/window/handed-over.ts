import type { CaseView } from "../../view.ts";
import { dayOfInstant } from "#web/show.ts";

export type Handover = Pick<CaseView, "id" | "number"> & {
  itemName: CaseView["item"]["name"];
  to: string;
  at: string;
  signedAt: string | undefined;
};

/** The cases that this party passed to the other side on a day, earliest first, each with the other side's receipt. */
export const handedOverOn = (views: readonly CaseView[], party: string, day: string): Handover[] =>
  views
    .flatMap((view) =>
      view.timeline
        .filter(
          (entry) => entry.type === "cases.passed" && entry.party === party && dayOfInstant(entry.at) === day,
        )
        .map((entry) => ({
          id: view.id,
          number: view.number,
          itemName: view.item.name,
          to: view.deciding,
          at: entry.at,
          signedAt: entry.acknowledged.find((one) => one.party === view.deciding)?.at,
        })),
    )
    .sort((a, b) => a.at.localeCompare(b.at));
