import { fill } from "#base/bilingual.ts";
import { callerOf, type Handlers } from "#base/handler.ts";
import { done } from "#base/outcome.ts";
import { dayOf } from "#base/time.ts";
import type { supervisorContract } from "./contract-supervisor.ts";
import type { CaseDeps } from "./deps.ts";
import { behindFigure, countSupervision, listRated, type FigureRow, type Grouping } from "./figure-store.ts";
import type { Words } from "./case-file.ts";
import { listHeldUp } from "./held-up-store.ts";
import { spreadsheetOf, type SpreadsheetLine } from "./spreadsheet.ts";
import { lateInTransit } from "./late-in-transit.ts";
import { rowsOf } from "./lists.ts";
import { workdaysOf } from "./columns.ts";
import { everyCase, listFiles } from "./queue-store.ts";
import { answerDue, answerRating, isNegative } from "./rate.ts";
import { caseRefusals } from "./refusals.ts";
import { runCommand } from "./run-command.ts";
import { partyNames } from "./seen-by.ts";
import { stateNames } from "./state-words.ts";
import { CaseState } from "./view.ts";
import type { PartyNames } from "./words.ts";

const named = (by: Grouping, row: FigureRow, name: PartyNames) => {
  if (by === "party") return name(row.key);
  const state = CaseState.safeParse(row.key);
  return by === "step" && state.success ? stateNames[state.data] : row.name;
};

/** Why a case was not acted on, as far as a supervisor can use it; of a fault the log has the rest. */
const whyHeldUp = (code: string, detail: Record<string, unknown>): Words => {
  const text = caseRefusals[code as keyof typeof caseRefusals] ?? unknownReason;
  return { zh: fill(text.zh, { code, ...detail }), en: fill(text.en, { code, ...detail }) };
};
const unknownReason = {
  zh: "程序未能办理（{code}），已记入日志",
  en: "the software failed ({code}); the log has it",
};

const mostLines = 20_000;

export const supervisorHandlers = (deps: CaseDeps): Handlers<typeof supervisorContract> => ({
  supervision: async ({ query }, { now }) => {
    const name = await partyNames(deps);
    const today = dayOf(now);
    const rows = await countSupervision(deps.db, query.by, today, await lateInTransit(deps, today));
    return done({ asOf: now, rows: rows.map((row) => ({ ...row, name: named(query.by, row, name) })) });
  },

  supervisedCases: async ({ query }, context) => {
    const today = dayOf(context.now);
    const where = behindFigure(query.by, query.key, query.light, today, await lateInTransit(deps, today));
    const order = query.light === "closed" ? "newest" : "urgent";
    return done(await rowsOf(deps, deps.db, context, await listFiles(deps.db, where, order, query.after)));
  },

  heldUp: async () => {
    const rows = await listHeldUp(deps.db);
    return done({
      rows: rows.map(({ code, detail, ...row }) => ({ ...row, reason: whyHeldUp(code, detail) })),
    });
  },

  exportSupervision: async (_, context) => {
    const lines: SpreadsheetLine[] = [];
    for (let after: string | undefined; lines.length < mostLines;) {
      const page = await listFiles(deps.db, everyCase, "newest", after, 500);
      const { rows } = await rowsOf(deps, deps.db, context, page);
      for (const [i, row] of rows.entries()) {
        const { file } = page.rows[i]!;
        lines.push({
          row,
          acceptedOn: file.acceptedOn,
          decidedOn: file.decidedOn,
          workdays: workdaysOf(file, deps.calendars),
        });
      }
      if (!page.next) break;
      after = page.next;
    }
    await deps.recordReading(deps.db, {
      caller: callerOf(context),
      number: "ledger",
      what: "ledger",
      at: context.now,
    });
    const content = await spreadsheetOf(lines, await partyNames(deps));
    return done({
      mediaType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
      name: `ledger-${deps.here}-${dayOf(context.now)}.xlsx`,
      size: content.length,
      content,
    });
  },

  listRatings: async ({ query }) => {
    const rated = await listRated(deps.db, deps.here);
    const stars = rated.map(({ rating }) => rating.stars);
    const average =
      stars.length > 0
        ? Math.round((stars.reduce((sum, one) => sum + one, 0) / stars.length) * 10) / 10
        : null;
    const rows = rated.map(({ id, number, itemName, rating }) => {
      const negative = isNegative(rating.stars);
      return {
        case: id,
        number,
        itemName,
        side: rating.side,
        stars: rating.stars,
        codes: rating.codes,
        at: rating.at,
        negative,
        ...(rating.text && { text: rating.text }),
        ...(negative && { due: answerDue(rating.side, dayOf(rating.at), deps.calendars) }),
        ...(rating.answer && { answer: rating.answer.what }),
      };
    });
    return done({
      rows: query.open === "yes" ? rows.filter(({ negative, answer }) => negative && !answer) : rows,
      average,
    });
  },

  answerRating: ({ params, body }, context) =>
    runCommand(deps, context, params.id, (facts) => answerRating(facts, body)),
});
