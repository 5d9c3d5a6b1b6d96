/** All files of vectors/evidence, made from the valid one. Unless the fault is in its signature, the maker signed the faulty file. */
import { acknowledgements, pages } from "./chain-faults.ts";
import { conflictFaults } from "./conflict-faults.ts";
import { events } from "./event-faults.ts";
import { textOf, type Evidence } from "./evidence-file.ts";
import type { Fault } from "./fault.ts";
import { agreements, form, maker, stillValid } from "./file-faults.ts";
import { keyFaults } from "./key-faults.ts";
import { suiteFaults } from "./suite-faults.ts";

export type Vector = {
  file: string;
  ok: boolean;
  /** The checks that do not hold, in their order; those after `file-form` cannot be made without it. */
  fails: string[];
  zh: string;
  en: string;
};

/** All files with what is expected of them; the valid one first. */
export const evidenceVectors = (valid: Evidence): (Vector & { text: string })[] => {
  const whole: Fault = ["valid", "", "完整有效", "Whole and valid", textOf];
  return [
    whole,
    ...stillValid,
    ...form,
    ...agreements,
    ...maker,
    ...pages,
    ...events,
    ...acknowledgements,
    ...suiteFaults,
    ...keyFaults,
    ...conflictFaults,
  ].map(([name, fails, zh, en, make]) => ({
    file: `${name}.json`,
    ok: fails === "",
    fails: fails.split(" ").filter(Boolean),
    zh,
    en,
    text: make(valid),
  }));
};
