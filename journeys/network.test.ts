import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { must, threeNodes, type ThreeNodes } from "./three-nodes.ts";

describe("three nodes of one network", () => {
  let network: ThreeNodes;
  before(async () => {
    network = await threeNodes();
  });
  after(() => network.stop());

  it("f-21 know each other by the founding agreement, in its order", async () => {
    for (const node of network.all) {
      const { parties, isSample } = must(await node.anyone().node.readNode({}));
      assert.deepEqual(
        parties.map(({ party }) => party),
        ["110112", "120114", "131000"],
      );
      assert.equal(isSample, true);
    }
  });

  it("have the pilot agreement in force, signed by each with its own key on its own node", async () => {
    for (const node of network.all) {
      const { agreements, exchange } = node.running();
      const standings = await exchange.deps.db.transaction().execute((tx) => agreements.read(tx));
      const pilot = [...standings.values()].find(({ digest }) => digest !== agreements.founding.digest);
      assert.deepEqual(pilot?.signing.signatures.map(({ party }) => party).toSorted(), [
        "110112",
        "120114",
        "131000",
      ]);
      assert.ok(pilot?.force.from);
    }
  });

  it("let a system administrator see the others, and one that went away come back", async () => {
    const system = await network.wuqing.as("system-administrator");
    await network.langfang.stop();
    const away = must(await system.exchange.testPeer({ params: { party: "131000" } }));
    assert.equal(away.reached, false);
    await network.langfang.start();
    const back = must(await system.exchange.testPeer({ params: { party: "131000" } }));
    assert.equal(back.reached, true);
    const returned = await network.langfang.as("audit-administrator");
    assert.equal(returned.person?.displayName, "示例·审计管理员");
  });

  it("ran without a fault", () => {
    assert.deepEqual(
      network.all.flatMap(({ faults }) => faults),
      [],
    );
  });
});
