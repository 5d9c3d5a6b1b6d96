import type { Recorded } from "#protocol/event.ts";
import type { Entry } from "./case-file.ts";

const kept = ["documentNumber", "reasons", "reason", "outcome", "procedure", "expectedWorkdays", "opinion", "scope", "result", "note", "to", "purpose", "way", "courierNumber", "acceptedOn", "stars", "side", "what"]; // prettier-ignore

/** What the history keeps of an event: what its sentence needs, and never who applied. */
export const entryOf = ({ event, digest, author }: Recorded): Entry => {
  const facts: Record<string, string> = {};
  for (const name of kept) {
    const value = event.data[name];
    if (typeof value === "string" ? value : typeof value === "number") facts[name] = String(value);
  }
  const defects = event.data["defects"];
  if (Array.isArray(defects)) facts["count"] = String(defects.length);
  const officers = event.data["officers"] ?? event.data["approver"];
  if (officers) facts["officers"] = [officers].flat().join(" ");
  const materials = event.data["materials"];
  if (Array.isArray(materials)) facts["papers"] = String(materials.length);
  const { type, time: at, actor, about } = event;
  return { event: digest, type, at, party: author, role: actor.role, facts, ...(about && { about }) };
};
