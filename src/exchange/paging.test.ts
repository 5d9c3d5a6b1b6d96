/** How pages are cut, numbered, asked for and taken: what goes wrong there loses events for good and without a word. */
import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, test } from "node:test";
import { sql } from "kysely";
import { testDatabases } from "#node/test-database.ts";
import type { PageHeader } from "#protocol/page.ts";
import { exchangeCapability } from "./exchange-capability.ts";
import { getChain, readQueue, tryToBeTheSealer } from "./chain-store.ts";
import { commitOutcome } from "./commit.ts";
import { ask } from "./peer-client.ts";
import { readPages } from "./serve.ts";
import { letter, letters, tongzhou, wuqing } from "./test-letters.ts";
import { newSigner, testParties, type TestParty } from "./test-parties.ts";

const opened: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0)) await close();
});

const pagesOf = async ({ db, party }: TestParty, after = 0) => readPages(db, party, after, tongzhou);
const headersOf = async (party: TestParty): Promise<PageHeader[]> =>
  (await pagesOf(party)).map(({ header }) => JSON.parse(header) as PageHeader);

for (const { name, open } of testDatabases()) {
  const two = async (options: Parameters<typeof testParties>[1] = {}) => {
    const databases = [await open(), await open()];
    for (const { close } of databases) opened.push(close);
    const parties = await testParties({ [tongzhou]: databases[0]!.db, [wuqing]: databases[1]!.db }, options);
    return { tz: parties[tongzhou]!, wq: parties[wuqing]! };
  };

  test(`${name}: f-02 a clock that goes back changes nothing: pages are asked for by number`, async () => {
    let now = Date.parse("2026-11-22T08:00:00.000Z");
    const { tz, wq } = await two({ clock: () => new Date(now).toISOString() });
    for (const text of ["first", "second", "third"]) {
      await wq.write(letter("case-1", text));
      await wq.sealAll();
      now -= 60 * 60_000;
      await tz.takeFrom(wq);
    }
    const sealedAt = (await headersOf(wq)).map((header) => header.sealedAt);
    assert.deepEqual(sealedAt, sealedAt.toSorted().toReversed());
    now = Date.parse("2026-11-22T08:00:00.000Z");
    await tz.takeFrom(wq);
    assert.deepEqual(await tz.lines(), ["first", "second", "third"]);
  });

  test(`${name}: f-03 what is asked after a number begins with the next one, and after the last there is nothing`, async () => {
    const { wq } = await two();
    for (const text of ["a", "b", "c"]) {
      await wq.write(letter("case-1", text));
      await wq.sealAll();
    }
    const numbersAfter = async (after: number) =>
      (await pagesOf(wq, after)).map(({ header }) => (JSON.parse(header) as PageHeader).number);
    assert.deepEqual(await numbersAfter(0), [1, 2, 3]);
    assert.deepEqual(await numbersAfter(1), [2, 3]);
    assert.deepEqual(await numbersAfter(3), []);
    assert.deepEqual(await numbersAfter(9), []);
  });

  test(`${name}: f-06 what could not be applied is not receipted, and is taken whole the next time`, async () => {
    let isBroken = true;
    const breaking = {
      ...letters,
      apply: async (...given: Parameters<typeof letters.apply>) => {
        await letters.apply(...given);
        if (isBroken && given[2] === tongzhou) throw new Error("the software fails after it has written");
      },
    };
    const { tz, wq } = await two({ capabilities: [exchangeCapability, breaking] });
    await wq.write(letter("case-1", "one"), letter("case-2", "two"));
    await wq.sealAll();
    await assert.rejects(tz.pull(wuqing), /fails after it has written/);
    assert.equal((await getChain(tz.db, wuqing)).end.number, 0);
    assert.deepEqual(await tz.lines(), []);
    assert.equal(await tz.seal(), "nothing");
    isBroken = false;
    await tz.takeFrom(wq);
    assert.deepEqual(await tz.lines(), ["one", "two"]);
    await tz.sealAll();
    assert.equal((await headersOf(tz).then((headers) => headers[0]!)).heads[wuqing]?.number, 1);
  });

  test(`${name}: f-12 a sealed page never changes, and what is not sealed is never served`, async () => {
    const { wq } = await two();
    await wq.write(letter("case-1", "one"));
    await wq.sealAll();
    const first = await pagesOf(wq);
    await wq.write(letter("case-1", "two"));
    assert.deepEqual(await pagesOf(wq), first);
    await wq.sealAll();
    const then = await pagesOf(wq);
    assert.equal(then.length, 2);
    assert.deepEqual(then[0], first[0]);
  });

  test(`${name}: f-13 one event is a page at once; what waits together shares pages as full as they may be`, async () => {
    const { wq } = await two();
    await wq.write(letter("case-1", "alone"));
    await wq.seal();
    await wq.write(...Array.from({ length: 300 }, (_, n) => letter(`case-${n}`, "together")));
    const large = Array.from({ length: 30 }, (_, n) => letter(`large-${n}`, "x".repeat(50_000)));
    await wq.write(...large);
    await wq.sealAll();
    const counts = (await headersOf(wq)).map(({ count }) => count);
    assert.deepEqual(counts.slice(0, 2), [1, 256]);
    assert.equal(counts.reduce((sum, count) => sum + count, 0), 331); // prettier-ignore
    assert.equal(counts.length, 4); // a mebibyte of large ones ends the third page early
  });

  if (name === "postgresql") {
    test(`${name}: f-01 who began to write earlier and ends later stands on a later page, and is not passed over`, async () => {
      const { tz, wq } = await two();
      let goOn = () => {};
      const held = new Promise<void>((resolve) => (goOn = resolve));
      const begun = Promise.withResolvers<void>();
      const slow = wq.commit(async (tx) => {
        const appended = await wq.append(tx, [letter("case-slow", "began first")]);
        begun.resolve();
        await held;
        return appended;
      });
      await begun.promise;
      await wq.write(letter("case-quick", "ended first"));
      await wq.sealAll();
      await tz.takeFrom(wq);
      assert.deepEqual(await tz.lines(), ["ended first"]);
      goOn();
      await slow;
      await wq.sealAll();
      await tz.takeFrom(wq);
      assert.deepEqual(await tz.lines(), ["ended first", "began first"]);
      const { rows } = await sql<{ seqs: bigint[] }>`
        select array_agg(seq order by number) as seqs from (
          select number, unnest(events) as seq from exchange.page where author = ${wuqing}) p`.execute(wq.db);
      assert.ok(rows[0]!.seqs[0]! > rows[0]!.seqs[1]!); // its row is older than the cursor that had gone by
    });

    test(`${name}: f-15 who seals holds up nobody who writes`, async () => {
      const { wq } = await two();
      await wq.write(letter("case-1", "queued"));
      await commitOutcome(wq.db, async (tx) => {
        assert.ok((await tryToBeTheSealer(tx, wuqing)).held);
        assert.equal((await readQueue(tx, 256)).length, 1);
        await wq.write(letter("case-2", "written meanwhile"), letter("case-1", "on the same subject too"));
        return { ok: true, value: undefined };
      });
      assert.deepEqual(await wq.lines(), ["queued", "written meanwhile", "on the same subject too"]);
    });
  }
}

const listen = (server: Server): Promise<string> =>
  new Promise((resolve) =>
    server.listen(0, "127.0.0.1", () => {
      opened.push(() => new Promise((closed) => server.close(closed)));
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    }),
  );

test("f-29 a peer that sends us elsewhere is not followed: addresses come from the signed agreement alone", async () => {
  let visits = 0;
  const inside = await listen(
    createServer((_, response) => {
      visits += 1;
      response.end("{}");
    }),
  );
  const url = await listen(
    createServer((_, response) => response.writeHead(302, { location: inside }).end()),
  );
  const { open } = testDatabases()[0]!;
  const { db, close } = await open();
  opened.push(close);
  const [wq] = Object.values(await testParties({ [wuqing]: db }));
  const { fetch: _, ...deps } = wq!.deps;
  const peer = { party: tongzhou, name: { zh: "通州" }, url, publicKey: newSigner().publicKey };
  const answer = await ask(deps, peer, { path: "/exchange/v1/head" });
  assert.equal(answer.ok ? "followed" : answer.refusal.code, "UNREACHABLE");
  assert.equal(visits, 0);
});
