import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Outcome } from "#base/outcome.ts";
import type { Party } from "#base/party.ts";
import type { Role } from "#base/role.ts";
import { accept, deem } from "./accept.ts";
import { isClosed, type CaseFile } from "./case-file.ts";
import { check } from "./check.ts";
import { commandsFor, preconditions, type CommandName } from "./commands.ts";
import { confirmDecision, proposeDecision } from "./decide.ts";
import { deliver } from "./deliver.ts";
import { examine } from "./examine.ts";
import { askExtension, extend } from "./extend.ts";
import type { Facts, Plan } from "./facts.ts";
import { next } from "./fold.ts";
import type { Item } from "./item.ts";
import { pass, returnToWindow } from "./pass.ts";
import { pause, resume } from "./pause.ts";
import { answerRating, rate } from "./rate.ts";
import { receive } from "./receive.ts";
import { refuse } from "./refuse.ts";
import { requestSupplement, supplement } from "./supplement.ts";
import { colourOn, lightDays, lightOf } from "./light.ts";
import { addDays } from "#official/calendar-day.ts";
import { findShippedProcedure } from "./procedures.ts";
import { testCase, testItem, tongzhou, wuqing, type TestCase } from "./test-case.ts";
import { CaseState } from "./view.ts";
import { confirmWithdrawal, withdraw } from "./withdraw.ts";

const papers = ["form", "lease", "licence", "photo"];

/** Every command with content that is in order, so that only the state of the case can speak against it. */
const commands: Record<CommandName, (facts: Facts) => Outcome<Plan>> = {
  receive,
  check: (facts) =>
    check(
      facts,
      papers.map((material) => ({ material, verdict: "conforms", originals: 1, copies: 1 })),
    ),
  requestSupplement: (facts) => requestSupplement(facts, [{ material: "lease", what: "原件" }]),
  supplement: (facts) => supplement(facts, { materials: [{ material: "lease", way: "paper", files: [] }] }),
  accept,
  refuse: (facts) => refuse(facts, { outcome: "not-required", reasons: "示例" }),
  pass,
  returnToWindow: (facts) => returnToWindow(facts, "示例"),
  examine: (facts) => examine(facts, { scope: "form", opinion: "示例" }, []),
  pause: (facts) => pause(facts, { procedure: "hearing", reason: "示例", expectedWorkdays: 3 }),
  resume: (facts) => resume(facts, "示例"),
  askExtension: (facts) => askExtension(facts, "示例"),
  extend: (facts) => extend(facts, { approve: true }),
  proposeDecision: (facts) => proposeDecision(facts, { outcome: "granted", reasons: "示例" }),
  confirmDecision: (facts) => confirmDecision(facts, { agree: true }),
  deliver: (facts) => deliver(facts, { way: "window" }),
  withdraw: (facts) => withdraw(facts, "示例"),
  rate: (facts) => {
    const side = [facts.file.accepting, facts.file.deciding].find(
      (one) => !facts.file.ratings.some((given) => given.side === one),
    );
    return rate(facts, { side: side ?? wuqing, stars: 1, codes: ["110"] });
  },
  answerRating: (facts) => answerRating(facts, { calledBack: true, what: "示例" }),
};

type Doing = { here: Party; role: Role; staff: string; name: CommandName };
type Act = Doing & { wait: number; lead: number };
const act = fc.record<Act>({
  here: fc.constantFrom(wuqing, tongzhou),
  role: fc.constantFrom<Role[]>("applicant", "window-clerk", "officer", "supervisor"),
  staff: fc.constantFrom("o1", "o2"),
  name: fc.constantFrom(...(Object.keys(preconditions) as CommandName[])),
  wait: fc.constantFrom(0, 0, 0, 1, 3),
  lead: fc.nat({ max: 1000 }), // odd: something that may be done now instead, so that courses get far
});

const roles: readonly Role[] = ["applicant", "window-clerk", "officer", "supervisor"];
const openDoings = (one: TestCase): Doing[] =>
  [wuqing, tongzhou].flatMap((here) =>
    roles.flatMap((role) =>
      ["o1", "o2"].flatMap((staff) =>
        Object.entries(commandsFor(one.facts(here, role, staff)))
          .filter(([name, { allowed }]) => allowed && !["withdraw", "refuse"].includes(name))
          .map(([name]) => ({ here, role, staff, name: name as CommandName })),
      ),
    ),
  );
const reached = new Set<string>();
const course = fc.record({
  acts: fc.array(act, { minLength: 20, maxLength: 80 }),
  accepting: fc.constantFrom(wuqing, wuqing, tongzhou),
  delivery: fc.constantFrom<("window" | "courier")[]>("window", "courier"),
  mayAccept: fc.boolean(),
  procedure: fc.constantFrom<Item["procedure"][]>(
    "administrative-licence",
    "administrative-licence",
    "on-the-spot-registration",
  ),
});

const decidedBefore = (before: CaseFile, after: CaseFile) => {
  assert.ok([before.accepting, before.deciding].includes(after.holder), "one holder, and one of the two");
  if (after.decision) assert.ok(after.acceptedOn, "no decision before acceptance");
  if (after.deliveredOn) assert.ok(after.decision, "nothing to deliver before a decision");
  if (before.decision) assert.deepEqual(after.decision, before.decision, "a decision stands");
  if (before.acceptedOn) assert.equal(after.acceptedOn, before.acceptedOn, "accepted once");
  for (const kind of ["legal", "promised"] as const) {
    const [was, is] = [before.clocks[kind], after.clocks[kind]];
    if (was && is) assert.ok(is.due >= was.due, `${kind} never moves forward`);
  }
  if (after.clocks.legal && after.clocks.promised)
    assert.ok(after.clocks.promised.due <= after.clocks.legal.due, "a promise is never longer than the law");
  assert.equal(after.timeline.length, before.timeline.length + 1);
  if (isClosed(before)) assert.equal(after.state, before.state, "closed stays closed");
};

test("whatever people do in whatever order, a case stays one that the law knows", () => {
  fc.assert(
    fc.property(course, ({ acts, accepting, delivery, mayAccept, procedure }) => {
      const powers = [
        "receive",
        "notify-supplement",
        "verify-original",
        "deliver",
        ...(mayAccept ? ["accept"] : []),
      ];
      const one = testCase({ accepting, delivery, powers, item: testItem({ procedure }) });
      for (const given of acts) {
        one.wait(given.wait);
        const open = given.lead % 2 === 1 ? openDoings(one) : [];
        const { here, role, staff, name } = open[given.lead % Math.max(1, open.length)] ?? given;
        const facts = one.facts(here, role, staff);
        const shown = commandsFor(facts)[name];
        const before = one.events.length;
        const ruled = one.does(here, role, commands[name], staff);
        // A button that is enabled works, and one that works is enabled.
        if (shown)
          assert.equal(
            shown.allowed,
            ruled.ok,
            `${name} by ${role} of ${here} in ${facts.file.state}: ${JSON.stringify(shown)}`,
          );
        if (!ruled.ok) assert.equal(one.events.length, before);
        if (shown && !shown.allowed)
          assert.ok(shown.reason?.zh && shown.reason.en && !/[{}]/.test(shown.reason.zh + shown.reason.en));
        // The days that queues are counted by say the same as the light that is shown, now and later.
        for (const day of [one.today, addDays(one.today, given.lead % 30)]) {
          const days = lightDays(one.file, facts.procedure, facts.calendars);
          const { colour } = lightOf(one.file, facts.procedure, facts.calendars, day);
          assert.equal(colour, isClosed(one.file) ? "none" : colourOn(day, days));
        }
        one.does(one.file.holder, "node", deem);
        one.does(one.file.holder, "node", confirmWithdrawal);
      }
      // Both nodes fold the same events to the same case, step by step within the law.
      let folded: CaseFile | undefined;
      for (const recorded of one.events) {
        const outcome = next(folded, recorded, findShippedProcedure);
        assert.ok(outcome.ok);
        reached.add(outcome.value.state);
        if (folded) decidedBefore(folded, outcome.value);
        folded = outcome.value;
      }
      assert.deepEqual(folded, one.file);
    }),
    { numRuns: 200 },
  );
  for (const state of CaseState.options)
    if (state !== "in-transit") assert.ok(reached.has(state), `no course reached ${state}`);
});
