import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Outcome } from "#base/outcome.ts";
import { accept, deem } from "./accept.ts";
import { check } from "./check.ts";
import { commandsFor } from "./commands.ts";
import { confirmDecision, proposeDecision } from "./decide.ts";
import { deliver } from "./deliver.ts";
import { examine } from "./examine.ts";
import { askExtension, extend } from "./extend.ts";
import { pass, returnToWindow } from "./pass.ts";
import { pause, resume } from "./pause.ts";
import { answerRating, rate } from "./rate.ts";
import { receive } from "./receive.ts";
import { refuse } from "./refuse.ts";
import { requestSupplement, supplement } from "./supplement.ts";
import { testCase, testItem, tongzhou, wuqing, type TestCase } from "./test-case.ts";
import { confirmWithdrawal, withdraw } from "./withdraw.ts";

const fine = (outcome: Outcome<unknown>) => assert.equal(outcome.ok ? "done" : outcome.refusal.code, "done");
const no = (outcome: Outcome<unknown>, code: string) =>
  assert.equal(outcome.ok ? "done" : outcome.refusal.code, code);
const good = (...materials: string[]) =>
  materials.map((material) => ({ material, verdict: "conforms" as const, originals: 1, copies: 1 }));
const kinds = (one: TestCase) => one.file.documents.map(({ kind }) => kind);

const accepted = (options: Parameters<typeof testCase>[0] = {}): TestCase => {
  const one = testCase(options);
  const here = options.accepting ?? wuqing;
  fine(one.does(here, "window-clerk", receive));
  fine(one.does(here, "window-clerk", (facts) => check(facts, good("form", "lease"))));
  fine(one.does(here, "window-clerk", accept));
  return one;
};

const decided = (one: TestCase, outcome: "granted" | "denied" = "granted") => {
  fine(one.does(tongzhou, "officer", (facts) => proposeDecision(facts, { outcome, reasons: "示例" }), "o1"));
  no(
    one.does(tongzhou, "officer", (facts) => confirmDecision(facts, { agree: true }), "o1"),
    "SAME_OFFICER",
  );
  fine(one.does(tongzhou, "officer", (facts) => confirmDecision(facts, { agree: true }), "o2"));
};

describe("the whole course of a licence", () => {
  it("goes from a window in Wuqing to a decision in Tongzhou and back", () => {
    const one = accepted();
    assert.equal(one.file.holder, tongzhou);
    assert.equal(one.file.state, "under-review");
    fine(
      one.does(
        tongzhou,
        "officer",
        (facts) => examine(facts, { scope: "substantive", second: "o2", opinion: "示例" }, ["o1", "o2"]),
        "o1",
      ),
    );
    no(
      one.does(
        tongzhou,
        "officer",
        (facts) => examine(facts, { scope: "substantive", second: "o1", opinion: "示例" }, ["o1", "o2"]),
        "o1",
      ),
      "TWO_OFFICERS",
    );
    no(
      one.does(
        tongzhou,
        "officer",
        (facts) => examine(facts, { scope: "substantive", second: "o9", opinion: "示例" }, ["o1", "o2"]),
        "o1",
      ),
      "NO_SUCH_OFFICER",
    );
    decided(one);
    assert.equal(one.file.holder, wuqing);
    assert.equal(one.file.state, "awaiting-delivery");
    fine(one.does(wuqing, "window-clerk", (facts) => deliver(facts, { way: "window" })));
    assert.deepEqual(kinds(one), ["receipt", "acceptance", "decision-granted", "service-return"]);
    assert.equal(one.file.documents[1]!.number, "通武受〔2026〕2号");
    assert.equal(one.file.decision?.outcome, "granted");
  });

  it("is decided by nobody but the deciding side", () => {
    const one = accepted();
    no(
      one.does(wuqing, "officer", (facts) => proposeDecision(facts, { outcome: "granted", reasons: "" })),
      "NOT_NOW",
    );
    const forged = one.forge(wuqing, "officer", {
      type: "cases.decided",
      data: { item: one.file.item, outcome: "granted", officers: ["a", "b"] },
    });
    no(forged, "EVENT_NOT_NOW");
  });

  it("keeps denials with reasons and remedies", () => {
    const one = accepted();
    no(
      one.does(tongzhou, "officer", (facts) => proposeDecision(facts, { outcome: "denied", reasons: " " })),
      "REASONS_NEEDED",
    );
    decided(one, "denied");
    assert.match(String(one.file.documents.at(-1)!.facts["remedies"]), /六十日/);
    assert.equal(one.file.documents.at(-1)!.kind, "decision-denied");
  });

  it("is delivered by the deciding side by courier, with the courier's number", () => {
    const one = accepted({ delivery: "courier" });
    decided(one);
    assert.equal(one.file.holder, tongzhou);
    no(
      one.does(tongzhou, "officer", (facts) => deliver(facts, { way: "courier" })),
      "COURIER_NUMBER",
    );
    fine(one.does(tongzhou, "officer", (facts) => deliver(facts, { way: "courier", courierNumber: "SF1" })));
  });

  it("stays in one house where the same party accepts and decides", () => {
    const one = accepted({ accepting: tongzhou });
    assert.equal(one.file.state, "under-review");
    no(one.does(tongzhou, "window-clerk", pass), "NOT_NOW");
    decided(one);
    assert.equal(one.file.state, "awaiting-delivery");
    assert.equal(one.events.filter(({ event }) => event.type === "cases.passed").length, 0);
  });
});

describe("a registration on the spot", () => {
  it("is accepted, passed on and decided the same day, with no clock to stop or prolong", () => {
    const item = testItem({
      procedure: "on-the-spot-registration",
      caseType: "1",
      legalLimit: { n: 3, unit: "workday" },
      promisedLimit: { n: 0, unit: "workday" },
    });
    const one = accepted({ item });
    assert.equal(one.file.clocks.promised?.due, one.today);
    const shown = commandsFor(one.facts(tongzhou, "officer"));
    assert.equal(shown["proposeDecision"]?.allowed, true);
    assert.ok(!("pause" in shown) && !("askExtension" in shown));
    no(
      one.does(tongzhou, "officer", (facts) =>
        pause(facts, { procedure: "hearing", reason: "x", expectedWorkdays: 1 }),
      ),
      "NOT_NOW",
    );
    decided(one);
    assert.equal(one.file.decidedOn, one.file.submittedOn);
  });
});

describe("before acceptance", () => {
  it("needs every necessary paper checked, and asks once for what is missing", () => {
    const one = testCase();
    fine(one.does(wuqing, "window-clerk", receive));
    const unready = one.does(wuqing, "window-clerk", accept);
    assert.deepEqual(unready.ok ? {} : unready.refusal.detail, { zh: "2 份未核", en: "2 not yet checked" });
    fine(
      one.does(wuqing, "window-clerk", (facts) =>
        check(facts, [...good("form"), { material: "lease", verdict: "defective", originals: 0, copies: 0 }]),
      ),
    );
    fine(
      one.does(wuqing, "window-clerk", (facts) =>
        requestSupplement(facts, [{ material: "lease", what: "原件" }]),
      ),
    );
    assert.equal(one.file.clocks.completeness?.stoppedOn, "2026-03-02");
    one.wait(30);
    no(one.does(wuqing, "node", deem), "NOT_NOW");
    no(
      one.does(wuqing, "applicant", (facts) => supplement(facts, { materials: [] })),
      "MATERIAL_MISSING",
    );
    fine(
      one.does(wuqing, "applicant", (facts) =>
        supplement(facts, { materials: [{ material: "lease", way: "paper", files: [] }] }),
      ),
    );
    no(
      one.does(wuqing, "window-clerk", (facts) =>
        requestSupplement(facts, [{ material: "form", what: "再一次" }]),
      ),
      "ALREADY_ASKED",
    );
    fine(one.does(wuqing, "window-clerk", (facts) => check(facts, good("lease"))));
    fine(one.does(wuqing, "window-clerk", accept));
  });

  it("is refused with the body that is competent", () => {
    const one = testCase();
    fine(one.does(wuqing, "window-clerk", receive));
    no(
      one.does(wuqing, "window-clerk", (facts) =>
        refuse(facts, { outcome: "not-competent", reasons: "示例" }),
      ),
      "INVALID",
    );
    fine(
      one.does(wuqing, "window-clerk", (facts) =>
        refuse(facts, { outcome: "not-competent", reasons: "示例", competent: "示例机关" }),
      ),
    );
    assert.deepEqual(kinds(one), ["receipt", "refusal"]);
  });

  it("is accepted by law after five working days of silence, from the day the papers came in", () => {
    const one = testCase({ channel: "online" });
    one.waitUntil("2026-03-09");
    no(one.does(wuqing, "node", deem), "NOT_NOW");
    one.waitUntil("2026-03-10");
    fine(one.does(wuqing, "node", deem));
    assert.equal(one.file.acceptedOn, "2026-03-02");
    assert.equal(one.file.acceptedAs, "deemed");
    assert.equal(one.file.clocks.promised?.due, "2026-03-16");
    assert.equal(one.file.holder, tongzhou);
  });

  it("goes over unaccepted where the window was not granted acceptance, and is accepted there", () => {
    const one = testCase({ powers: ["receive", "verify-original", "deliver"] });
    fine(one.does(wuqing, "window-clerk", receive));
    fine(one.does(wuqing, "window-clerk", (facts) => check(facts, good("form", "lease"))));
    no(one.does(wuqing, "window-clerk", accept), "NOT_GRANTED");
    fine(one.does(wuqing, "window-clerk", pass));
    assert.equal(one.file.state, "received");
    fine(one.does(tongzhou, "officer", accept));
    assert.equal(one.file.state, "under-review");
  });
});

describe("clocks of a decision", () => {
  it("stand still during a special procedure that the item lists, and only then", () => {
    const one = accepted();
    assert.equal(one.file.clocks.legal?.due, "2026-03-30");
    no(
      one.does(tongzhou, "officer", (facts) =>
        pause(facts, { procedure: "auction", reason: "x", expectedWorkdays: 3 }),
      ),
      "PROCEDURE_UNKNOWN",
    );
    fine(
      one.does(tongzhou, "officer", (facts) =>
        pause(facts, { procedure: "hearing", reason: "x", expectedWorkdays: 3 }),
      ),
    );
    one.wait(7);
    no(
      one.does(tongzhou, "officer", (facts) => proposeDecision(facts, { outcome: "granted", reasons: "" })),
      "NOT_NOW",
    );
    fine(one.does(tongzhou, "officer", (facts) => resume(facts, "x")));
    assert.equal(one.file.clocks.legal?.due, "2026-04-03"); // four working days more: the day of resumption counts
    const plain = accepted({ item: testItem({ specialProcedures: [] }) });
    no(
      plain.does(tongzhou, "officer", (facts) =>
        pause(facts, { procedure: "hearing", reason: "x", expectedWorkdays: 3 }),
      ),
      "NOT_NOW",
    );
  });

  it("are extended once, by the head, with reasons", () => {
    const one = accepted();
    no(
      one.does(tongzhou, "supervisor", (facts) => extend(facts, { approve: true })),
      "NOT_NOW",
    );
    fine(one.does(tongzhou, "officer", (facts) => askExtension(facts, "情况复杂")));
    fine(one.does(tongzhou, "supervisor", (facts) => extend(facts, { approve: true })));
    assert.equal(one.file.clocks.legal?.due, "2026-04-14");
    assert.equal(one.file.documents.at(-1)?.kind, "extension");
    no(
      one.does(tongzhou, "officer", (facts) => askExtension(facts, "again")),
      "ALREADY_EXTENDED",
    );
  });

  it("start at the deciding side where the clause says so", () => {
    const one = accepted({ clockStart: "deciding-authority" });
    assert.equal(one.file.clocks.legal?.startOn, "2026-03-02");
  });
});

describe("ways back", () => {
  it("returns a file with reasons and sends it over again once its papers are good", () => {
    const one = accepted();
    no(
      one.does(tongzhou, "officer", (facts) => returnToWindow(facts, " ")),
      "REASONS_NEEDED",
    );
    fine(one.does(tongzhou, "officer", (facts) => returnToWindow(facts, "不清")));
    assert.equal(one.file.holder, wuqing);
    fine(
      one.does(wuqing, "window-clerk", (facts) =>
        supplement(facts, { materials: [{ material: "lease", way: "paper", files: [] }] }),
      ),
    );
    no(one.does(wuqing, "window-clerk", pass), "NOT_NOW");
    fine(one.does(wuqing, "window-clerk", (facts) => check(facts, good("lease"))));
    fine(one.does(wuqing, "window-clerk", pass));
    assert.equal(one.file.holder, tongzhou);
    assert.equal(one.file.clocks.legal?.due, "2026-03-30");
  });

  it("withdraws at once where the file is, and by asking where it is not", () => {
    const here = testCase();
    fine(here.does(wuqing, "applicant", (facts) => withdraw(facts, "不办了")));
    assert.equal(here.file.state, "withdrawn");
    const there = accepted();
    fine(there.does(wuqing, "applicant", (facts) => withdraw(facts, "不办了")));
    assert.equal(there.file.state, "under-review");
    no(
      there.does(wuqing, "applicant", (facts) => withdraw(facts, "再说一次")),
      "NOT_NOW",
    );
    fine(there.does(tongzhou, "node", confirmWithdrawal));
    assert.equal(there.file.state, "withdrawn");
  });
});

describe("ratings", () => {
  it("are given once for each side, with remarks that fit the stars, and negative ones are answered", () => {
    const one = accepted();
    no(
      one.does(wuqing, "applicant", (facts) => rate(facts, { side: wuqing, stars: 5, codes: [] })),
      "NOT_NOW",
    );
    decided(one);
    fine(one.does(wuqing, "window-clerk", (facts) => deliver(facts, { way: "window" })));
    no(
      one.does(wuqing, "applicant", (facts) => rate(facts, { side: wuqing, stars: 5, codes: ["108"] })),
      "RATING_CODE",
    );
    fine(one.does(wuqing, "applicant", (facts) => rate(facts, { side: wuqing, stars: 5, codes: ["517"] })));
    no(
      one.does(wuqing, "applicant", (facts) => rate(facts, { side: wuqing, stars: 1, codes: [] })),
      "NOT_NOW",
    );
    fine(one.does(wuqing, "applicant", (facts) => rate(facts, { side: tongzhou, stars: 1, codes: ["110"] })));
    no(
      one.does(wuqing, "supervisor", (facts) => answerRating(facts, { calledBack: true, what: "x" })),
      "NOT_NOW",
    );
    fine(
      one.does(tongzhou, "supervisor", (facts) => answerRating(facts, { calledBack: true, what: "已致歉" })),
    );
    no(
      one.does(tongzhou, "supervisor", (facts) => answerRating(facts, { calledBack: true, what: "x" })),
      "NOT_NOW",
    );
    const late = accepted();
    decided(late);
    fine(late.does(wuqing, "window-clerk", (facts) => deliver(facts, { way: "window" })));
    late.wait(31);
    no(
      late.does(wuqing, "applicant", (facts) => rate(facts, { side: wuqing, stars: 5, codes: [] })),
      "NOT_NOW",
    );
  });
});
