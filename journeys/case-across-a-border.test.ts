import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { maskCitizenId } from "#official/citizen-id.ts";
import { verifyEvidence } from "#exchange/verify-evidence.ts";
import {
  answersFor,
  arrives,
  checkAll,
  codeOf,
  decide,
  handIn,
  papersFor,
  person,
  readItem,
  refused,
} from "./case-work.ts";
import { eventually, must, threeNodes, type ThreeNodes, type Visitor } from "./three-nodes.ts";

describe("a case across a border", () => {
  let network: ThreeNodes;
  let clerk: Visitor;
  let officer: Visitor;
  let second: Visitor;
  before(async () => {
    network = await threeNodes();
    clerk = await network.wuqing.as("window-clerk");
    officer = await network.tongzhou.as("officer");
    second = await network.tongzhou.as("officer2");
  });
  after(async () => {
    for (const { faults } of network.all) assert.deepEqual(faults, []);
    await network.stop();
  });

  it("is handed in in Wuqing, decided in Tongzhou, collected in Wuqing and rated for both sides", async () => {
    const item = await readItem(network.wuqing, "food-operation-permit");
    const citizen = await network.wuqing.as("citizen");
    const draft = must(await citizen.cases.startDraft({ body: { item: codeOf(item, "110112") } }));
    const content = {
      applicant: person,
      form: answersFor(item),
      materials: papersFor(item).map((one) => ({ ...one, way: "later" as const })),
      delivery: { way: "window" as const },
    };
    const saved = must(
      await citizen.cases.saveDraft({
        params: { id: draft.id },
        body: { ...content, revision: draft.revision },
      }),
    );
    const submitted = must(
      await citizen.cases.submit({ params: { id: draft.id }, body: { revision: saved.revision } }),
    ).case;
    const again = must(
      await citizen.cases.submit({ params: { id: draft.id }, body: { revision: saved.revision } }),
    ).case;
    assert.equal(again.number, submitted.number);
    assert.equal(submitted.state, "submitted");
    assert.equal(submitted.applicant?.idNumber, person.idNumber);
    const { id } = submitted;

    const received = must(await clerk.cases.receive({ params: { id } })).case;
    assert.match(received.documents[0]!.number, /^武收〔\d{4}〕\d+号$/);
    assert.equal(received.applicant?.name, person.name);
    assert.equal(received.applicant?.idNumber, maskCitizenId(person.idNumber));
    const checked = await checkAll(clerk, received);
    assert.equal(checked.commands["accept"]?.allowed, true);
    const accepted = must(await clerk.cases.accept({ params: { id } })).case;
    assert.equal(accepted.holder, "110112");
    assert.match(accepted.documents[1]!.number, /^通武受〔\d{4}〕\d+号$/);

    const there = await arrives(officer, id, ({ state }) => state === "under-review");
    assert.equal(there.trackingCode, undefined);
    must(await officer.cases.examine({ params: { id }, body: { scope: "form", opinion: "示例：材料齐全" } }));
    refused(
      await officer.cases.examine({ params: { id }, body: { scope: "substantive", opinion: "示例" } }),
      "TWO_OFFICERS",
    );
    must(
      await officer.cases.proposeDecision({ params: { id }, body: { outcome: "granted", reasons: "示例" } }),
    );
    refused(await officer.cases.confirmDecision({ params: { id }, body: { agree: true } }), "SAME_OFFICER");
    const decided = must(await second.cases.confirmDecision({ params: { id }, body: { agree: true } })).case;
    assert.equal(decided.holder, "120114");

    const back = await arrives(clerk, id, ({ state }) => state === "awaiting-delivery");
    assert.equal(back.decision?.outcome, "granted");
    must(await clerk.cases.deliver({ params: { id }, body: { way: "window" } }));
    for (const side of ["120114", "110112"])
      must(
        await citizen.cases.rate({
          params: { id },
          body: { side, stars: side === "110112" ? 2 : 5, codes: side === "110112" ? ["209"] : ["517"] },
        }),
      );
    refused(
      await citizen.cases.rate({ params: { id }, body: { side: "110112", stars: 1, codes: [] } }),
      "NOT_NOW",
    );

    const supervisor = await network.tongzhou.as("supervisor");
    const task = await eventually(async () =>
      must(await supervisor.cases.listRatings({ query: {} })).rows.find((row) => row.case === id),
    );
    assert.equal(task.negative, true);
    must(
      await supervisor.cases.answerRating({
        params: { id },
        body: { calledBack: true, what: "示例：已致歉并整改" },
      }),
    );
    const closed = await arrives(citizen, id, ({ ratings }) => ratings.some(({ answer }) => answer));
    assert.equal(closed.state, "delivered");

    const tracked = must(
      await network.wuqing
        .anyone()
        .cases.track({ query: { number: closed.number, code: closed.trackingCode! } }),
    );
    assert.equal(tracked.applicant, undefined);
    assert.ok(tracked.timeline.every(({ detail }) => detail === undefined));
    const whole = await arrives(citizen, id, ({ timeline }) =>
      timeline.every(({ page, acknowledged }) => page && acknowledged.length > 0),
    );
    assert.equal(whole.timeline.length, 12);
    const evidence = must(await citizen.cases.evidence({ params: { id } }));
    const verified = verifyEvidence(await evidence.text());
    assert.ok(verified.ok, JSON.stringify(verified.checks.filter(({ ok }) => !ok)));
  });

  it("waits visibly while the other side is away, and goes on when it is back", async () => {
    const item = await readItem(network.langfang, "food-operation-permit");
    const langfangClerk = await network.langfang.as("window-clerk");
    await network.tongzhou.stop();
    const view = await checkAll(langfangClerk, await handIn(langfangClerk, item, "110112"));
    const sent = must(await langfangClerk.cases.accept({ params: { id: view.id } })).case;
    assert.equal(sent.state, "in-transit");
    assert.equal(sent.transit?.waiting, true);
    assert.equal(sent.clocks.find(({ kind }) => kind === "handover")?.state, "running");
    await network.tongzhou.start();
    officer = await network.tongzhou.as("officer");
    second = await network.tongzhou.as("officer2");
    await arrives(officer, view.id, ({ state }) => state === "under-review");
    const arrived = await arrives(langfangClerk, view.id, ({ transit }) => !transit);
    assert.equal(arrived.clocks.find(({ kind }) => kind === "handover")?.state, "met");
  });

  it("comes back for a better paper and goes over again", async () => {
    const item = await readItem(network.wuqing, "food-operation-permit");
    const { id } = await checkAll(clerk, await handIn(clerk, item, "110112"));
    must(await clerk.cases.accept({ params: { id } }));
    await arrives(officer, id, ({ state }) => state === "under-review");
    must(await officer.cases.returnToWindow({ params: { id }, body: { reasons: "示例：扫描件不清" } }));
    const returned = await arrives(
      clerk,
      id,
      ({ state, holder }) => state === "accepted" && holder === "120114",
    );
    const material = returned.materials.find(({ fromSharing }) => !fromSharing)!.material;
    const given = must(
      await clerk.cases.supplement({
        params: { id },
        body: { materials: [{ material, way: "paper", files: [] }] },
      }),
    ).case;
    assert.equal(given.commands["pass"]?.allowed, false);
    await checkAll(clerk, given);
    must(await clerk.cases.pass({ params: { id }, body: {} }));
    await arrives(officer, id, ({ state, holder }) => state === "under-review" && holder === "110112");
    const denied = await decide(officer, second, id, "denied");
    assert.equal(denied.documents.at(-1)?.kind, "decision-denied");
  });

  it("asks once for what is missing, pauses only by the item's procedures and is extended once", async () => {
    const item = await readItem(network.wuqing, "food-operation-permit");
    const view = await handIn(clerk, item, "110112", { materials: papersFor(item).slice(1) });
    const { id } = view;
    const missing = papersFor(item)[0]!.material;
    const checked = await checkAll(clerk, view, [missing]);
    assert.equal(checked.commands["accept"]?.reason?.zh, "还不能受理：1 份材料不合要求");
    refused(await clerk.cases.accept({ params: { id } }), "NOT_CHECKED");
    const defects = [{ material: missing, what: "示例：请提交原件" }];
    const asked = must(await clerk.cases.requestSupplement({ params: { id }, body: { defects } })).case;
    assert.equal(asked.state, "supplement-requested");
    refused(await clerk.cases.supplement({ params: { id }, body: { materials: [] } }), "MATERIAL_MISSING");
    const supplied = must(
      await clerk.cases.supplement({
        params: { id },
        body: { materials: [{ material: missing, way: "paper", files: [] }] },
      }),
    ).case;
    refused(await clerk.cases.requestSupplement({ params: { id }, body: { defects } }), "ALREADY_ASKED");
    await checkAll(clerk, supplied);
    must(await clerk.cases.accept({ params: { id } }));
    await arrives(officer, id, ({ state }) => state === "under-review");
    refused(
      await officer.cases.pause({
        params: { id },
        body: { procedure: "auction", reason: "示例", expectedWorkdays: 5 },
      }),
      "PROCEDURE_UNKNOWN",
    );
    must(
      await officer.cases.pause({
        params: { id },
        body: { procedure: "hearing", reason: "示例", expectedWorkdays: 5 },
      }),
    );
    const resumed = must(await officer.cases.resume({ params: { id }, body: { result: "示例" } })).case;
    const legalBefore = resumed.clocks.find(({ kind }) => kind === "legal")!.due;
    const supervisor = await network.tongzhou.as("supervisor");
    refused(await supervisor.cases.extend({ params: { id }, body: { approve: true } }), "NOT_NOW");
    must(await officer.cases.askExtension({ params: { id }, body: { reason: "示例：情况复杂" } }));
    const extended = must(await supervisor.cases.extend({ params: { id }, body: { approve: true } })).case;
    assert.ok(extended.clocks.find(({ kind }) => kind === "legal")!.due > legalBefore);
    refused(
      await officer.cases.askExtension({ params: { id }, body: { reason: "again" } }),
      "ALREADY_EXTENDED",
    );
  });

  it("can be withdrawn from the accepting side while the other holds it", async () => {
    const item = await readItem(network.wuqing, "food-operation-permit");
    const { id } = await checkAll(clerk, await handIn(clerk, item, "110112"));
    must(await clerk.cases.accept({ params: { id } }));
    await arrives(officer, id, ({ state }) => state === "under-review");
    const asked = must(await clerk.cases.withdraw({ params: { id }, body: { reason: "示例：不办了" } })).case;
    assert.equal(asked.withdrawalAsked, true);
    await arrives(officer, id, ({ withdrawalAsked }) => withdrawalAsked);
    const [job] = network.tongzhou.running().jobs;
    await job!.run();
    await arrives(clerk, id, ({ state }) => state === "withdrawn");
  });
});
