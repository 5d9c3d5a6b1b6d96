import type { Say } from "#web/words.ts";
import type { zh } from "./words.zh.ts";

const keys: Record<string, keyof typeof zh> = {
  "applicant.kind": "whoKind",
  "applicant.name": "name",
  "applicant.idNumber": "idNumber",
  "applicant.phone": "phone",
  "applicant.address": "addressField",
  "applicant.legalRepresentative": "legalRepresentative",
  "agent.name": "agentName",
  "agent.idNumber": "agentId",
  "agent.phone": "agentPhone",
  "agent.mandate": "mandate",
  "delivery.way": "deliveryQuestion",
  "delivery.recipient": "recipient",
  "delivery.phone": "recipientPhone",
  "delivery.address": "deliveryAddress",
};

/** What the fields that every application has are called; an item's own questions bring their names along. */
export const nameOf = (at: string, say: Say<typeof zh>): string => {
  const key = keys[at];
  return key ? say(key) : at;
};
