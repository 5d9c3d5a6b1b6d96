import assert from "node:assert/strict";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { openDatabase } from "#node/database.ts";
import { testDatabases } from "#node/test-database.ts";
import type { Context } from "#base/handler.ts";
import { exchangeOperatorHandlers } from "./operator-handlers.ts";
import { letter, tongzhou, wuqing } from "./test-letters.ts";
import { newSigner, testParties, type TestParty } from "./test-parties.ts";

const embedded = testDatabases()[0]!;

const isBehind = async (party: TestParty): Promise<boolean> => {
  const { chain } = exchangeOperatorHandlers(party);
  const answer = await chain({ params: undefined, query: undefined, body: undefined }, {} as Context);
  assert.ok(answer.ok);
  return answer.value.behind;
};

test("a node restored from an old copy asks its peers before it seals, and signs nothing under old numbers", async (t) => {
  const signers = { [tongzhou]: newSigner(), [wuqing]: newSigner() };
  const reader = await embedded.open();
  const first = await embedded.open({ lasting: true });
  const { dataDir } = first.place as { dataDir: string };
  const folder = await mkdtemp(join(tmpdir(), "tongwulang-copy-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const copied = join(folder, "database");

  const before = await testParties({ [wuqing]: first.db, [tongzhou]: reader.db }, { signers });
  await before[wuqing]!.write(letter("case-1", "before the copy"));
  await before[wuqing]!.sealAll();
  await before[tongzhou]!.takeFrom(before[wuqing]!);
  await first.close();
  await cp(dataDir, copied, { recursive: true });

  const going = await openDatabase({ dataDir });
  const on = await testParties({ [wuqing]: going.db, [tongzhou]: reader.db }, { signers });
  await on[wuqing]!.write(letter("case-2", "after the copy"));
  await on[wuqing]!.sealAll();
  // The reader has taken the second page and has not sealed a receipt: only its word tells of it.
  await on[tongzhou]!.takeFrom(on[wuqing]!);
  await going.close();

  const lines: string[] = [];
  const old = await openDatabase({ dataDir: copied });
  const away = await testParties({ [wuqing]: old.db }, { signers });
  const restored = await testParties(
    { [wuqing]: old.db, [tongzhou]: reader.db },
    { signers, log: (line) => lines.push(line) },
  );
  await restored[wuqing]!.write(letter("case-3", "from the copy"));
  assert.equal(await restored[wuqing]!.seal(), "behind");
  assert.equal(await restored[wuqing]!.seal(), "behind");
  assert.equal(await isBehind(restored[wuqing]!), true);
  assert.equal(lines.length, 1);
  assert.match(lines[0]!, /not sealing: 110112 holds page 2 of this node, the database here ends at 1/);
  assert.equal(await isBehind(restored[tongzhou]!), false);

  // Who cannot be reached does not hold a node up: nobody could be asked.
  assert.equal(typeof (await away[wuqing]!.seal()), "object");
  await old.close();
});
