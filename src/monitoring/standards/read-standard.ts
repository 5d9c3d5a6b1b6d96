import { toFinding, type Finding } from "#agreements/finding.ts";
import { findingTexts } from "#agreements/finding-texts.ts";
import { readJsonText } from "#agreements/json-text.ts";
import { shapeFaults } from "#agreements/shape-faults.ts";
import { standardKinds } from "./definition-kinds.ts";
import { standardTexts } from "./examine-standard.ts";
import type { Standard, StandardKind, StandardOf } from "./standard-at.ts";

const words = { ...findingTexts, ...standardTexts };

/** A standard somebody wrote, checked as the shipped ones are; every mistake with its line and column. */
export const readStandard = <K extends StandardKind>(
  file: string,
  text: string,
  wanted: K,
): { standard: StandardOf<K> } | { findings: Finding[] } => {
  const json = readJsonText(text);
  if (!json.ok) {
    const { line, column, ...detail } = json.refusal.detail as { line: number; column: number };
    return {
      findings: [toFinding({ file, pointer: "", code: json.refusal.code, detail }, { line, column }, words)],
    };
  }
  const { value, placeOf } = json.value;
  const { schema, examineAlone } = standardKinds.find(({ kind }) => kind === wanted)!;
  const shape = shapeFaults(schema, value);
  const faults = shape.length > 0 ? shape : examineAlone(value as never);
  return faults.length === 0
    ? { standard: value as unknown as Extract<Standard, { kind: K }> }
    : { findings: faults.map((fault) => toFinding({ ...fault, file }, placeOf(fault.pointer), words)) };
};
