import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { sql } from "kysely";
import { systemClock } from "#base/time.ts";
import { arrives, handIn, look, readItem } from "./case-work.ts";
import { must, threeNodes, type JourneyNode, type ThreeNodes, type Visitor } from "./three-nodes.ts";

const dayMs = 86_400_000;

describe("what a node does by itself", () => {
  let network: ThreeNodes;
  let aheadMs = 0;
  let clerk: Visitor;
  before(async () => {
    network = await threeNodes({
      clock: () => (aheadMs === 0 ? systemClock() : new Date(Date.now() + aheadMs).toISOString()),
    });
    clerk = await network.wuqing.as("window-clerk");
  });
  after(() => network.stop());

  const runJobs = async (node: JourneyNode): Promise<void> => {
    for (const { run } of node.running().jobs) await run();
  };

  it("holds up no other case for one that cannot be acted on, and tries that one again later and later", async () => {
    const item = await readItem(network.wuqing, "food-operation-permit");
    const stuck = await handIn(clerk, item, "110112");
    const fine = await handIn(clerk, item, "110112");
    const { db } = network.wuqing.running().database;
    const put = (code: string) =>
      sql`update cases.file set file = jsonb_set(file::jsonb, '{item}', to_jsonb(${code}::text)) where id = ${stuck.id}`.execute(
        db,
      );
    await put("an item that nobody knows"); // as after a fault of the disk

    aheadMs = 12 * dayMs;
    await runJobs(network.wuqing);
    const officer = await network.tongzhou.as("officer");
    await arrives(officer, fine.id, ({ state }) => state === "under-review");
    const faults = () => network.wuqing.faults.filter(({ job }) => job === "cases.due");
    assert.deepEqual(
      faults().map(({ number, attempts }) => [number, attempts]),
      [[stuck.number, 1]],
    );
    await runJobs(network.wuqing); // the next tick leaves it alone
    assert.equal(faults().length, 1);
    aheadMs += 61_000;
    await runJobs(network.wuqing);
    assert.equal(faults().length, 2);
    aheadMs += 61_000;
    await runJobs(network.wuqing);
    assert.equal(faults().length, 2); // now it waits for two minutes

    const supervisor = await network.wuqing.as("supervisor");
    const [held, ...others] = must(await supervisor.cases.heldUp({})).rows;
    assert.deepEqual([held?.case, held?.act, held?.attempts, others.length], [stuck.id, "deem", 2, 0]);
    assert.match(held!.reason.zh, /已记入日志/);

    await put(stuck.item.code);
    aheadMs += 61_000;
    await runJobs(network.wuqing);
    const supervised = await look(await network.wuqing.as("supervisor"), stuck.id);
    assert.ok(supervised?.timeline.some(({ type }) => type === "cases.accepted"));
    assert.deepEqual(must(await supervisor.cases.heldUp({})).rows, []);
  });
});
