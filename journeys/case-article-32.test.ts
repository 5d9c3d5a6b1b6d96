import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { CaseView } from "#cases/view.ts";
import { checkAll, handIn, papersFor, readItem, refused } from "./case-work.ts";
import { must, threeNodes, type ThreeNodes, type Visitor } from "./three-nodes.ts";

/** 行政许可法 32: what a window may answer to an application, each with its paper. */
describe("the answers of article 32", () => {
  let network: ThreeNodes;
  let clerk: Visitor;
  let citizen: Visitor;
  before(async () => {
    network = await threeNodes();
    clerk = await network.wuqing.as("window-clerk");
    citizen = await network.wuqing.as("citizen");
  });
  after(async () => {
    for (const { faults } of network.all) assert.deepEqual(faults, []);
    await network.stop();
  });

  const taken = async (deciding: string): Promise<CaseView> =>
    handIn(clerk, await readItem(network.wuqing, "food-operation-permit"), deciding);

  /** The newest document as the applicant reads it, in words. */
  const paperOf = async (view: CaseView, kind: string): Promise<string> => {
    const seen = must(await citizen.cases.readCase({ params: { id: view.id } }));
    const document = seen.documents.at(-1)!;
    assert.equal(document.kind, kind);
    const answer = must(await citizen.cases.readDocument({ params: { id: view.id, index: document.index } }));
    const text = (await answer.text()).replaceAll(/<[^>]*>/g, "");
    assert.ok(text.includes(document.number));
    return text;
  };
  const closed = async (view: CaseView): Promise<void> => {
    const seen = must(await citizen.cases.readCase({ params: { id: view.id } }));
    assert.equal(seen.state, "refused");
    assert.ok(seen.closedAt);
    assert.equal(seen.light.colour, "none");
    for (const name of ["accept", "check", "refuse", "requestSupplement"])
      assert.notEqual(seen.commands[name]?.allowed, true);
  };

  for (const [where, deciding] of [
    ["for the other side", "110112"],
    ["for one's own", "120114"],
  ] as const)
    it(`say that nothing is required, or who is competent, ${where}`, async () => {
      const one = await taken(deciding);
      const reasons = "示例：备案即可，不需要许可";
      must(await clerk.cases.refuse({ params: { id: one.id }, body: { outcome: "not-required", reasons } }));
      const told = await paperOf(one, "not-required");
      assert.match(told, /不受理告知书/);
      assert.match(told, /第三十二条第一款第（一）项/);
      assert.ok(told.includes(reasons));
      await closed(one);

      const two = await taken(deciding);
      const body = { outcome: "not-competent" as const, reasons: "示例：属于省级权限" };
      refused(await clerk.cases.refuse({ params: { id: two.id }, body }), "INVALID");
      must(
        await clerk.cases.refuse({
          params: { id: two.id },
          body: { ...body, competent: "示例省药品监督管理局" },
        }),
      );
      const elsewhere = await paperOf(two, "refusal");
      assert.match(elsewhere, /不予受理通知书/);
      assert.match(elsewhere, /第三十二条第一款第（二）项/);
      assert.match(elsewhere, /请向有权办理的机关申请：示例省药品监督管理局/);
      assert.match(elsewhere, /行政复议/);
      await closed(two);
      refused(await clerk.cases.accept({ params: { id: two.id } }), "NOT_NOW");
    });

  it("refuse for what is missing only after asking for all of it once", async () => {
    const view = await taken("110112");
    const [first] = view.materials.filter(({ fromSharing }) => !fromSharing);
    await checkAll(clerk, view, [first!.material]);
    const refusal = {
      params: { id: view.id },
      body: { outcome: "not-conforming" as const, reasons: "示例：补正后仍缺少签字" },
    };
    refused(await clerk.cases.refuse(refusal), "ASK_FIRST");
    const defects = [{ material: first!.material, what: "示例：缺少签字" }];
    must(await clerk.cases.requestSupplement({ params: { id: view.id }, body: { defects } }));
    assert.match(await paperOf(view, "supplement"), /缺少签字/);
    refused(await clerk.cases.refuse(refusal), "NOT_NOW"); // it is the applicant's turn
    const again = { material: first!.material, way: "paper" as const, files: [] };
    must(await citizen.cases.supplement({ params: { id: view.id }, body: { materials: [again] } }));
    const back = must(await clerk.cases.readCase({ params: { id: view.id } }));
    await checkAll(clerk, back, [first!.material]);
    refused(
      await clerk.cases.requestSupplement({ params: { id: view.id }, body: { defects } }),
      "ALREADY_ASKED",
    );
    must(await clerk.cases.refuse(refusal));
    const told = await paperOf(view, "refusal");
    assert.match(told, /不齐全或者不符合法定形式/);
    assert.match(told, /补正后仍缺少签字/);
    await closed(view);
  });

  it("let a mistake be corrected at the counter, without a notice and without new days", async () => {
    const item = await readItem(network.wuqing, "food-operation-permit");
    const view = await handIn(clerk, item, "110112", { materials: papersFor(item) });
    const [first] = view.materials.filter(({ fromSharing }) => !fromSharing);
    const wrong = await checkAll(clerk, view, [first!.material]);
    refused(await clerk.cases.accept({ params: { id: view.id } }), "NOT_CHECKED");
    const corrected = must(
      await clerk.cases.supplement({
        params: { id: view.id },
        body: { materials: [{ material: first!.material, way: "paper", files: [] }] },
      }),
    ).case;
    assert.equal(corrected.state, "received");
    assert.deepEqual(
      corrected.documents.map(({ kind }) => kind),
      ["receipt"],
    );
    const due = (one: CaseView) => one.clocks.find(({ kind }) => kind === "completeness")!.due;
    assert.equal(due(corrected), due(wrong));
    await checkAll(clerk, corrected);
    const accepted = must(await clerk.cases.accept({ params: { id: view.id } })).case;
    assert.equal(accepted.documents.at(-1)!.kind, "acceptance");
    assert.equal(accepted.holder, "110112");
  });
});
