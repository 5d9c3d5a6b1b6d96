import type { Words } from "#web/words.ts";
import type { zh } from "./signing.zh.ts";

export const en: Words<typeof zh> = {
  title: "Signing agreements",
  waiting: "Waiting for this party's signature",
  noneWaiting: "No agreement waits for this party's signature.",
  others: "Other agreements",
  none: "There are no others.",
  agreement: "Agreement (open it to sign)",
  version: "version {n}",
  state: "State",
  signatures: "Signatures",
  signed: "✓ signed",
  notSigned: "not signed",
  from: "In force from",
};
