import assert from "node:assert/strict";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { openDatabase } from "#node/database.ts";
import { testDatabases } from "#node/test-database.ts";
import type { Context } from "#base/handler.ts";
import { exchangeOperatorHandlers } from "./operator-handlers.ts";
import { isRestored, markRestored } from "./restored-store.ts";
import { langfang, letter, tongzhou, wuqing } from "./test-letters.ts";
import { newSigner, testParties, type TestParty } from "./test-parties.ts";

const embedded = testDatabases()[0]!;

const standingOf = async (party: TestParty) => {
  const { chain } = exchangeOperatorHandlers(party);
  const now = party.deps.clock();
  const answer = await chain({ params: undefined, query: undefined, body: undefined }, { now } as Context);
  assert.ok(answer.ok);
  return answer.value.standing;
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
  const restored = await testParties(
    { [wuqing]: old.db, [tongzhou]: reader.db },
    { signers, log: (line) => lines.push(line) },
  );
  await assert.rejects(restored[wuqing]!.write(letter("case-3", "the first thing after the start")), {
    message: "OWN_CHAIN_BEHIND",
  });
  assert.equal(await restored[wuqing]!.seal(), "behind");
  assert.equal(await restored[wuqing]!.seal(), "behind");
  assert.deepEqual(await standingOf(restored[wuqing]!), { state: "behind", own: 1, held: 2, by: tongzhou });
  // Whoever works here hears it before they write anything.
  const { connection } = exchangeOperatorHandlers(restored[wuqing]!);
  const now = restored[wuqing]!.deps.clock();
  const heard = await connection({ params: undefined, query: undefined, body: undefined }, {
    now,
  } as Context);
  assert.equal(heard.ok && heard.value.barred?.code, "OWN_CHAIN_BEHIND");
  assert.equal(lines.length, 1);
  assert.match(lines[0]!, /not sealing: 110112 holds page 2 of this node, the database here ends at 1/);
  await assert.rejects(restored[wuqing]!.write(letter("case-4", "nothing grows on an old copy")), {
    message: "OWN_CHAIN_BEHIND",
  });
  assert.deepEqual(await restored[wuqing]!.lines(), ["before the copy"]);
  assert.deepEqual(await restored[tongzhou]!.held.ask(), { state: "sound" });
  await old.close();
});

test("sealing waits until a peer has told; who comes back later is asked then; alone a node goes on", async () => {
  const signers = { [tongzhou]: newSigner(), [wuqing]: newSigner(), [langfang]: newSigner() };
  let away: readonly string[] = [tongzhou, langfang];
  const parties = await testParties(
    { [wuqing]: (await embedded.open()).db, [tongzhou]: (await embedded.open()).db },
    {
      signers,
      between: (request, go) =>
        away.includes(new URL(request.url).hostname.slice(0, 6))
          ? Promise.reject(new TypeError("no way there"))
          : go(),
    },
  );
  const wq = parties[wuqing]!;
  await wq.write(letter("case-1", "work goes on meanwhile"));
  assert.equal(await wq.seal(), "unasked");
  assert.deepEqual(await standingOf(wq), {
    state: "unasked",
    restored: false,
    waitsFor: [tongzhou, langfang],
  });
  away = [langfang];
  assert.equal(typeof (await wq.seal()), "object");
  assert.deepEqual(await standingOf(wq), { state: "sound" });

  const alone = await testParties({ [wuqing]: (await embedded.open()).db });
  await alone[wuqing]!.write(letter("case-1", "nobody to wait for"));
  assert.equal(typeof (await alone[wuqing]!.seal()), "object");
});

for (const { name, open } of testDatabases())
  test(`${name}: a database put back from a backup waits for every peer, or for the operator`, async () => {
    const signers = { [tongzhou]: newSigner(), [wuqing]: newSigner(), [langfang]: newSigner() };
    const databases = { [wuqing]: (await open()).db, [tongzhou]: (await open()).db };
    await databases[wuqing].transaction().execute((tx) => markRestored(tx, "2026-11-22T08:00:00.000Z"));
    const wq = (await testParties(databases, { signers }))[wuqing]!;
    await assert.rejects(wq.write(letter("case-1", "too early")), { message: "RESTORED_UNASKED" });
    assert.equal(await wq.seal(), "unasked");
    assert.deepEqual(await standingOf(wq), { state: "unasked", restored: true, waitsFor: [langfang] });
    // Started again it still knows.
    const again = (await testParties(databases, { signers }))[wuqing]!;
    assert.equal(await again.seal(), "unasked");
    assert.deepEqual(await again.held.goOnWithout(), { state: "sound" });
    await again.write(letter("case-1", "as decided"));
    assert.equal(typeof (await again.seal()), "object");

    const three = { ...databases, [langfang]: (await open()).db };
    await databases[wuqing].transaction().execute((tx) => markRestored(tx, "2026-11-22T08:00:00.000Z"));
    const all = (await testParties(three, { signers }))[wuqing]!;
    assert.deepEqual(await all.held.ask(), { state: "sound" });
    assert.equal(await isRestored(databases[wuqing]), false);
  });
