import type { WayPoint } from "#cases/view.ts";
import { showMoment } from "#web/show.ts";
import type { FindingView } from "../../view.ts";

type Words = { zh: string; en: string };

const eventNames: Record<string, Words> = {
  "monitoring.finding-reported": { zh: "发现", en: "found" },
  "monitoring.finding-taken": { zh: "认领", en: "taken up" },
  "monitoring.finding-returned": { zh: "退回", en: "returned" },
  "monitoring.finding-passed": { zh: "移送", en: "passed on" },
  "monitoring.finding-rectified": { zh: "整改", en: "put right" },
  "monitoring.finding-accepted": { zh: "复核通过、销号", en: "re-checked, closed" },
  "monitoring.finding-sent-back": { zh: "复核退改", en: "sent back" },
  "monitoring.finding-dropped": { zh: "撤销", en: "dropped" },
};

type Told = Pick<FindingView["timeline"][number], "type" | "facts">;
export const nameOf = ({ type, facts }: Told): Words =>
  eventNames[type === "monitoring.finding-rechecked" ? `monitoring.finding-${facts["outcome"]}` : type] ?? {
    zh: type,
    en: type,
  };

/** What is still to come, by state: the first of it is now. */
const ahead = ({ state, holder, responsible, rechecker }: Way): { party: string; label: Words }[] => {
  const rectify = { party: responsible, label: { zh: "整改", en: "put right" } };
  const recheck = { party: rechecker, label: { zh: "复核", en: "re-check" } };
  switch (state) {
    case "passed":
      return [{ party: holder, label: { zh: "待认领", en: "to be taken up" } }, rectify, recheck];
    case "rectifying":
      return [{ ...rectify, label: { zh: "整改中", en: "being put right" } }, recheck];
    case "rechecking":
      return [{ ...recheck, label: { zh: "待复核", en: "to be re-checked" } }];
    case "returned":
      return [{ party: holder, label: { zh: "待改派或撤销", en: "to be passed on or dropped" } }];
    default:
      return [];
  }
};

type Way = Pick<FindingView, "state" | "holder" | "responsible" | "rechecker">;

/** The way of a finding through the parties' lanes: what was done, whose turn it is, what is still to come. */
export const wayOf = (
  finding: Way & { timeline: readonly (Told & { at: string; party: string })[] },
): WayPoint[] => [
  ...finding.timeline.map((entry) => {
    const at = showMoment(entry.at);
    return { party: entry.party, label: nameOf(entry), under: { zh: at, en: at }, state: "done" as const };
  }),
  ...ahead(finding).map((point, i) => ({ ...point, state: i === 0 ? ("now" as const) : ("ahead" as const) })),
];
