import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { testDatabases } from "#node/test-database.ts";
import { checkAll, handIn, readItem } from "./case-work.ts";
import { threeNodes } from "./three-nodes.ts";

for (const { name, open } of testDatabases()) {
  if (name === "embedded") continue; // one connection: nothing there happens at once
  test(`${name}: f-40 what many do to one case at once is done once, and the rest hear why not`, async () => {
    const { place } = await open({ lasting: true });
    const network = await threeNodes({ databases: { "120114": place } });
    try {
      const clerks = [await network.wuqing.as("clerk"), await network.wuqing.as("clerk2")];
      const [clerk] = clerks as [(typeof clerks)[0]];
      const item = await readItem(network.wuqing, "food-operation-permit");

      const key = randomUUID();
      const same = await Promise.all(
        Array.from({ length: 6 }, (_, i) => handIn(clerks[i % 2]!, item, "110112", { key })),
      );
      assert.equal(new Set(same.map(({ number }) => number)).size, 1);

      const others = await Promise.all(
        Array.from({ length: 8 }, (_, i) => handIn(clerks[i % 2]!, item, "110112")),
      );
      const receipts = [...others, same[0]!].map(({ documents }) =>
        Number(/(\d+)号$/.exec(documents[0]!.number)![1]),
      );
      assert.deepEqual(
        receipts.toSorted((a, b) => a - b),
        Array.from({ length: 9 }, (_, i) => i + 1),
        "without gaps",
      );
      assert.equal(new Set(others.map(({ number }) => number)).size, 8);

      const { id } = await checkAll(clerk, others[0]!);
      const replies = await Promise.all(
        Array.from({ length: 6 }, (_, i) => clerks[i % 2]!.cases.accept({ params: { id } })),
      );
      assert.equal(replies.filter(({ ok }) => ok).length, 1);
      for (const reply of replies) if (!reply.ok) assert.equal(reply.problem.code, "NOT_NOW");
      for (const { faults } of network.all) assert.deepEqual(faults, []);
    } finally {
      await network.stop();
    }
  });
}
