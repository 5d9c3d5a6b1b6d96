import type { Checked } from "../../events.ts";
import type { CaseView, MaterialView } from "../../view.ts";

/** What the clerk has keyed in and not yet recorded, by material. Kept in the tab, so a reload loses nothing. */
export type Marks = Readonly<Record<string, { verdict: Checked["verdict"]; note?: string }>>;

export type Standing = "conforms" | "defective" | "shared" | "made" | "awaited" | "unchecked";

/** A line of the papers table. `key` is the digit that toggles it; papers obtained by sharing have none. */
export type Paper = {
  material: MaterialView;
  standing: Standing;
  note: string;
  key: string | undefined;
  unsaved: boolean;
};

const keys = "123456789";

const standingOf = (material: MaterialView, mark: Marks[string] | undefined): Standing => {
  if (mark) return mark.verdict;
  if (material.checked) return material.checked.verdict;
  if (material.fromSharing) return material.madeBySystem ? "made" : "shared";
  return material.handedIn === undefined && !material.necessary ? "awaited" : "unchecked";
};

export const papersOf = (materials: readonly MaterialView[], marks: Marks): Paper[] =>
  materials.map((material, index) => {
    const mark = marks[material.material];
    return {
      material,
      standing: standingOf(material, mark),
      note: mark ? (mark.note ?? "") : (material.checked?.note ?? material.defect ?? ""),
      key: material.fromSharing ? undefined : keys[index],
      unsaved: mark !== undefined,
    };
  });

/** A digit toggles: not looked at → conforms → defective → conforms. A note belongs to a defect only. */
export const toggle = (marks: Marks, paper: Paper): Marks => ({
  ...marks,
  [paper.material.material]:
    paper.standing === "conforms" ? { verdict: "defective", note: paper.note } : { verdict: "conforms" },
});

export const noteDefect = (marks: Marks, material: string, note: string): Marks => ({
  ...marks,
  [material]: { verdict: "defective", note },
});

const counts = (material: MaterialView, verdict: Checked["verdict"]) =>
  verdict === "conforms"
    ? { originals: material.originals, copies: material.copies }
    : { originals: 0, copies: material.handedIn ? material.copies : 0 };

/** What is sent to be recorded: only what was keyed in since the last time. */
export const checkedOf = (papers: readonly Paper[], marks: Marks): Checked[] =>
  papers.flatMap(({ material }) => {
    const mark = marks[material.material];
    if (!mark) return [];
    const note = mark.verdict === "defective" ? mark.note?.trim() : undefined;
    return [
      {
        material: material.material,
        verdict: mark.verdict,
        ...counts(material, mark.verdict),
        ...(note && { note }),
      },
    ];
  });

/** Every defect of the file in one list, because the law allows one notice only (行政许可法 32(4)). */
export type Defect = { material: string; what: string };

export const defectsOf = (papers: readonly Paper[]): Defect[] =>
  papers
    .filter((paper) => paper.standing === "defective")
    .map(({ material, note }) => ({ material: material.material, what: note.trim() }));

export type Hold =
  | { kind: "open" }
  | { kind: "papers"; defective: number; unchecked: number }
  | { kind: "rule" };

const tally = (papers: readonly Paper[]) => ({
  defective: papers.filter((paper) => paper.standing === "defective").length,
  unchecked: papers.filter((paper) => paper.standing === "unchecked" && paper.material.necessary).length,
});

/** Papers returned after acceptance are checked again too, but nothing hangs on them then. */
const isChecking = (view: Pick<CaseView, "commands" | "state">) =>
  view.state === "received" && view.commands["check"]?.allowed === true;

/** May `accept` be pressed? While papers are being checked, what was keyed in decides; else the server's rule. */
export const holdOfAccept = (view: Pick<CaseView, "commands" | "state">, papers: readonly Paper[]): Hold => {
  if (!isChecking(view)) return view.commands["accept"]?.allowed ? { kind: "open" } : { kind: "rule" };
  const { defective, unchecked } = tally(papers);
  if (defective + unchecked > 0) return { kind: "papers", defective, unchecked };
  const keyedIn = papers.some((paper) => paper.unsaved);
  return view.commands["accept"]?.allowed || keyedIn ? { kind: "open" } : { kind: "rule" };
};

export type SupplementHold =
  | { kind: "open" }
  | { kind: "none-defective" }
  | { kind: "unchecked"; unchecked: number }
  | { kind: "rule" };

/** The one notice waits until every paper was looked at: what it leaves out cannot be asked for later. */
export const holdOfSupplement = (
  view: Pick<CaseView, "commands" | "state">,
  papers: readonly Paper[],
): SupplementHold => {
  if (!view.commands["requestSupplement"]?.allowed) return { kind: "rule" };
  const { defective, unchecked } = tally(papers);
  if (unchecked > 0) return { kind: "unchecked", unchecked };
  return defective > 0 ? { kind: "open" } : { kind: "none-defective" };
};
