import type { Party } from "#base/party.ts";
import type { Level } from "../../alerts/level.ts";
import type { CapReading } from "../contract.ts";
import type { CapAlert, CapInformation } from "./cap-alert.ts";
import { capSender } from "./cap-of-message.ts";
import { readCap } from "./read-cap.ts";
import type { VerifiedCap } from "./sign-cap.ts";

const levels: Record<CapInformation["severity"], Level> = {
  Extreme: "red",
  Severe: "orange",
  Moderate: "yellow",
  Minor: "notice",
  Unknown: "notice",
};

/** The information a Chinese office reads first: in Chinese if there is any, else the first. */
const chosen = ({ info = [] }: CapAlert): CapInformation | undefined =>
  info.find(({ language }) => language?.toLowerCase().startsWith("zh")) ?? info[0];

/** What a file from outside says, short: facts of a signed file come from what was signed and nothing else. */
export const readingOf = (file: CapAlert, verified: VerifiedCap, signedBy: Party | undefined): CapReading => {
  const signed = verified.ok ? readCap(verified.signed) : undefined;
  const alert = signed?.ok ? signed.alert : file;
  const info = chosen(alert);
  // A party's key under somebody else's message proves nothing about its sender.
  const isOwn = signedBy !== undefined && alert.sender === capSender(signedBy);
  const why = verified.ok ? undefined : verified.why;
  return {
    identifier: alert.identifier,
    sender: alert.sender,
    sent: alert.sent,
    status: alert.status,
    msgType: alert.msgType,
    level: levels[info?.severity ?? "Unknown"],
    headline: (info?.headline ?? info?.event ?? alert.note ?? "").slice(0, 200),
    text: [info?.description, info?.instruction].filter(Boolean).join("\n").slice(0, 2000),
    ...(isOwn && { signedBy }),
    signature: isOwn ? "holds" : why === "unsigned" ? "none" : why === "unknown-key" ? "unknown" : "broken",
  };
};
