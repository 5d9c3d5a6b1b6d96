import { sha256Hex } from "#base/hash.ts";
import type { EvidenceEventView } from "./verify-evidence.ts";

const textsIn = (value: unknown): string[] =>
  typeof value === "string"
    ? [value]
    : typeof value === "object" && value !== null
      ? Object.values(value).flatMap(textsIn)
      : [];

/** The events of an evidence file that carry exactly this document, in full or by its SHA-256. */
export const eventsHolding = (
  events: readonly EvidenceEventView[],
  document: Uint8Array,
): EvidenceEventView[] => {
  const text = Buffer.from(document).toString("utf8");
  const digest = sha256Hex(document);
  // Bytes that are no UTF-8 would be read as another text than the event has.
  const isText = Buffer.from(text, "utf8").equals(document);
  return events.filter(({ event }) =>
    textsIn(event.data).some((one) => one === digest || (isText && one === text)),
  );
};
