import { callerOf, type Handlers } from "#base/handler.ts";
import { done, refuse } from "#base/outcome.ts";
import type { officerContract } from "./contract-officer.ts";
import { confirmDecision, proposeDecision } from "./decide.ts";
import type { CaseDeps } from "./deps.ts";
import { examine } from "./examine.ts";
import { askExtension, extend } from "./extend.ts";
import { rowsOf } from "./lists.ts";
import { returnToWindow } from "./pass.ts";
import { pause, resume } from "./pause.ts";
import { atOfficer, countOfficer, listFiles, ofSameApplicant } from "./queue-store.ts";
import { runCommand } from "./run-command.ts";
import { maySee } from "./seen-by.ts";
import { findFile } from "./store.ts";

export const officerHandlers = (deps: CaseDeps): Handlers<typeof officerContract> => ({
  officerQueue: async ({ query }, context) => {
    const { db, here } = deps;
    const { role, department } = callerOf(context);
    const own = role === "officer" ? department : undefined;
    const order = query.tab === "done" ? "newest" : "urgent";
    const page = await rowsOf(
      deps,
      db,
      context,
      await listFiles(db, atOfficer(here, own, query.tab), order, query.after),
    );
    const { open, to_confirm, paused } = await countOfficer(db, here, own);
    return done({ ...page, counts: { open, toConfirm: to_confirm, paused } });
  },

  applicantHistory: async ({ params }, context) => {
    const { db, here } = deps;
    const caller = callerOf(context);
    const kept = await findFile(db, params.id);
    if (!kept || !(await maySee(deps, db, kept, caller))) return refuse("CASE_NOT_FOUND");
    const { id, number, applicant } = kept.file;
    await deps.recordReading(db, { caller, number, what: "history", at: context.now });
    const others = ofSameApplicant(here, caller.department, applicant.idNumber, id);
    const { rows } = await rowsOf(deps, db, context, await listFiles(db, others, "newest", undefined));
    return done({ rows });
  },

  examine: ({ params, body }, context) => {
    const { scope, second, opinion } = body;
    return runCommand(deps, context, params.id, async (facts, tx) => {
      const colleagues = second ? await deps.officerNumbers(tx, facts.file.department) : [];
      return examine(facts, { scope, opinion, ...(second && { second }) }, colleagues);
    });
  },
  pause: ({ params, body }, context) => runCommand(deps, context, params.id, (facts) => pause(facts, body)),
  resume: ({ params, body }, context) =>
    runCommand(deps, context, params.id, (facts) => resume(facts, body.result)),
  askExtension: ({ params, body }, context) =>
    runCommand(deps, context, params.id, (facts) => askExtension(facts, body.reason)),
  extend: ({ params, body }, context) => {
    const { approve, reason } = body;
    return runCommand(deps, context, params.id, (facts) =>
      extend(facts, { approve, ...(reason && { reason }) }),
    );
  },
  proposeDecision: ({ params, body }, context) => {
    const { outcome, reasons, resultNumber, validUntil } = body;
    return runCommand(deps, context, params.id, (facts) =>
      proposeDecision(facts, {
        outcome,
        reasons,
        ...(resultNumber && { resultNumber }),
        ...(validUntil && { validUntil }),
      }),
    );
  },
  confirmDecision: ({ params, body }, context) =>
    runCommand(deps, context, params.id, (facts) => confirmDecision(facts, body)),
  returnToWindow: ({ params, body }, context) =>
    runCommand(deps, context, params.id, (facts) => returnToWindow(facts, body.reasons)),
});
