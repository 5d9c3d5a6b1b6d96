import { buffer } from "node:stream/consumers";
import { callerOf, type Handlers } from "#base/handler.ts";
import { sha256Hex } from "#base/hash.ts";
import { done } from "#base/outcome.ts";
import type { Caller } from "#base/role.ts";
import type { Instant } from "#base/time.ts";
import type { MonitoringDeps } from "../deps.ts";
import type { observationContract } from "./contract.ts";
import { importTable } from "./import-table.ts";
import { readMapping, sayFault } from "./import-words.ts";
import { takeRows } from "./take-rows.ts";

const inPieces = async function* (bytes: Buffer): AsyncGenerator<Uint8Array> {
  const piece = 1 << 18;
  for (let from = 0; from < bytes.length; from += piece) yield bytes.subarray(from, from + piece);
};

type Answers = Pick<Handlers<typeof observationContract>, "importObservations" | "takeRows">;

const mostNoted = 1_000;

/** A table may come in thousands of questions; the audit log says once who imports it. */
const importNotes = (deps: MonitoringDeps) => {
  const noted = new Set<string>();
  return async (caller: Caller, source: string, at: Instant, values: object): Promise<void> => {
    const key = `${caller.personId} ${source}`;
    if (noted.has(key)) return;
    if (noted.size >= mostNoted) noted.clear();
    noted.add(key);
    await deps.recordAudit(deps.db, {
      at,
      outcome: "import",
      caller,
      subject: source,
      detail: { ...values },
    });
  };
};

export const importHandlers = (deps: MonitoringDeps, note = importNotes(deps)): Answers => ({
  importObservations: async ({ query, body }, context) => {
    const { preview: previews, keepGood: keepsGood, trustColumns, year, network, station } = query;
    const mapping = query.mapping === undefined ? done(undefined) : readMapping(query.mapping);
    if (!mapping.ok) return mapping;
    const file = await buffer(body); // read twice, and at most 50 MB
    const from = { source: `import sha256:${sha256Hex(file)}`, caller: callerOf(context) };
    const imported = await importTable(
      () => inPieces(file),
      (rows, checkOnly) => takeRows(deps, rows, from, { network, checkOnly }),
      {
        previews,
        keepsGood,
        table: {
          missingYear: year === undefined ? { notAfterMs: Date.parse(context.now) } : { year },
          trustColumns,
          ...(mapping.value && { mapping: mapping.value }),
          ...(station !== undefined && { station }),
        },
      },
    );
    if (!imported.ok) return imported;
    const { faults, ...rest } = imported.value;
    if (rest.isRecorded)
      await deps.recordAudit(deps.db, {
        at: context.now,
        outcome: "import",
        caller: from.caller,
        subject: from.source,
        detail: { ...rest.values, faults: rest.faultCount },
      });
    return done({ ...rest, faults: faults.map(sayFault) });
  },

  takeRows: async ({ body: { rows, source, network, checkOnly } }, context) => {
    const caller = callerOf(context);
    const taken = await takeRows(deps, rows, { source, caller }, { network, checkOnly });
    if (!taken.ok) return taken;
    const { faults, ...rest } = taken.value;
    if (!checkOnly && rest.values.new + rest.values.revised > 0)
      await note(caller, source, context.now, { firstRows: rest.rows });
    const said = faults.map(({ refusal: { code, detail }, ...place }) => ({
      ...place,
      code,
      ...(detail && { detail }),
    }));
    return done({ ...rest, faults: said });
  },
});
