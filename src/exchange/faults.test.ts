import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { sql } from "kysely";
import { z } from "zod";
import { testDatabases } from "#node/test-database.ts";
import type { Page } from "#protocol/page.ts";
import { langfang, letter, letterKinds, letters, tongzhou, wuqing } from "./test-letters.ts";
import { arrivedOf, testParties, type TestParty } from "./test-parties.ts";
import { exchangeCapability } from "./exchange-capability.ts";
import { paths } from "./contract.ts";
import { listParked } from "./parking-store.ts";
import { getChain } from "./chain-store.ts";
import { listRefusedAttempts, listRefusedByPeers } from "./operator-store.ts";
import { kindsFor } from "./append.ts";
import { openExchange } from "./open.ts";
import { serveRequest } from "./test-server.ts";
import { retryAttachments } from "./pull.ts";

const codeOf = (outcome: { ok: boolean; refusal?: { code: string } }) =>
  outcome.ok ? "ok" : outcome.refusal!.code;

/** Rewrites the pages that Tongzhou gets to see. */
type Tamper = (pages: Page[]) => Page[];

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));
const opened: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0)) await close();
});

for (const { name, open: openOne } of testDatabases()) {
  const open = async () => {
    const database = await openOne();
    opened.push(database.close);
    return database;
  };
  const two = async (
    options: { tamper?: () => Tamper | undefined } & Parameters<typeof testParties>[1] = {},
  ) => {
    const parties = await testParties(
      { [tongzhou]: (await open()).db, [wuqing]: (await open()).db },
      {
        between: async (request, go) => {
          const response = await go();
          const tamper = options.tamper?.();
          if (!tamper || !request.url.includes(paths.pages)) return response;
          const { pages, head } = (await response.json()) as { pages: Page[]; head: number };
          return Response.json({ pages: tamper(pages), head });
        },
        ...options,
      },
    );
    return { tz: parties[tongzhou]!, wq: parties[wuqing]! };
  };
  const parkedAt = async (party: TestParty) =>
    (await listParked(party.db, 100)).map(({ subject, state, code }) => `${subject} ${state} ${code}`);

  test(`${name}: f-04 pages that are doubled, cut, reordered or altered are refused whole, and the true ones taken after`, async () => {
    let tamper: Tamper | undefined;
    const { tz, wq } = await two({ tamper: () => tamper });
    for (const text of ["line a", "line b", "line c"]) {
      await wq.write(letter("case-1", text), letter("case-1", `${text}2`));
      await wq.sealAll();
    }
    const tried = async (how: Tamper) => {
      tamper = how;
      return codeOf(await tz.pull(wuqing));
    };
    const leafless = (page: Page): Page => ({ ...page, leaves: page.leaves.slice(0, 1) });
    const changed = (page: Page): Page =>
      JSON.parse(JSON.stringify(page).replace("line a2", "line a3")) as Page;
    assert.equal(await tried((pages) => pages.slice(1)), "PAGE_GAP");
    assert.equal(await tried((pages) => pages.map(leafless)), "BAD_COUNT");
    assert.equal(await tried((pages) => pages.map(changed)), "BAD_ROOT");
    assert.equal(await tried((pages) => pages.toReversed()), "PAGE_GAP");
    assert.deepEqual(await tz.lines(), []);
    assert.equal((await getChain(tz.db, wuqing)).end.number, 0);
    assert.equal(await tried((pages) => [pages[0]!, pages[0]!]), "PAGE_SEEN");
    assert.deepEqual(await tz.lines(), ["line a", "line a2"]);
    tamper = undefined;
    assert.equal(codeOf(await tz.takeFrom(wq)), "ok");
    assert.deepEqual(await tz.lines(), ["line a", "line a2", "line b", "line b2", "line c", "line c2"]);
  });

  test(`${name}: f-26 a poison event is parked and answered while the rest flows`, async () => {
    // Wuqing's software is older and lets through what Tongzhou's rule forbids.
    const lenient = { ...letters, examine: undefined };
    const { tz, wq } = await two({ capabilities: [exchangeCapability, lenient] });
    Object.assign(tz.deps, { capabilities: [exchangeCapability, letters] });
    await wq.write(
      letter("case-1", "good"),
      letter("case-2", "forbidden words"),
      letter("case-3", "good too"),
    );
    await wq.write(letter("case-2", "after the bad one"), letter("case-1", "goes on"));
    await wq.sealAll();
    assert.equal(codeOf(await tz.takeFrom(wq)), "ok");
    assert.deepEqual(await tz.lines(), ["good", "good too", "goes on"]);
    assert.deepEqual((await parkedAt(tz)).toSorted(), [
      "case-2 refused LETTER_FORBIDDEN",
      "case-2 waiting MISSING_PREVIOUS",
    ]);
    await tz.sealAll();
    await wq.takeFrom(tz);
    const [refused] = await listRefusedByPeers(wq.db, wuqing, 10);
    assert.equal(refused?.code, "LETTER_FORBIDDEN");
    assert.equal(refused?.by, tongzhou);
  });

  test(`${name}: what follows an event of a third party waits for it`, async () => {
    const three = await testParties({
      [tongzhou]: (await open()).db,
      [wuqing]: (await open()).db,
      [langfang]: (await open()).db,
    });
    const [tz, wq, lf] = [three[tongzhou]!, three[wuqing]!, three[langfang]!];
    const audience = [tongzhou, wuqing, langfang];
    await wq.write(letter("case-1", "filed", { audience }));
    const passing = { type: "letter.passed", audience, data: { text: "passed", to: tongzhou } };
    await wq.write(letter("case-1", "", passing));
    await wq.sealAll();
    await tz.takeFrom(wq);
    await tz.write(letter("case-1", "decided", { audience }), letter("case-1", "sealed", { audience }));
    await tz.sealAll();
    await lf.takeFrom(tz);
    assert.deepEqual(await lf.lines(), []);
    assert.deepEqual(await parkedAt(lf), ["case-1 waiting MISSING_PREVIOUS", "case-1 waiting BEHIND"]);
    await lf.takeFrom(wq);
    assert.deepEqual(await lf.lines(), ["filed", "passed", "decided", "sealed"]);
    assert.deepEqual(await parkedAt(lf), []);
  });

  test(`${name}: f-11 who is not in the audience sees a hash, and the links hold without what was hidden`, async () => {
    const { tz, wq } = await two();
    await wq.write(letter("case-1", "shared"));
    await wq.write(letter("case-1", "own note", { audience: [wuqing], clause: undefined }));
    await wq.write(letter("case-1", "shared again"));
    await wq.sealAll();
    await tz.takeFrom(wq);
    assert.deepEqual(await tz.lines(), ["shared", "shared again"]);
    assert.deepEqual(await wq.lines(), ["shared", "own note", "shared again"]);
    const { rows } = await sql<{ n: bigint }>`select count(*) as n from exchange.event`.execute(tz.db);
    assert.equal(rows[0]!.n, 2n);
  });

  test(`${name}: f-30 f-31 kinds of newer software wait, what follows them too, and all is applied after the upgrade`, async () => {
    const newer = {
      ...letters,
      kinds: [...letterKinds, { ...letterKinds[0]!, type: "letter.sung", data: z.looseObject({}) }],
    };
    const { tz, wq } = await two();
    Object.assign(wq.deps, { capabilities: [exchangeCapability, newer] });
    await wq.write(letter("case-1", "written"));
    await wq.write(letter("case-1", "sung", { type: "letter.sung" }));
    await wq.write(letter("case-1", "written after"));
    await wq.sealAll();
    await tz.takeFrom(wq);
    assert.deepEqual(await tz.lines(), ["written"]);
    assert.equal(kindsFor(tz.deps).has("letter.sung/1"), false);
    const upgraded = { ...tz.deps, capabilities: [exchangeCapability, newer] };
    const again = openExchange(upgraded);
    again.start();
    for (let i = 0; i < 100 && (await tz.lines()).length < 3; i++)
      await new Promise((done) => setTimeout(done, 20));
    await again.stop();
    assert.deepEqual(await tz.lines(), ["written", "sung", "written after"]);
  });

  test(`${name}: without a clause nothing crosses, and who tried is written down though nothing else is`, async () => {
    const { wq } = await two();
    await assert.rejects(wq.write(letter("case-1", "psst", { clause: undefined })), { message: "NO_CLAUSE" });
    assert.deepEqual(await wq.lines(), []);
    const [attempt] = await listRefusedAttempts(wq.db, 10);
    assert.equal(attempt?.code, "NO_CLAUSE");
    assert.equal(attempt?.type, "letter.written");
    assert.equal(attempt?.role, "officer");
  });

  test(`${name}: writers at the same moment get consecutive numbers and one line of history`, async () => {
    const { tz, wq } = await two();
    wq.start();
    await Promise.all(
      Array.from({ length: 60 }, (_, i) =>
        wq.write(letter(`case-${i % 5}`, `${i}`), letter(`own-${i}`, `${i}`)),
      ),
    );
    for (let i = 0; i < 200 && (await getChain(wq.db, wuqing)).end.next <= 120; i++)
      await new Promise((done) => setTimeout(done, 10));
    await wq.stop();
    const { rows } = await sql<{ header: string }>`
      select header from exchange.page where author = ${wuqing} order by number`.execute(wq.db);
    let next = 1;
    for (const [i, { header }] of rows.entries()) {
      const { number, first, count } = JSON.parse(header) as { number: number; first: number; count: number };
      assert.deepEqual([number, first], [i + 1, next]);
      next += count;
    }
    assert.equal(next, 121);
    await tz.takeFrom(wq);
    assert.deepEqual(await tz.lines("case-3"), await wq.lines("case-3"));
    assert.equal((await tz.lines()).length, 120);
    assert.deepEqual(await parkedAt(tz), []);
  });

  test(`${name}: f-05 a peer that was away for an hour gets everything, and its requests of then are void`, async () => {
    let now = Date.parse("2026-11-22T08:00:00.000Z");
    let away = false;
    const captured: Request[] = [];
    const { tz, wq } = await two({
      clock: () => new Date(now).toISOString(),
      between: async (request, go) => {
        if (away) throw new TypeError("network down");
        if (new URL(request.url).hostname.startsWith(wuqing)) captured.push(request.clone());
        return go();
      },
    });
    await wq.write(letter("case-1", "before"));
    await wq.sealAll();
    await tz.takeFrom(wq);
    away = true;
    for (let minute = 0; minute < 60; minute += 10) {
      now += 10 * 60_000;
      await wq.write(letter("case-1", `at ${minute}`));
      await wq.sealAll();
      assert.equal(codeOf(await tz.pull(wuqing)), "UNREACHABLE");
    }
    away = false;
    const old = await serveRequest(wq, await arrivedOf(captured[0]!));
    assert.equal(((await old.json()) as { code: string }).code, "REQUEST_EXPIRED");
    await tz.takeFrom(wq);
    assert.equal((await tz.lines()).length, 7);
    const last = captured.at(-1)!;
    const again = await serveRequest(wq, await arrivedOf(last));
    assert.equal(((await again.json()) as { code: string }).code, "REPLAYED");
    const elsewhere = await serveRequest(tz, await arrivedOf(last));
    assert.equal(((await elsewhere.json()) as { code: string }).code, "UNKNOWN_PARTY");
  });

  test(`${name}: f-34 an attachment altered on the way is thrown away, its event waits and follows when the true one comes`, async () => {
    let alter = true;
    const { tz, wq } = await two({
      between: async (request, go) => {
        const response = await go();
        return alter && request.url.includes(paths.attachments) ? new Response("something else") : response;
      },
    });
    const put = await wq.deps.attachments.put(
      (async function* () {
        yield Buffer.from("the paper");
      })(),
    );
    assert.ok(put.ok);
    const attachments = [{ digest: put.value.digest, size: put.value.size, mediaType: "application/pdf" }];
    await wq.write(letter("case-1", "with paper", { attachments }), letter("case-2", "without"));
    await wq.write(letter("case-1", "after"));
    await wq.sealAll();
    assert.equal(codeOf(await tz.pull(wuqing)), "ATTACHMENT_ALTERED");
    await tz.takeFrom(wq);
    assert.deepEqual(await tz.lines(), ["without"]);
    assert.equal(await tz.deps.attachments.has(put.value.digest), false);
    alter = false;
    await retryAttachments(tz.deps, (await tz.peers.find(wuqing))!, new AbortController().signal);
    assert.deepEqual(await tz.lines(), ["without", "with paper", "after"]);
    assert.equal(await tz.deps.attachments.has(put.value.digest), true);
  });

  test(`${name}: while an event waits for a file its peer is asked for news often, so that the file soon comes`, async () => {
    const waits: string[] = [];
    let isLost = true;
    const { tz, wq } = await two({
      between: async (request, go) => {
        const url = new URL(request.url);
        if (isLost && url.pathname.startsWith(paths.attachments)) throw new TypeError("network down");
        const isPoll = url.hostname.startsWith(wuqing) && url.pathname === paths.pages;
        const wait = url.searchParams.get("wait");
        if (isPoll && wait !== null && wait !== "0") {
          waits.push(wait);
          if (waits.length === 2) isLost = false;
        }
        return go();
      },
    });
    const put = await wq.deps.attachments.put(
      (async function* () {
        yield Buffer.from("the paper");
      })(),
    );
    assert.ok(put.ok);
    const attachments = [{ digest: put.value.digest, size: put.value.size, mediaType: "application/pdf" }];
    await wq.write(letter("case-1", "with paper", { attachments }));
    await wq.sealAll();
    tz.start();
    for (let i = 0; i < 3_000 && (await tz.lines()).length === 0; i++) await pause(20);
    assert.deepEqual(await tz.lines(), ["with paper"]);
    await tz.stop();
    assert.deepEqual(waits.slice(0, 2), ["2", "2"]);
  });

  test(`${name}: f-33 receipts are sealed for events and never for receipts`, async () => {
    const { tz, wq } = await two();
    await wq.write(letter("case-1", "hello"));
    for (let round = 0; round < 5; round++) {
      await wq.sealAll();
      await tz.takeFrom(wq);
      await tz.sealAll();
      await wq.takeFrom(tz);
    }
    assert.equal((await getChain(wq.db, wuqing)).end.number, 1);
    assert.equal((await getChain(tz.db, tongzhou)).end.number, 1);
    assert.equal((await getChain(wq.db, tongzhou)).heads[wuqing]?.number, 1);
  });

  test(`${name}: a node restored from an old copy does not sign what it has signed before`, async () => {
    const { tz, wq } = await two();
    await wq.write(letter("case-1", "one"));
    await wq.sealAll();
    await tz.takeFrom(wq);
    await tz.sealAll();
    await wq.takeFrom(tz);
    await sql`delete from exchange.page where author = ${wuqing}`.execute(wq.db);
    await sql`delete from exchange.chain where party = ${wuqing}`.execute(wq.db);
    await wq.write(letter("case-2", "two"));
    assert.equal(await wq.seal(), "behind");
  });

  test(`${name}: two stories told by one node come to light`, async () => {
    const { tz, wq } = await two();
    await wq.write(letter("case-1", "one"));
    await wq.sealAll();
    await tz.takeFrom(wq);
    await tz.write(letter("case-9", "anything"));
    await sql`update exchange.chain set digest = ${"f".repeat(64)} where party = ${wuqing}`.execute(tz.db);
    await tz.sealAll();
    assert.equal(codeOf(await wq.pull(tongzhou)), "TOLD_DIFFERENTLY");
    assert.deepEqual(await wq.lines("case-9"), ["anything"]);
  });

  test(`${name}: f-07 an event that comes twice, on one page or two, is applied once`, async () => {
    const { tz, wq } = await two();
    await wq.write(letter("case-1", "once"), letter("case-2", "else"));
    const twice = sql`
      insert into exchange.queue (seq, leaf, size)
      select seq, ${Buffer.alloc(32)}, 1 from exchange.event where subject = 'case-1' on conflict do nothing`;
    const { rows } = await sql<{ leaf: Uint8Array }>`
      select leaf from exchange.queue order by seq limit 1`.execute(wq.db);
    await wq.sealAll();
    await twice.execute(wq.db);
    await sql`update exchange.queue set leaf = ${rows[0]!.leaf}`.execute(wq.db);
    await wq.sealAll();
    await wq.write(letter("case-1", "twice"));
    await wq.sealAll();
    assert.equal(codeOf(await tz.takeFrom(wq)), "ok");
    assert.deepEqual(await tz.lines(), ["once", "else", "twice"]);
    assert.equal((await getChain(tz.db, wuqing)).end.number, 3);
  });
}
