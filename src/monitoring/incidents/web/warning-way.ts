import type { WayPoint } from "#cases/view.ts";
import { showMoment } from "#web/show.ts";
import { kindWords } from "../message-words.ts";
import type { IncidentView } from "../view.ts";

/** The way of the newest warning through the lanes: opened, sent, confirmed by one party after the other, ended. */
export const warningWay = ({ holder, openedAt, messages, endedAt }: IncidentView): WayPoint[] => {
  const at = (instant: string) => ({ zh: showMoment(instant), en: showMoment(instant) });
  const way: WayPoint[] = [
    { party: holder, label: { zh: "建立事件", en: "Opened" }, under: at(openedAt), state: "done" },
  ];
  const message =
    messages.findLast(({ kind }) => kind === "warning") ?? messages.find(({ kind }) => kind !== "end");
  if (message) {
    way.push({ party: message.by, label: kindWords[message.kind], under: at(message.at), state: "done" });
    for (const receipt of message.receipts)
      way.push({
        party: receipt.party,
        label: { zh: "回执", en: "Confirmed" },
        under: at(receipt.at),
        state: "done",
      });
    for (const party of message.waitingFor)
      way.push({
        party,
        label: { zh: "待回执", en: "To confirm" },
        under: { zh: `${showMoment(message.receiptBy)} 前`, en: `by ${showMoment(message.receiptBy)}` },
        state: "now",
      });
  } else way.push({ party: holder, label: { zh: "发出预警", en: "Warn" }, state: "now" });
  const end = { zh: "解除", en: "End of alert" };
  way.push(
    endedAt
      ? { party: holder, label: end, under: at(endedAt), state: "done" }
      : { party: holder, label: end, state: "ahead" },
  );
  return way;
};
