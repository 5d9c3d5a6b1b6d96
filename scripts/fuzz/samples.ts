/** Valid things to start from: what is near to valid gets past the first check. */
import { readFileSync } from "node:fs";
import { canonical } from "#base/canonical.ts";
import { agreementKinds } from "#agreements/events.ts";
import { agreementsFolder } from "./folder.ts";
import { caseKinds } from "#cases/events.ts";
import { exchangeCapability } from "#exchange/exchange-capability.ts";
import type { EventKind } from "#protocol/event.ts";
import type { Evidence } from "../evidence/evidence-file.ts";

export const allKinds: readonly EventKind[] = [...exchangeCapability.kinds, ...agreementKinds, ...caseKinds];

const root = new URL("../../", import.meta.url);
export const readText = (path: string): string => readFileSync(new URL(path, root), "utf8");

const evidence = (name: string) => JSON.parse(readText(`vectors/evidence/${name}.json`)) as Evidence;
export const validEvidence = evidence("valid");
export const mixedEvidence = evidence("valid-mixed-suites");

const caseBodies = validEvidence.events.map(({ body }) => body);
const first = JSON.parse(caseBodies[0]!) as Record<string, unknown>;
const about = "b".repeat(64);
const { previous: _, ...plain } = first;

const proposal = {
  agreement: about,
  bundle: { agreement: agreementsFolder.agreement, files: agreementsFolder.files },
};
const signed = {
  agreement: about,
  keyId: "0".repeat(16),
  signature: "A".repeat(86),
  signatory: "通州区政务服务局",
};

/** A whole agreement in an event: dear to read, so it is taken less often than the others. */
export const longBody = canonical({ ...plain, type: "agreements.proposed", version: 1, data: proposal });

/** Bodies of every capability. */
export const sampleBodies: readonly string[] = [
  ...caseBodies,
  canonical({
    ...plain,
    type: "exchange.refused",
    version: 1,
    about,
    data: { code: "BAD_LINK", detail: {} },
  }),
  canonical({ ...plain, type: "agreements.signed", version: 1, about, data: signed }),
  canonical({ ...plain, type: "letters.from-a-newer-node", version: 7, data: { 新: [1.5, null] } }),
];
