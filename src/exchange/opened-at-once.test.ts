import assert from "node:assert/strict";
import { test } from "node:test";
import { testDatabases } from "#node/test-database.ts";
import type { Capability } from "./capability.ts";
import { letter, letters, linesOf, tongzhou } from "./test-letters.ts";
import { testParties } from "./test-parties.ts";

for (const { name, open } of testDatabases()) {
  if (name === "embedded") continue; // one connection: nothing there happens at once
  test(`${name}: a subject that another request opens between the question and the writing is tried again`, async () => {
    const { db, close } = await open();
    try {
      let between = async () => {};
      const openedOnce: Capability = {
        ...letters,
        examine: async (tx, events) => {
          const refused = await letters.examine!(tx, events);
          const first = between;
          between = async () => {};
          await first();
          return refused;
        },
        apply: async (tx, events, here) => {
          for (const { event } of events) {
            const isThere = (await linesOf(tx, event.subject)).length > 0;
            if (isThere !== (event.previous !== undefined)) throw new Error("examined and does not fit");
          }
          await letters.apply(tx, events, here);
        },
      };
      const parties = await testParties({ [tongzhou]: db }, { capabilities: [openedOnce] });
      const tz = parties[tongzhou]!;
      between = async () => void (await tz.write(letter("case-1", "quicker")));
      await tz.write(letter("case-1", "slower"));
      assert.deepEqual(await tz.lines(), ["quicker", "slower"]);

      between = () => Promise.reject(new Error("a fault of its own"));
      await assert.rejects(tz.write(letter("case-2", "alone")), /a fault of its own/);
    } finally {
      await close();
    }
  });
}
