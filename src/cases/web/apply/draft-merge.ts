import type { Content } from "./draft-content.ts";

/** One answer in which two tabs differ. */
export type Conflict = { at: string; mine: unknown; theirs: unknown };

type Flat = Map<string, unknown>;

const flatten = (content: Content): Flat => {
  const flat: Flat = new Map();
  for (const part of ["applicant", "agent", "form", "delivery"] as const)
    for (const [name, value] of Object.entries(content[part] ?? {})) flat.set(`${part}.${name}`, value);
  for (const paper of content.materials) flat.set(`materials.${paper.material}`, paper);
  return flat;
};

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/**
 * Two tabs wrote from the same saved draft. What only one of them changed is taken over; where both changed the
 * same answer, mine stays for now and the person is asked. Nothing typed disappears without a question.
 */
export const mergeDrafts = (
  base: Content,
  mine: Content,
  theirs: Content,
): { merged: Content; conflicts: Conflict[] } => {
  const [b, m, t] = [flatten(base), flatten(mine), flatten(theirs)];
  const merged: Flat = new Map();
  const conflicts: Conflict[] = [];
  for (const at of new Set([...m.keys(), ...t.keys(), ...b.keys()])) {
    const mineChanged = !same(m.get(at), b.get(at));
    const theirsChanged = !same(t.get(at), b.get(at));
    const value = mineChanged ? m.get(at) : t.get(at);
    if (mineChanged && theirsChanged && !same(m.get(at), t.get(at)))
      conflicts.push({ at, mine: m.get(at), theirs: t.get(at) });
    if (value !== undefined) merged.set(at, value);
  }
  return { merged: unflatten(merged, Boolean(mine.agent ?? theirs.agent)), conflicts };
};

export const takeTheirs = (content: Content, conflicts: readonly Conflict[]): Content => {
  const flat = flatten(content);
  for (const { at, theirs } of conflicts)
    if (theirs === undefined) flat.delete(at);
    else flat.set(at, theirs);
  return unflatten(flat, content.agent !== undefined);
};

const unflatten = (flat: Flat, withAgent: boolean): Content => {
  const parts: Record<string, Record<string, unknown>> = {
    applicant: {},
    agent: {},
    form: {},
    delivery: {},
    materials: {},
  };
  for (const [at, value] of flat) {
    const dot = at.indexOf(".");
    parts[at.slice(0, dot)]![at.slice(dot + 1)] = value;
  }
  const { applicant, agent, form, delivery, materials } = parts;
  return {
    applicant: applicant!,
    ...(withAgent && { agent }),
    form: form!,
    delivery: delivery!,
    materials: Object.values(materials!),
  } as Content;
};
