/** Something that must not be: what, and where to look. */
export type Finding = { what: string; facts: Record<string, unknown> };
export type Find = (what: string, facts?: Record<string, unknown>) => void;

const mostOfOneKind = 5;

/** Keeps a few of each kind and counts the rest: a broken run must not fill the screen. */
export const findings = (onNew: (finding: Finding) => void) => {
  const counts = new Map<string, number>();
  const kept: Finding[] = [];
  const find: Find = (what, facts = {}) => {
    const count = (counts.get(what) ?? 0) + 1;
    counts.set(what, count);
    if (count > mostOfOneKind) return;
    kept.push({ what, facts });
    onNew({ what, facts });
  };
  return { find, kept, counts };
};
