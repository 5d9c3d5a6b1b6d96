import { z } from "zod";
import { fill } from "#base/bilingual.ts";
import { done, refuse, type Outcome, type Refusals } from "#base/outcome.ts";
import type { TableFault } from "./import-table.ts";
import { observationRefusals } from "./refusals.ts";
import { tableRefusals } from "./table-refusals.ts";

/** Every refusal that an import can end with or tell of a row. */
export const importTexts: Refusals = { ...tableRefusals, ...observationRefusals };

/** A fault as words with its place. */
export const sayFault = ({ refusal: { code, detail }, ...place }: TableFault) => {
  const { zh = code, en = code } = importTexts[code] ?? {};
  return { ...place, code, zh: fill(zh, detail), en: fill(en, detail) };
};

const Mapping = z.record(z.string(), z.string());

/** What a person wrote as a mapping of columns. */
export const readMapping = (text: string): Outcome<Record<string, string>, "IMPORT_MAPPING"> => {
  try {
    const mapping = Mapping.safeParse(JSON.parse(text));
    if (mapping.success) return done(mapping.data);
    return refuse("IMPORT_MAPPING", { what: mapping.error.issues[0]?.path.join(".") || "JSON object" });
  } catch {
    return refuse("IMPORT_MAPPING", { what: "JSON" });
  }
};
