import assert from "node:assert/strict";
import { test } from "node:test";
import { newId } from "#base/id.ts";
import type { PhoneRecord } from "#monitoring/patrol/record.ts";
import { testDatabases } from "#node/test-database.ts";
import { findingOf, send } from "./patrol-work.ts";
import { must, threeNodes } from "./three-nodes.ts";

for (const { name, open } of testDatabases()) {
  if (name === "embedded") continue; // one connection: nothing there happens at once
  test(`${name}: what a phone sends many times at once is one record, and two contents never share an id`, async () => {
    const { place } = await open({ lasting: true, connections: 10 });
    const network = await threeNodes({ databases: { "110112": place } });
    try {
      const officer = await network.tongzhou.as("duty");
      const many = async (record: PhoneRecord): Promise<string> => {
        const id = newId();
        const replies = await Promise.all(Array.from({ length: 8 }, () => send(officer, record, id)));
        const told = replies.map(must);
        assert.equal(told.filter(({ wasKnown }) => !wasKnown).length, 1);
        assert.equal(new Set(told.map(({ subject }) => subject)).size, 1);
        return id;
      };
      const patrol = await many({ kind: "begin", route: "north-canal", mode: "joint", begunAtMs: 1 });
      await many({ kind: "reach", patrol, point: "tumenlou", atMs: 2 });
      const finding = await many(findingOf(patrol, { responsible: "110112" }));

      const id = newId();
      const two = await Promise.all(
        ["甲", "乙"].flatMap((note) =>
          Array.from({ length: 4 }, () => send(officer, findingOf(patrol, { note, foundAtMs: 3 }), id)),
        ),
      );
      const refused = two.filter(({ ok }) => !ok);
      assert.equal(refused.length, 4);
      for (const reply of refused) if (!reply.ok) assert.equal(reply.problem.code, "RECORD_CONFLICT");

      const body = { act: "pass", to: "131000", reason: "移送" } as const;
      const params = { id: finding, record: newId() };
      const acted = await Promise.all(
        Array.from({ length: 6 }, () => officer.monitoring.actOnFinding({ params, body })),
      );
      for (const reply of acted) assert.equal(must(reply).timeline.length, 2);

      const { patrol: row, findings } = must(await officer.monitoring.readPatrol({ params: { id: patrol } }));
      assert.deepEqual([row.reached.length, findings.length], [1, 2]);
      for (const { faults } of network.all) assert.deepEqual(faults, []);
    } finally {
      await network.stop();
    }
  });
}
