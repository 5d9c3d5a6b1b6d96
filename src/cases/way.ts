import { legalZone, type Instant } from "#base/time.ts";
import { isClosed, isLocal, type CaseFile, type Entry, type Words } from "./case-file.ts";
import { specialProcedureNames } from "./words.ts";
import type { WayPoint } from "./view.ts";

const w = (zh: string, en: string): Words => ({ zh, en });

/** `11-18 09:12`, as people here write it. */
export const shortTime = (at: Instant): string => {
  const time = Temporal.Instant.from(at).toZonedDateTimeISO(legalZone);
  const two = (n: number) => String(n).padStart(2, "0");
  return `${two(time.month)}-${two(time.day)} ${two(time.hour)}:${two(time.minute)}`;
};

const labelOf = ({ type, facts }: Entry): Words | undefined => {
  switch (type) {
    case "cases.submitted":
      return w("提交", "Submitted");
    case "cases.received":
      return w("收件核验", "Received");
    case "cases.supplement-requested":
      return w("告知补正", "Papers asked for");
    case "cases.supplemented":
      return w("补正", "Supplied");
    case "cases.accepted":
      return w("受理", "Accepted");
    case "cases.refused":
      return w("不予受理", "Not accepted");
    case "cases.returned":
      return w("退回", "Returned");
    case "cases.paused":
      return specialProcedureNames[facts["procedure"] ?? ""] ?? w("特别程序", "Special procedure");
    case "cases.extended":
      return w("延期", "Extended");
    case "cases.decided":
      return w("决定", "Decided");
    case "cases.withdrawn":
      return w("撤回", "Withdrawn");
    case "cases.delivered":
      return w("送达", "Delivered");
    default:
      return undefined;
  }
};

const ahead = (party: string, label: Words): WayPoint => ({ party, label, state: "ahead" });

/** What usually comes next, from where the case is. */
const aheadOf = (file: CaseFile): WayPoint[] => {
  const { accepting, deciding, state } = file;
  const deliverAt =
    file.delivery.way === "window"
      ? accepting
      : file.holder === accepting && file.decision
        ? accepting
        : deciding;
  const receive = ahead(accepting, w("收件核验", "Received"));
  const supply = ahead(accepting, w("补正", "Supplied"));
  const accept = ahead(accepting, w("受理", "Accepted"));
  const review = isLocal(file) ? [] : [ahead(deciding, w("签收审查", "Signed for, reviewed"))];
  const decide = ahead(deciding, w("决定", "Decided"));
  const deliver = ahead(deliverAt, w("送达", "Delivered"));
  switch (state) {
    case "submitted":
      return [receive, accept, ...review, decide, deliver];
    case "received":
      return [accept, ...review, decide, deliver];
    case "supplement-requested":
      return [supply, accept, ...review, decide, deliver];
    case "accepted":
      return [...review, decide, deliver];
    case "in-transit":
    case "under-review":
    case "paused":
      return [decide, deliver];
    case "decided":
    case "awaiting-delivery":
      return [deliver];
    default:
      return [];
  }
};

const nowLabels: Partial<Record<CaseFile["state"], Words>> = {
  submitted: w("等待收件", "Waiting to be received"),
  received: w("核验中", "Being checked"),
  "supplement-requested": w("待补正", "Waiting for papers"),
  accepted: w("待移交", "To be passed on"),
  "under-review": w("审查中", "Under review"),
  paused: w("特别程序", "Special procedure"),
  decided: w("待送达", "To be delivered"),
  "awaiting-delivery": w("待送达", "To be delivered"),
};

/** The file's way through the parties' lanes: what was, where it is, what is ahead. */
export const wayOf = (file: CaseFile, inTransit: boolean): WayPoint[] => {
  const points: WayPoint[] = [];
  for (const entry of file.timeline) {
    const { type, party, facts, at } = entry;
    if (type === "cases.passed" || type === "cases.returned") {
      const label = labelOf(entry);
      if (label) points.push({ party, label, under: w(shortTime(at), shortTime(at)), state: "done" });
      const to = facts["to"]!;
      const isLast = inTransit && file.handed?.event === entry.event;
      if (isLast) points.push({ party: to, label: w("待签收", "Not yet signed for"), state: "now" });
      else
        points.push({
          party: to,
          label: type === "cases.returned" ? w("收回", "Back") : w("签收", "Signed for"),
          under: w(shortTime(at), shortTime(at)),
          state: "done",
        });
      continue;
    }
    const label = labelOf(entry);
    if (!label) continue;
    const number = facts["documentNumber"];
    const under = type === "cases.accepted" && number ? `${shortTime(at)} · ${number}` : shortTime(at);
    points.push({ party, label, under: w(under, under), state: "done" });
  }
  const now = nowLabels[file.state];
  if (!isClosed(file) && !inTransit && now) points.push({ party: file.holder, label: now, state: "now" });
  return [...points, ...aheadOf(file)];
};
