import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "kysely";
import type { Context } from "#base/handler.ts";
import { testDatabases } from "#node/test-database.ts";
import { takeInTurn } from "./chain-store.ts";
import { exchangeContract } from "./contract.ts";
import { exchangeHandlers } from "./handlers.ts";
import type { NoteParked, ParkedLine } from "./parked-handlers.ts";
import { backOffMs } from "./puller.ts";
import { exchangeCapability } from "./exchange-capability.ts";
import { letter, letterKinds, letters, tongzhou, wuqing } from "./test-letters.ts";
import { testParties, type TestParty } from "./test-parties.ts";

const embedded = testDatabases()[0]!;
const nothing = { params: undefined, query: undefined, body: undefined };

const operatorOf = (party: TestParty, note?: NoteParked) => {
  const handlers = exchangeHandlers(party, () => assert.fail("no evidence is asked for"), undefined, note);
  const context = (): Context => ({
    language: "zh",
    requestId: "test",
    now: party.deps.clock(),
    signal: new AbortController().signal,
  });
  const value = <T>(outcome: { ok: true; value: T } | { ok: false; refusal: { code: string } }): T => {
    if (!outcome.ok) throw new Error(outcome.refusal.code);
    return outcome.value;
  };
  return {
    chain: async () => exchangeContract.chain.output.parse(value(await handlers.chain(nothing, context()))),
    peer: async () =>
      exchangeContract.peers.output.parse(value(await handlers.peers(nothing, context()))).peers[0]!,
    connection: async () => value(await handlers.connection(nothing, context())).peers[0]!,
    parked: async () =>
      exchangeContract.parked.output.parse(value(await handlers.parked(nothing, context()))).parked,
    testPeer: async (party: string) =>
      value(await handlers.testPeer({ ...nothing, params: { party } }, context())),
    retry: async (id: number) => handlers.retryParked({ ...nothing, params: { id } }, context()),
    refuse: async (id: number, reason: string) =>
      handlers.refuseParked({ ...nothing, params: { id }, body: { reason } }, context()),
    refusedByPeers: async () =>
      exchangeContract.refusedByPeers.output.parse(value(await handlers.refusedByPeers(nothing, context())))
        .refused,
  };
};

test("f-38 an operator sees how far each side is, what is wrong, and tests the connection", async () => {
  let now = Date.parse("2026-11-22T08:00:00.000Z");
  let away = false;
  const parties = await testParties(
    { [tongzhou]: (await embedded.open()).db, [wuqing]: (await embedded.open()).db },
    {
      clock: () => new Date(now).toISOString(),
      between: (_, go) => (away ? Promise.reject(new TypeError("network down")) : go()),
    },
  );
  const [tz, wq] = [parties[tongzhou]!, parties[wuqing]!];
  const operator = operatorOf(wq);
  await wq.write(letter("case-1", "one"), letter("case-2", "two"));
  assert.equal((await operator.chain()).queued, 2);
  await wq.sealAll();
  const chain = await operator.chain();
  assert.deepEqual([chain.queued, chain.head.number, chain.events, chain.pages[0]?.count], [0, 1, 2, 2]);

  now += 90_000;
  const before = await operator.peer();
  assert.deepEqual(
    [before.acknowledged, before.unacknowledgedPages, before.unacknowledgedSeconds],
    [0, 1, 90],
  );
  await tz.takeFrom(wq);
  await tz.sealAll();
  await wq.takeFrom(tz);
  const after = await operator.peer();
  assert.deepEqual(
    [after.acknowledged, after.unacknowledgedPages, after.applied, after.lagPages],
    [1, 0, 1, 0],
  );
  assert.equal((await operator.connection()).connected, true);
  assert.equal((await operator.testPeer(tongzhou)).reached, true);

  away = true;
  const failed = await operator.testPeer(tongzhou);
  assert.deepEqual([failed.reached, failed.trouble?.code], [false, "UNREACHABLE"]);
  assert.match(failed.trouble!.zh, /连接不上/);
  now += 61_000;
  assert.equal((await operator.connection()).connected, false);
  await assert.rejects(operator.testPeer("999999"), { message: "NOT_A_PARTY" });
});

test("an operator sees parked events in words, and tries again what waits but not what was refused", async () => {
  const parties = await testParties({
    [tongzhou]: (await embedded.open()).db,
    [wuqing]: (await embedded.open()).db,
  });
  const [tz, wq] = [parties[tongzhou]!, parties[wuqing]!];
  const put = await wq.deps.attachments.put(
    (async function* () {
      yield Buffer.from("paper");
    })(),
  );
  assert.ok(put.ok);
  const attachments = [{ ...put.value, mediaType: "text/plain" }];
  await wq.write(letter("case-1", "with paper", { attachments }));
  await wq.sealAll();
  Object.assign(wq.deps.attachments, { open: () => Promise.resolve(undefined) });
  await tz.pull(wuqing);
  const [waiting] = await operatorOf(tz).parked();
  assert.deepEqual(
    [waiting?.state, waiting?.code, waiting?.zh],
    ["waiting", "ATTACHMENT_MISSING", "附件尚未取到"],
  );
  const retried = await operatorOf(tz).retry(waiting!.id);
  assert.deepEqual(retried, { ok: true, value: { state: "waiting" } });
  assert.deepEqual(await tz.lines(), []);
});

for (const { name, open } of testDatabases())
  test(`${name}: f-24 an operator refuses for good what waits; its author reads why, and what waited behind is judged again`, async () => {
    const two = await testParties({ [tongzhou]: (await open()).db, [wuqing]: (await open()).db });
    const [tz, wq] = [two[tongzhou]!, two[wuqing]!];
    // Wuqing runs newer software than Tongzhou.
    const sung = { ...letterKinds[0]!, type: "letter.sung" };
    Object.assign(wq.deps, {
      capabilities: [exchangeCapability, { ...letters, kinds: [...letterKinds, sung] }],
    });
    const [written] = await wq.write(letter("case-1", "written"));
    await wq.write(letter("case-1", "sung", { type: "letter.sung" }), letter("case-1", "after the song"));
    await wq.write(letter("case-1", "a word", { type: "letter.answered", about: written!.digest }));
    await wq.sealAll();
    await tz.takeFrom(wq);
    assert.deepEqual(await tz.lines(), ["written"]);
    const noted: ParkedLine[] = [];
    const operator = operatorOf(tz, (_, line) => Promise.resolve(void noted.push(line)));
    const [stuck, ...others] = await operator.parked();
    assert.equal(others.length, 0);
    assert.deepEqual(
      [stuck!.code, stuck!.behind.map(({ type }) => type)],
      ["UNKNOWN_TYPE", ["letter.written", "letter.answered"]],
    );
    assert.match(stuck!.next!.en, /upgraded/);
    assert.deepEqual(await operator.retry(stuck!.id), { ok: true, value: { state: "waiting" } });

    assert.deepEqual(await operator.refuse(stuck!.id, "本节点不唱歌 no songs here"), { ok: true, value: {} });
    const again = await operator.refuse(stuck!.id, "once more");
    assert.equal(again.ok || again.refusal.code, "ALREADY_REFUSED");
    const after = await operator.parked();
    assert.deepEqual(
      after.map(({ state, code, behind }) => [state, code, behind.length]),
      [["refused", "OPERATOR_REFUSED", 2]],
    );
    assert.deepEqual(noted.map(({ outcome, subject, detail }) => [outcome, subject, detail.code]), [
      ["waiting", "case-1", "UNKNOWN_TYPE"],
      ["refused", "case-1", "UNKNOWN_TYPE"],
    ]); // prettier-ignore
    await tz.sealAll();
    await wq.takeFrom(tz);
    const [refused] = await operatorOf(wq).refusedByPeers();
    assert.deepEqual([refused!.by, refused!.code], [tongzhou, "OPERATOR_REFUSED"]);
    assert.match(refused!.zh, /本节点不唱歌 no songs here/);
  });

const server = testDatabases().find(({ name }) => name === "postgresql")!;

test("an operator's retry takes its turn with the pages that are being taken", async () => {
  const two = await testParties({ [tongzhou]: (await server.open()).db, [wuqing]: (await server.open()).db });
  const [tz, wq] = [two[tongzhou]!, two[wuqing]!];
  const sung = { ...letterKinds[0]!, type: "letter.sung" };
  const newer = [exchangeCapability, { ...letters, kinds: [...letterKinds, sung] }];
  Object.assign(wq.deps, { capabilities: newer });
  await wq.write(letter("case-1", "sung", { type: "letter.sung" }));
  await wq.sealAll();
  await tz.takeFrom(wq);
  const operator = operatorOf(tz);
  const [stuck] = await operator.parked();

  const [taking, taken] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const page = tz.db.transaction().execute(async (tx) => {
    await takeInTurn(tx);
    taking.resolve();
    await taken.promise;
  });
  await taking.promise;
  const ended: string[] = [];
  const retried = operator.retry(stuck!.id).finally(() => ended.push("retry"));
  for (let isWaiting = false; !isWaiting && ended.length === 0;) {
    const { rows } = await sql<{
      waits: boolean;
    }>`select exists (select from pg_locks l join pg_database d on d.oid = l.database
      where d.datname = current_database() and locktype = 'advisory' and not granted) as waits`.execute(
      tz.db,
    );
    isWaiting = rows[0]!.waits;
  }
  const early = [...ended];
  taken.resolve();
  await page;
  assert.deepEqual(early, [], "the retry went on while a page was being taken");
  assert.deepEqual(await retried, { ok: true, value: { state: "waiting" } });
});

test("f-27 pauses after failures double from one second to a minute, half of each by chance", () => {
  assert.deepEqual(
    [1, 2, 3, 7, 20].map((n) => backOffMs(n, () => 1)),
    [1_000, 2_000, 4_000, 60_000, 60_000],
  );
  assert.equal(
    backOffMs(1, () => 0),
    500,
  );
});

test("f-31 an operator sees which software each peer runs, and that it is newer once it was upgraded", async () => {
  const parties = await testParties({
    [tongzhou]: (await embedded.open()).db,
    [wuqing]: (await embedded.open()).db,
  });
  const [tz, wq] = [parties[tongzhou]!, parties[wuqing]!];
  const operator = operatorOf(wq);
  const seen = async () => {
    await operator.testPeer(tongzhou);
    const { software, isNewer, readsOurs } = await operator.peer();
    return { software, isNewer, readsOurs };
  };
  wq.deps.software = "0.9.0";
  assert.deepEqual(await seen(), { software: null, isNewer: false, readsOurs: true });
  tz.deps.software = "0.9.0";
  assert.deepEqual(await seen(), { software: "0.9.0", isNewer: false, readsOurs: true });
  tz.deps.software = "0.10.0";
  assert.deepEqual(await seen(), { software: "0.10.0", isNewer: true, readsOurs: true });
});
