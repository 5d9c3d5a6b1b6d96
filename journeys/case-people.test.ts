import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { dayOf, systemClock } from "#base/time.ts";
import { maskCitizenId } from "#official/citizen-id.ts";
import { maskPhone } from "#official/contact.ts";
import { arrives, checkAll, handIn, person, readItem, refused } from "./case-work.ts";
import { eventually, must, threeNodes, type ThreeNodes, type Visitor } from "./three-nodes.ts";

/** Long numbers of people and of machines: never on a page. */
const machineId = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}|\d{6}-officer/;

describe("the people around a case", () => {
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

  const underReview = async (itemId = "food-operation-permit", by = "officer"): Promise<string> => {
    const item = await readItem(network.wuqing, itemId);
    const view = await handIn(clerk, item, "110112");
    await checkAll(clerk, view);
    must(await clerk.cases.accept({ params: { id: view.id } }));
    await arrives(await network.tongzhou.as(by), view.id, ({ state }) => state === "under-review");
    return view.id;
  };

  it("stand in documents and in the history by their staff numbers", async () => {
    const id = await underReview();
    const colleagues = must(await officer.node.listColleagues({}));
    const mine = officer.person!.staffNumber!;
    const other = second.person!.staffNumber!;
    assert.match(mine, /^T\d{4}$/);
    assert.deepEqual(
      colleagues.filter(({ role }) => role === "officer").map(({ staffNumber }) => staffNumber),
      [mine, other],
    );
    const examine = (number: string) =>
      officer.cases.examine({
        params: { id },
        body: { scope: "substantive", second: number, opinion: "示例：现场核查" },
      });
    refused(await examine("T9999"), "NO_SUCH_OFFICER");
    refused(await examine(mine), "TWO_OFFICERS");
    const examined = must(await examine(other)).case;
    assert.match(examined.timeline.at(-1)!.detail!.zh, new RegExp(`工号${mine}、${other}`));
    const proposed = must(
      await officer.cases.proposeDecision({
        params: { id },
        body: { outcome: "denied", reasons: "示例：不符合法定条件" },
      }),
    );
    assert.equal(proposed.case.proposal!.by, mine);
    const decided = must(await second.cases.confirmDecision({ params: { id }, body: { agree: true } })).case;
    const paper = decided.documents.find(({ kind }) => kind === "decision-denied")!;
    const text = await must(await second.cases.readDocument({ params: { id, index: paper.index } })).text();
    assert.match(text, new RegExp(`工号 ${mine}、${other}`));
    assert.doesNotMatch(
      JSON.stringify(decided.timeline.map(({ title, detail }) => [title, detail])),
      machineId,
    );
    assert.doesNotMatch(text.replaceAll(/<[^>]*>/g, ""), machineId);
  });

  it("are told whom they work for, and no numbers until they ask for them", async () => {
    const id = await underReview("disability-allowances", "officer.civil-affairs");
    const bureau = await network.tongzhou.as("officer.civil-affairs");
    const queue = must(await clerk.cases.windowQueue({ query: { tab: "all" } })).rows;
    assert.equal(queue.find((row) => row.id === id)!.applicantName, person.name);
    for (const handling of [clerk, bureau]) {
      const { applicant, masked } = must(await handling.cases.readCase({ params: { id } }));
      assert.equal(applicant!.name, person.name);
      assert.equal(applicant!.idNumber, maskCitizenId(person.idNumber));
      assert.equal(applicant!.phone, maskPhone(person.phone));
      assert.ok(masked);
      const open = must(await handling.cases.readCase({ params: { id }, query: { unmask: "yes" } }));
      assert.equal(open.applicant!.idNumber, person.idNumber);
      assert.equal(open.masked, false);
    }
    const supervisor = await network.tongzhou.as("supervisor");
    const watched = must(await supervisor.cases.readCase({ params: { id } }));
    assert.equal(watched.applicant!.name, "示****");
    const over = must(await bureau.cases.officerQueue({ query: { tab: "open" } })).rows;
    assert.equal(over.find((row) => row.id === id)!.applicantName, "示****");
    for (const [node, by] of [
      [network.wuqing, clerk],
      [network.tongzhou, bureau],
    ] as const) {
      const audit = await node.as("audit-administrator");
      const number = by.person!.staffNumber!;
      const { rows } = must(
        await audit.node.readAudit({ query: { action: "reading", person: number, limit: 9 } }),
      );
      assert.ok(rows.some(({ outcome, subject }) => outcome === "unmasked" && subject === watched.number));
    }
  });

  it("find what else their own department has of the same applicant, which is recorded", async () => {
    const [one, two] = [await underReview(), await underReview()];
    await underReview("disability-allowances", "officer.civil-affairs");
    const { rows } = must(await officer.cases.applicantHistory({ params: { id: one } }));
    assert.ok(rows.some(({ id }) => id === two));
    assert.ok(rows.every(({ id, itemId }) => id !== one && itemId === "food-operation-permit"));
    assert.ok(rows.every(({ applicantName }) => applicantName === "示****"));
    const bureau = await network.tongzhou.as("officer.civil-affairs");
    refused(await bureau.cases.applicantHistory({ params: { id: one } }), "CASE_NOT_FOUND");
    const audit = await network.tongzhou.as("audit-administrator");
    const lines = must(await audit.node.readAudit({ query: { action: "reading", limit: 20 } })).rows;
    assert.ok(lines.some(({ outcome }) => outcome === "history"));
  });

  it("carry a list of what left their window today, with the other side's receipts", async () => {
    const id = await underReview();
    const day = dayOf(systemClock());
    const row = await eventually(async () => {
      const { rows } = must(await clerk.cases.handovers({ query: { day } }));
      return rows.find((one) => one.id === id && one.signedAt);
    });
    assert.equal(row.to, "110112");
    assert.ok(row.signedAt! >= row.at);
    assert.deepEqual(must(await clerk.cases.handovers({ query: { day: "2026-01-05" } })).rows, []);
  });

  it("are found in the audit log by the number on their desk", async () => {
    const audit = await network.tongzhou.as("audit-administrator");
    const number = officer.person!.staffNumber!;
    const { rows } = must(await audit.node.readAudit({ query: { person: number, limit: 5 } }));
    assert.ok(rows.length > 0);
    for (const { person } of rows) assert.equal(person!.staffNumber, number);
  });
});
