import type { Handlers } from "#base/handler.ts";
import { done } from "#base/outcome.ts";
import { dayOf, startOfDay } from "#base/time.ts";
import { addDays } from "#official/calendar-day.ts";
import { accept } from "./accept.ts";
import { check } from "./check.ts";
import type { windowContract } from "./contract-window.ts";
import { deliver } from "./deliver.ts";
import type { CaseDeps } from "./deps.ts";
import { rowsOf } from "./lists.ts";
import { openCase } from "./open-case.ts";
import { pass } from "./pass.ts";
import { handedOver } from "./handed-over.ts";
import { atWindow, countWindow, handedOverBetween, listFiles } from "./queue-store.ts";
import { receive } from "./receive.ts";
import { refuse } from "./refuse.ts";
import { answerCase, runCommand } from "./run-command.ts";
import { findHandedIn } from "./store.ts";
import { requestSupplement } from "./supplement.ts";

const mostHandovers = 2_000; // of one day; a list to print

export const windowHandlers = (deps: CaseDeps): Handlers<typeof windowContract> => ({
  windowQueue: async ({ query }, context) => {
    const { db, here } = deps;
    const order = query.tab === "all" ? "newest" : "urgent";
    const page = await rowsOf(
      deps,
      db,
      context,
      await listFiles(db, atWindow(here, query.tab), order, query.after),
    );
    const {
      today,
      supplement,
      deliver: delivery,
      received,
      to_pass,
    } = await countWindow(db, here, dayOf(context.now));
    return done({
      ...page,
      counts: { today, supplement, deliver: delivery },
      receivedToday: received,
      toPass: to_pass,
    });
  },

  handovers: async ({ query }) => {
    const { db, here } = deps;
    const span = { from: startOfDay(query.day), until: startOfDay(addDays(query.day, 1)) };
    const page = await listFiles(
      db,
      handedOverBetween(here, span.from, span.until),
      "newest",
      undefined,
      mostHandovers,
    );
    const files = page.rows.map(({ file }) => file);
    const passed = files.flatMap(({ timeline }) =>
      timeline.flatMap(({ type, event }) => (type === "cases.passed" ? [event] : [])),
    );
    const receipts = await deps.acknowledgements(db, passed);
    return done({ rows: handedOver(files, here, span, receipts) });
  },

  handIn: ({ body }, context) =>
    deps.exchange.commit(async (tx) => {
      const { key, item, ...application } = body;
      const earlier = await findHandedIn(tx, key);
      if (earlier) return answerCase(deps, tx, context, earlier);
      const opened = await openCase(deps, tx, context, { key, code: item, application, channel: "window" });
      return opened.ok ? answerCase(deps, tx, context, opened.value) : opened;
    }),

  receive: ({ params }, context) => runCommand(deps, context, params.id, receive),
  check: ({ params, body }, context) =>
    runCommand(deps, context, params.id, (facts) => check(facts, body.materials)),
  requestSupplement: ({ params, body }, context) =>
    runCommand(deps, context, params.id, (facts) => requestSupplement(facts, body.defects)),
  accept: ({ params }, context) => runCommand(deps, context, params.id, accept),
  refuse: ({ params, body }, context) => {
    const { outcome, reasons, competent } = body;
    return runCommand(deps, context, params.id, (facts) =>
      refuse(facts, { outcome, reasons, ...(competent && { competent }) }),
    );
  },
  pass: ({ params, body }, context) =>
    runCommand(deps, context, params.id, (facts) => pass(facts, body.note)),
  deliver: ({ params, body }, context) => {
    const { way, courierNumber, recipient } = body;
    return runCommand(deps, context, params.id, (facts) =>
      deliver(facts, { way, ...(courierNumber && { courierNumber }), ...(recipient && { recipient }) }),
    );
  },
});
