import type { Words } from "#web/words.ts";
import type { zh } from "./mandate-words.zh.ts";

export const en: Words<typeof zh> = {
  title: "Mandates",
  lead: "Record who may act for you, in what, and until when. You may end a mandate at any time; applications already sent are not affected.",
  none: "No mandates are recorded yet.",
  given: "{agent} acts for {principal}",
  period: "{from} to {until}",
  revoked: "ended by the principal",
  ended: "expired",
  valid: "valid",
  revoke: "End it",
  revokedNow: "The mandate is ended",
  give: "Record a new mandate",
  agent: "User name of the agent",
  agentHint: "The agent needs an account here first",
  scopeLabel: "Matters and powers",
  scopeHint: "For example: food permit; to send, supply papers and collect the result",
  from: "From",
  until: "Until",
  send: "Record the mandate",
  sent: "The mandate is recorded",
};
