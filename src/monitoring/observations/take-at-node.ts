import type { Client } from "#base/client.ts";
import { done, type Problem } from "#base/outcome.ts";
import type { observationContract } from "./contract.ts";
import type { TakeRows } from "./import-table.ts";

/** What a node answered with, thrown to the end of the import: it is no fault of the file. */
export class NodeSaidNo extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.code);
    this.problem = problem;
  }
}

/** Hands the rows of a table to a node over HTTP: from a terminal, from a page. */
export const takeAtNode =
  (
    node: Pick<Client<typeof observationContract>, "takeRows">,
    { source, network, signal }: { source: string; network?: string | undefined; signal?: AbortSignal },
  ): TakeRows =>
  async (rows, checkOnly) => {
    const reply = await node.takeRows(
      { body: { rows: [...rows], checkOnly, source, ...(network !== undefined && { network }) } },
      signal ? { signal } : {},
    );
    if (!reply.ok) throw new NodeSaidNo(reply.problem);
    const { faults, ...rest } = reply.value;
    const refusals = faults.map(({ line, property, code, detail }) => ({
      line,
      ...(property !== undefined && { property }),
      refusal: { code, ...(detail && { detail }) },
    }));
    return done({ ...rest, faults: refusals });
  };
