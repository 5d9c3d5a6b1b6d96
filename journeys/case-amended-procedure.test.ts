import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { dayOf, systemClock } from "#base/time.ts";
import { digestOfBundle, type Bundle } from "#agreements/agreement.ts";
import { proposal } from "#agreements/sign.ts";
import type { Procedure } from "#cases/procedure.ts";
import type { CaseView } from "#cases/view.ts";
import { arrives, checkAll, decide, handIn, readItem } from "./case-work.ts";
import { eventually, must, threeNodes, type ThreeNodes, type Visitor } from "./three-nodes.ts";

const file = "procedures/administrative-licence.json";

/** The pilot agreement as signed, with a shorter completeness check and delivery: a new version of the same. */
const amended = (before: Bundle): Bundle => {
  const bundle = structuredClone(before);
  const procedure = bundle.files[file] as Procedure;
  procedure.version += 1;
  procedure.clocks.completeness.n = 3;
  procedure.clocks.delivery.n = 2;
  bundle.agreement.version += 1;
  bundle.agreement.amends = digestOfBundle(before);
  bundle.agreement.effectiveFrom = dayOf(systemClock());
  return bundle;
};

const limit = (view: CaseView, kind: string): string =>
  view.clocks.find((clock) => clock.kind === kind)!.rule.zh;

describe("a procedure that an amendment changes", () => {
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

  const bringIntoForce = async (): Promise<void> => {
    const { exchange, agreements } = network.tongzhou.running();
    const pilot = await exchange.deps.db.transaction().execute(async (tx) => {
      const standings = await agreements.read(tx);
      return [...standings.values()].find(({ digest }) => digest !== agreements.founding.digest)!;
    });
    const bundle = amended(pilot.signing.bundle);
    const word = {
      actor: { role: "supervisor", department: "office" },
      clause: agreements.founding.duties,
    };
    const proposed = await exchange.commit((tx) => exchange.append(tx, [proposal(bundle, word)]));
    assert.ok(proposed.ok, JSON.stringify(proposed));
    const digest = digestOfBundle(bundle);
    for (const node of network.all) {
      const supervisor = await node.as("supervisor");
      await eventually(async () => (await supervisor.agreements.readAgreement({ params: { digest } })).ok);
      must(
        await supervisor.agreements.signAgreement({
          params: { digest },
          body: { signatory: "示例人民政府" },
        }),
      );
    }
    for (const node of network.all)
      await eventually(async () => {
        const anyone = node.anyone();
        return must(await anyone.agreements.readAgreement({ params: { digest } })).state === "in-force";
      });
  };

  const accepted = async (view: CaseView): Promise<void> => {
    await checkAll(clerk, view);
    must(await clerk.cases.accept({ params: { id: view.id } }));
    await arrives(officer, view.id, ({ state }) => state === "under-review");
  };

  it("changes new cases only: what was begun is finished by what its applicant was told", async () => {
    const item = await readItem(network.wuqing, "food-operation-permit");
    const early = await handIn(clerk, item, "110112");
    const local = await handIn(clerk, item, "120114");
    await bringIntoForce();
    const late = await handIn(clerk, item, "110112");
    const lateLocal = await handIn(clerk, item, "120114");
    for (const [view, n] of [
      [early, 5],
      [local, 5],
      [late, 3],
      [lateLocal, 3],
    ] as const)
      assert.match(limit(view, "completeness"), new RegExp(`：${n}个工作日`));
    assert.ok(late.clock!.due < early.clock!.due);

    for (const view of [early, late]) await accepted(view);
    for (const [view, n] of [
      [early, 10],
      [late, 2],
    ] as const) {
      const decided = await decide(officer, second, view.id);
      assert.match(limit(decided, "delivery"), new RegExp(`：${n}个工作日`));
      const back = await arrives(clerk, view.id, ({ state }) => state === "awaiting-delivery");
      assert.match(limit(back, "delivery"), new RegExp(`：${n}个工作日`));
      assert.match(limit(back, "completeness"), new RegExp(`：${view === early ? 5 : 3}个工作日`));
    }
  });
});
