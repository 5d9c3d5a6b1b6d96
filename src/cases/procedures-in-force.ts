import { definitionsInForce } from "#agreements/in-force.ts";
import type { Standings } from "#agreements/standing.ts";
import { isInForce } from "#agreements/state.ts";
import { Procedure } from "./procedure.ts";
import { findShippedProcedure, type ProcedureOf } from "./procedures.ts";

type Procedures = ReadonlyMap<string, Procedure>;

const parsed = new WeakMap<object, Procedure>();

/** Parsed once: the agreements hand out the same values for as long as a version lives. */
const procedureOf = (content: object): Procedure => {
  let procedure = parsed.get(content);
  if (!procedure) parsed.set(content, (procedure = Procedure.parse(content)));
  return procedure;
};

const byId = (contents: readonly unknown[]): Procedures => {
  const procedures = new Map<string, Procedure>();
  for (const content of contents) {
    const procedure = procedureOf(content as object);
    if (!procedures.has(procedure.id)) procedures.set(procedure.id, procedure); // the newest agreement comes first
  }
  return procedures;
};

const isProcedure = (content: unknown): boolean => (content as { kind?: unknown }).kind === "procedure";

/**
 * The procedure as it was signed. A case that crosses goes by the very version that its clause names, on both sides and
 * to its end; a local one by what was in force when it was handed in, and by the shipped file where nothing was.
 */
const openProcedures = (standings: Standings): ProcedureOf => {
  const signed = new Map<string, Procedures>();
  const under = (digest: string): Procedures => {
    let procedures = signed.get(digest);
    if (!procedures) {
      const files = standings.get(digest)?.signing.bundle.files ?? {};
      signed.set(digest, (procedures = byId(Object.values(files).filter(isProcedure))));
    }
    return procedures;
  };
  const inForce = new Map<string, Procedures>();
  const at = (instant: string): Procedures => {
    const standing = [...standings.values()].filter(({ force }) => isInForce(force, instant));
    const versions = standing.map(({ digest }) => digest).join(" ");
    let procedures = inForce.get(versions);
    if (!procedures) {
      const definitions = definitionsInForce(standings, "procedure", instant);
      inForce.set(versions, (procedures = byId(definitions.map(({ content }) => content))));
    }
    return procedures;
  };
  return (begun) =>
    begun.clause
      ? under(begun.clause.agreement).get(begun.procedure)
      : (at(begun.submittedAt).get(begun.procedure) ?? findShippedProcedure(begun));
};

const opened = new WeakMap<Standings, ProcedureOf>();

export const proceduresOf = (standings: Standings): ProcedureOf => {
  let procedures = opened.get(standings);
  if (!procedures) opened.set(standings, (procedures = openProcedures(standings)));
  return procedures;
};
