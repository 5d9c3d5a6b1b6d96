import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { arrives, handIn, look, readItem } from "./case-work.ts";
import { eventually, must, threeNodes, type ThreeNodes } from "./three-nodes.ts";

const hourMs = 3_600_000;

describe("a case that the other side does not receive in time", () => {
  let three: ThreeNodes;
  let aheadMs = 0;
  before(async () => {
    three = await threeNodes({ clock: () => new Date(Date.now() + aheadMs).toISOString() });
  });
  after(() => three?.stop());

  it("says so in its history on both sides, and that it came after all", async () => {
    const { wuqing, tongzhou } = three;
    const item = await readItem(wuqing, "food-operation-permit");
    await tongzhou.stop();
    const clerk = await wuqing.as("window-clerk");
    const { id } = await handIn(clerk, item, "110112");
    const page = await eventually(async () => (await look(clerk, id))?.timeline[0]?.page);
    assert.ok(page > 0);

    aheadMs = 25 * hourMs;
    const watch = wuqing.running().jobs.find(({ name }) => name === "exchange.limits")!;
    await watch.run();
    await watch.run();
    const late = await look(await wuqing.as("window-clerk"), id);
    const [missed, ...others] = late!.timeline[0]!.missed!;
    assert.deepEqual([missed!.kind, missed!.party, missed!.limitHours], ["relay", "110112", 24]);
    assert.deepEqual([missed!.arrivedAt, others], [undefined, []]);
    const { exchange } = await wuqing.as("system");
    const { missed: listed } = must(await exchange.health({}));
    assert.ok(listed.length > 0);
    assert.ok(listed.every(({ party, arrivedAt }) => party === "110112" && arrivedAt === null));

    await tongzhou.start();
    const came = (view: { timeline: { missed?: { arrivedAt?: string | undefined }[] | undefined }[] }) =>
      view.timeline[0]?.missed?.[0]?.arrivedAt !== undefined;
    await arrives(await wuqing.as("window-clerk"), id, came);
    await arrives(await tongzhou.as("supervisor"), id, came);
    assert.deepEqual(must(await exchange.refusedByPeers({})).refused, []);
  });
});
