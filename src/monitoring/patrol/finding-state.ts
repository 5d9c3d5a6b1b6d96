/** Where a finding stands; beside its rules, so that no page carries the library for schemas. */
export type FindingState = "passed" | "rectifying" | "rechecking" | "returned" | "closed" | "dropped";
export const isOver = (state: FindingState): boolean => state === "closed" || state === "dropped";

export const stateNames: Record<FindingState, { zh: string; en: string }> = {
  passed: { zh: "待认领", en: "to be taken up" },
  rectifying: { zh: "整改中", en: "being put right" },
  rechecking: { zh: "待复核", en: "to be re-checked" },
  returned: { zh: "已退回", en: "returned" },
  closed: { zh: "已销号", en: "closed" },
  dropped: { zh: "已撤销", en: "dropped" },
};
