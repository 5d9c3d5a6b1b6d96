import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "node:test";
import fc from "fast-check";
import { validateXML } from "xmllint-wasm";
import { readCap } from "./cap/read-cap.ts";
import { endIncident, mayConfirm, mayFinish, openIncident, sendMessage } from "./command.ts";
import { next, nextStep, notConfirmedBy, type Incident } from "./incident.ts";
import { rowOf, viewOf, type Seen } from "./view-of.ts";
import {
  after,
  airPlan,
  around,
  began,
  langfang,
  parties,
  plan,
  Story,
  tongzhou,
  wuqing,
} from "./test-incident.ts";

const schema = await readFile(join(import.meta.dirname, "../../../vectors/cap/CAP-v1.2.xsd"), "utf8");
const seenBy = (here: string, now: string): Seen => ({
  here,
  now,
  partyName: around.partyName,
  nameOf: () => undefined,
  keys: new Map(),
  arrived: new Map(),
});

describe("an incident", () => {
  it("gives every party the five first moments, and those downstream the task to call upstream", () => {
    const { tasks } = new Story().open();
    assert.deepEqual(
      tasks.map(({ id, parties: owners }) => [id, owners.length]),
      [
        ["report", 3],
        ["on-site", 3],
        ["monitor", 3],
        ["investigate", 3],
        ["publish", 3],
        ["call-upstream", 2],
      ],
    );
    assert.deepEqual(tasks.at(-1)!.parties, [wuqing, langfang]);
    assert.equal(tasks[0]!.by, after(30), "the clock runs from when it was opened");
  });

  it("is warned of, confirmed by each party, worked on, ended and the end confirmed", () => {
    const story = new Story();
    story.open();
    const warned = story.warn(5)!;
    assert.deepEqual(notConfirmedBy(warned.messages[0]!), [wuqing, langfang]);
    assert.ok(story.confirm(langfang, 7));
    assert.deepEqual(notConfirmedBy(story.confirm(wuqing, 9)!.messages[0]!), []);
    assert.ok(story.say("monitoring.task-done", langfang, 20, { task: "call-upstream", note: "已电话核实" }));
    const over = story.end(600)!;
    assert.equal(over.endedAt, after(600));
    const end = over.messages.at(-1)!;
    assert.equal(end.kind, "end");
    const confirmed = story.confirm(wuqing, 610, end)!;
    assert.deepEqual(notConfirmedBy(confirmed.messages.at(-1)!), [langfang]);
    const row = rowOf(confirmed, { here: langfang, now: after(1000) });
    assert.deepEqual([row.toConfirm, row.isLate, row.tasksDone, row.tasks], [1, true, 1, 17]);
  });

  it("is not opened twice, not confirmed by whom it was not sent to, not confirmed twice", () => {
    const story = new Story();
    story.open();
    story.warn(5, [langfang]);
    assert.equal(story.confirm(wuqing, 6), undefined);
    assert.ok(story.confirm(langfang, 6));
    assert.equal(story.confirm(langfang, 7), undefined);
    const message = story.incident!.messages[0]!;
    const refused = mayConfirm(message, langfang);
    assert.ok(!refused.ok && refused.refusal.code === "ALREADY_CONFIRMED");
    const nobody = mayConfirm(message, wuqing);
    assert.ok(!nobody.ok && nobody.refusal.code === "NOT_ADDRESSED");
  });

  it("is ended by its holder only; afterwards nothing is sent, but what is late may still be confirmed and done", () => {
    const story = new Story();
    story.open();
    story.warn(5);
    const doer = { here: wuqing, officer: "D01", now: after(50) };
    const foreign = endIncident(story.incident!, plan, doer);
    assert.ok(!foreign.ok && foreign.refusal.code === "NOT_YOUR_INCIDENT");
    story.end(60);
    assert.equal(story.warn(70), undefined);
    const late = sendMessage(
      story.incident!,
      plan,
      { kind: "information", level: "red", to: [langfang] },
      doer,
    );
    assert.ok(!late.ok && late.refusal.code === "INCIDENT_ENDED");
    assert.ok(story.confirm(langfang, 80));
    assert.ok(story.say("monitoring.task-done", wuqing, 90, { task: "report", note: "已报告" }));
    const again = mayFinish(story.incident!, "report", wuqing);
    assert.ok(!again.ok && again.refusal.code === "TASK_DONE_ALREADY");
  });

  it("does not mix exercises with what is real, nor open twice for the same alerts", () => {
    const doer = { here: tongzhou, officer: "D01", now: began };
    const command = {
      network: "border-rivers",
      title: "x",
      level: "red" as const,
      facts: [],
      isExercise: true,
    };
    const known = { plan, parties, downstream: [], isSample: false };
    const mixed = openIncident({ ...known, gathered: [{ isExercise: false }] }, command, doer);
    assert.ok(!mixed.ok && mixed.refusal.code === "EXERCISE_MIXED");
    const twice = openIncident({ ...known, gathered: [], already: { title: "y" } }, command, doer);
    assert.ok(!twice.ok && twice.refusal.code === "ALREADY_GATHERED");
    const opened = openIncident({ ...known, gathered: [] }, command, doer);
    assert.ok(opened.ok);
    assert.deepEqual(
      opened.value["downstream"],
      [wuqing, langfang],
      "nobody is left out by a gap in the network",
    );
  });
});

describe("no receipt in time", () => {
  it("is said step by step by the sender, and a later receipt overrules it", () => {
    const story = new Story();
    story.open();
    story.warn(5);
    story.confirm(langfang, 10);
    const message = () => story.incident!.messages[0]!;
    const first = nextStep(story.incident!, message())!;
    assert.equal(first.dueAt, after(35), "half an hour for an orange warning");
    assert.deepEqual(first.escalation.parties, [wuqing]);
    assert.equal(
      story.say("monitoring.message-unanswered", tongzhou, 30, first.escalation, message().event),
      undefined,
      "not before the deadline",
    );
    assert.equal(
      story.say("monitoring.message-unanswered", langfang, 40, first.escalation, message().event),
      undefined,
      "not by somebody else",
    );
    assert.ok(story.say("monitoring.message-unanswered", tongzhou, 36, first.escalation, message().event));
    const second = nextStep(story.incident!, message())!;
    assert.deepEqual([second.dueAt, second.escalation.step], [after(65), 2]);
    const view = viewOf(story.confirm(wuqing, 50)!, seenBy(tongzhou, after(51)));
    assert.equal(nextStep(story.incident!, message()), undefined);
    assert.deepEqual(view.messages[0]!.waitingFor, []);
    assert.equal(view.messages[0]!.unanswered.length, 1, "that it was late stays on record");
    assert.deepEqual(
      view.messages[0]!.receipts.map(({ party, isLate }) => [party, isLate]),
      [
        [langfang, false],
        [wuqing, true],
      ],
    );
  });
});

describe("messages as CAP", () => {
  it("say Exercise everywhere when it is one, Test in a trial, and refer to what they follow", async () => {
    const story = new Story();
    story.open(true);
    story.warn(5);
    story.confirm(langfang, 6);
    const { messages } = story.end(60)!;
    const caps = [messages[0]!.cap, messages[0]!.receipts[0]!.cap, messages[1]!.cap];
    const sent = caps.map((cap) => {
      const read = readCap(cap);
      assert.ok(read.ok);
      return read.alert;
    });
    assert.deepEqual(
      sent.map(({ msgType, status }) => [msgType, status]),
      [
        ["Alert", "Exercise"],
        ["Ack", "Exercise"],
        ["Cancel", "Exercise"],
      ],
    );
    const [warning, receipt, end] = sent;
    for (const { note } of sent) assert.match(note!, /演练.*杨洼闸/);
    const named = `${warning!.sender},${warning!.identifier},${warning!.sent}`;
    assert.equal(receipt!.references, named);
    assert.equal(end!.references, named);
    assert.equal(warning!.sent, "2026-11-22T08:15:00+08:00");
    assert.deepEqual(
      warning!.info!.map(({ language, severity, certainty }) => [language, severity, certainty]),
      [
        ["zh-CN", "Severe", "Observed"],
        ["en-US", "Severe", "Observed"],
      ],
    );
    assert.match(warning!.info![0]!.event, /演练/);
    assert.deepEqual(
      warning!.info![0]!.area!.map(({ areaDesc, polygon, circle, geocode }) => [
        areaDesc,
        polygon?.length,
        circle?.length,
        geocode?.[0]?.value,
      ]),
      [
        ["yangwazha", undefined, 1, undefined],
        ["wangjiabai（自yangwazha以下河段，范围为示意）", 1, 1, langfang],
      ],
    );
    assert.ok(warning!.info![0]!.parameter!.some(({ valueName }) => valueName === "arrival:wangjiabai"));
    for (const cap of caps) {
      const { valid, errors } = await validateXML({
        xml: [{ fileName: "m", contents: cap }],
        schema: [schema],
      });
      assert.ok(valid, String(errors[0]?.rawMessage));
    }
    const trial = new Story();
    trial.open();
    const read = readCap(trial.warn(5)!.messages[0]!.cap);
    assert.ok(read.ok && read.alert.status === "Test");
  });
});

it("has the level of the newest message, and keeps what crossed with its end, whichever a node hears first", () => {
  const story = new Story();
  story.open();
  story.warn(5);
  const before = story.incident!;
  const said = story.warn(20, [tongzhou, langfang], wuqing, "red")!;
  const lower = story.warn(30, [wuqing, langfang], tongzhou, "yellow")!;
  const over = story.end(40)!;
  assert.deepEqual([said.level, lower.level, over.level], ["red", "yellow", "yellow"]);
  const [, , red, yellow, end] = story.events;
  for (const order of [
    [yellow, red, end],
    [yellow, end, red],
  ]) {
    let elsewhere = before;
    for (const recorded of order) {
      const outcome = next(elsewhere, recorded!);
      assert.ok(outcome.ok);
      elsewhere = outcome.value;
    }
    assert.deepEqual(elsewhere, story.incident);
  }
});

describe("heavy pollution of the air", () => {
  it("gives out the tasks of its level, and with a message that raises it those of the higher levels", () => {
    const story = new Story(airPlan);
    const opened = story.open(false, "yellow");
    const idsOf = ({ tasks }: Incident) => tasks.map(({ id }) => id);
    assert.deepEqual(
      opened.tasks.filter(({ id }) => id === "consult" || id === "start").map(({ parties: who }) => who),
      [[tongzhou], parties],
      "the consultation is called by one, the response is started by all",
    );
    assert.ok(!idsOf(opened).includes("cut-orange"));
    const raised = story.warn(60, [tongzhou, langfang], wuqing, "red")!;
    assert.deepEqual(idsOf(raised).slice(-2), ["cut-red", "cut-orange"], "the more urgent first");
    assert.equal(raised.tasks.at(-1)!.by, after(60 + 720));
    const again = story.warn(90, [wuqing, langfang], tongzhou, "red")!;
    assert.deepEqual(again.tasks, raised.tasks, "nothing is given out twice");
    assert.ok(story.say("monitoring.task-done", langfang, 100, { task: "cut-red", note: "示例" }));
  });

  it("whichever of two messages that raise it at once is heard first, the earlier clocks hold", () => {
    const story = new Story(airPlan);
    const opened = story.open(false, "yellow");
    const both = [
      { by: wuqing, minute: 60 },
      { by: langfang, minute: 70 },
    ].map(({ by, minute }) => {
      const alone = new Story(airPlan, story.id);
      alone.incident = opened;
      alone.warn(minute, [tongzhou], by, "orange");
      return alone.events[0]!;
    });
    const [one, other] = [both, both.toReversed()].map((order) =>
      order.reduce<Incident>((incident, recorded) => {
        const outcome = next(incident, recorded);
        assert.ok(outcome.ok);
        return outcome.value;
      }, opened),
    );
    assert.deepEqual(one, other);
    assert.equal(one!.tasks.at(-1)!.by, after(60 + 720));
    assert.equal(one!.tasks.at(-1)!.givenBy, both[0]!.digest);
  });

  it("is a CAP message about health too, with the tier and the parties that it is for, and nothing of a river", async () => {
    const story = new Story(airPlan);
    story.open();
    const { cap } = story.warn(5)!.messages[0]!;
    const read = readCap(cap);
    assert.ok(read.ok);
    const [zh, en] = read.alert.info!;
    assert.deepEqual(zh!.category, ["Env", "Health"]);
    assert.equal(zh!.event, "重污染天气橙色预警");
    assert.equal(en!.event, "Heavy air pollution, orange: Warning");
    assert.deepEqual(
      [zh!.urgency, zh!.certainty, zh!.onset],
      ["Expected", "Likely", "2026-11-23T00:10:00+08:00"],
    );
    assert.match(zh!.description!, /预测达到橙色条件：AQI大于200持续48小时/);
    assert.match(en!.description!, /AQI above 200 for 48 hours/);
    assert.deepEqual(
      zh!.parameter!.filter(({ valueName }) => valueName.startsWith("tier:")),
      [
        {
          valueName: "tier:131000",
          value: "orange 2026-11-23T00:10:00+08:00/2026-11-25T00:10:00+08:00",
        },
      ],
    );
    assert.deepEqual(
      zh!.area!.map(({ geocode, circle }) => [geocode![0]!.value, circle]),
      parties.map((party) => [party, undefined]),
    );
    const { valid, errors } = await validateXML({
      xml: [{ fileName: "m", contents: cap }],
      schema: [schema],
    });
    assert.ok(valid, String(errors[0]?.rawMessage));
  });
});

/** What two parties say independently, in the order in which each said it. */
type Step = { by: string; minute: number };

it("whatever order the words of different parties arrive in, the incident is the same", () => {
  const steps = fc.array(
    fc.record({ by: fc.constantFrom(wuqing, langfang), minute: fc.integer({ min: 6, max: 500 }) }),
    { minLength: 1, maxLength: 8 },
  );
  fc.assert(
    fc.property(steps, fc.nat(), (said: Step[], seed) => {
      const story = new Story();
      story.open();
      story.warn(5);
      for (const { by, minute } of said) {
        story.confirm(by, minute);
        story.say("monitoring.task-done", by, minute, {
          task: minute % 2 ? "report" : "monitor",
          note: "好",
        });
      }
      const [opened, warned, ...words] = story.events;
      // Each author's own words stay in order; between authors anything may happen.
      const queues = [wuqing, langfang].map((party) => words.filter(({ author }) => author === party));
      const shuffled: typeof words = [];
      for (let n = seed; queues.some((queue) => queue.length > 0); n = (n * 7 + 3) % 1009) {
        const queue = queues[n % 2]!.length > 0 ? queues[n % 2]! : queues[(n + 1) % 2]!;
        shuffled.push(queue.shift()!);
      }
      let elsewhere: Incident | undefined;
      for (const recorded of [opened!, warned!, ...shuffled]) {
        const outcome = next(elsewhere, recorded);
        assert.ok(outcome.ok);
        elsewhere = outcome.value;
      }
      assert.deepEqual(elsewhere, story.incident);
    }),
    { numRuns: 50 },
  );
});
