import { refuse, type Refusal } from "#base/outcome.ts";
import { Agreement, patternsOf, type Bundle } from "./agreement.ts";
import type { DefinitionKind } from "./definition-kind.ts";
import { findingTexts } from "./finding-texts.ts";
import { toFinding, type FileFault, type Finding, type FindingTexts } from "./finding.ts";
import { readJsonText, type JsonText } from "./json-text.ts";
import { matchesPath } from "./match-path.ts";
import { ruleFaults } from "./rule-faults.ts";
import { shapeFaults } from "./shape-faults.ts";

export const agreementFile = "agreement.json";

/** The files that clauses bring into force, of all that lie in the folder. */
const grantedFiles = (agreement: Agreement, files: Record<string, unknown>): Record<string, unknown> => {
  const patterns = agreement.clauses.flatMap(({ grants }) => grants.flatMap(patternsOf));
  return Object.fromEntries(
    Object.entries(files).filter(([path]) => patterns.some((pattern) => matchesPath(pattern, path))),
  );
};

const kindFault = (file: string, found: unknown, kinds: readonly DefinitionKind[]): FileFault => ({
  file,
  pointer: "/kind",
  code: "KIND_UNKNOWN",
  detail: { found: String(found ?? "–"), allowed: kinds.map(({ kind }) => kind).join(", ") },
});

/** One definition file: its kind, its shape, and what its own capability says of it. */
const fileFaults = (
  file: string,
  content: unknown,
  bundle: Bundle | undefined,
  kinds: readonly DefinitionKind[],
): FileFault[] => {
  const named = (content as { kind?: unknown } | null)?.kind;
  const known = kinds.find(({ kind }) => kind === named);
  if (!known) return [kindFault(file, named, kinds)];
  const shape = shapeFaults(known.schema, content);
  const faults = shape.length > 0 || !bundle ? shape : (known.examine?.(content as never, bundle) ?? []);
  return faults.map((fault) => ({ ...fault, file }));
};

type Given = { agreement?: unknown; files: Record<string, unknown> };

/** Everything wrong with parsed files, without places. Rules are only asked of what has the right shape. */
const faultsOf = (
  { agreement, files }: Given,
  kinds: readonly DefinitionKind[],
): { faults: FileFault[]; bundle?: Bundle } => {
  const shape = agreement === undefined ? [] : shapeFaults(Agreement, agreement);
  const isShaped = agreement !== undefined && shape.length === 0;
  const text = agreement as Agreement;
  const bundle = isShaped ? { agreement: text, files: grantedFiles(text, files) } : undefined;
  const used = bundle?.files ?? files;
  const faults = [
    ...shape.map((fault) => ({ ...fault, file: agreementFile })),
    ...(bundle ? ruleFaults(bundle) : []),
    ...Object.entries(used).flatMap(([file, content]) => fileFaults(file, content, bundle, kinds)),
    ...Object.keys(files)
      .filter((file) => used[file] === undefined && !/^(procedures|standards)\//.test(file))
      .map((file) => ({ file, pointer: "", code: "FILE_UNUSED" })),
  ];
  return { faults, ...(bundle && { bundle }) };
};

const textsFor = (kinds: readonly DefinitionKind[]): FindingTexts =>
  Object.assign({}, findingTexts, ...kinds.map(({ texts }) => texts ?? {})) as FindingTexts;

export type Checked = { findings: Finding[]; bundle?: Bundle };

/** The checker: texts by path in, findings with file, line and field out; a bundle only where nothing is wrong. */
export const checkTexts = (texts: ReadonlyMap<string, string>, kinds: readonly DefinitionKind[]): Checked => {
  const words = textsFor(kinds);
  const findings: Finding[] = [];
  const read = new Map<string, JsonText>();
  for (const [file, text] of texts) {
    const json = readJsonText(text);
    if (json.ok) read.set(file, json.value);
    else {
      const { line, column, ...detail } = json.refusal.detail as { line: number; column: number };
      findings.push(
        toFinding({ file, pointer: "", code: json.refusal.code, detail }, { line, column }, words),
      );
    }
  }
  if (!texts.has(agreementFile))
    findings.push(
      toFinding(
        { file: agreementFile, pointer: "", code: "AGREEMENT_MISSING" },
        { line: 1, column: 1 },
        words,
      ),
    );
  const files = Object.fromEntries(
    [...read].filter(([file]) => file !== agreementFile).map(([file, { value }]) => [file, value]),
  );
  const unreadable = [...texts.keys()].filter((file) => !read.has(file) && file !== agreementFile);
  const { faults, bundle } = faultsOf({ agreement: read.get(agreementFile)?.value, files }, kinds);
  for (const fault of faults) {
    // A file that could not be read matches nothing; saying so as well would only confuse.
    if (
      unreadable.length > 0 &&
      ["PATTERN_MATCHES_NOTHING", "PROCEDURE_MISSING", "STANDARD_MISSING"].includes(fault.code)
    )
      continue;
    findings.push(
      toFinding(fault, read.get(fault.file)?.placeOf(fault.pointer) ?? { line: 1, column: 1 }, words),
    );
  }
  const isSound = findings.every(({ level }) => level === "warning");
  return { findings, ...(bundle && isSound && { bundle }) };
};

/** The first mistake in an agreement that another node proposed: the same checker, asked of a parsed bundle. */
export const firstFault = (
  { agreement, files }: Bundle,
  kinds: readonly DefinitionKind[],
): Refusal | undefined => {
  const words = textsFor(kinds);
  for (const fault of faultsOf({ agreement, files }, kinds).faults) {
    const { level, file, pointer, zh, en } = toFinding(fault, { line: 1, column: 1 }, words);
    if (level === "error")
      return refuse("AGREEMENT_FAULTY", { file, pointer, zh, en, finding: fault.code }).refusal;
  }
  return undefined;
};
