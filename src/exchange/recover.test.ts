/** An old copy of a node brings its own pages back from its peers, and loses nothing that anybody else was told. */
import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { test } from "node:test";
import { sql } from "kysely";
import type { Db } from "#base/tx.ts";
import { testDatabases } from "#node/test-database.ts";
import { getChain } from "./chain-store.ts";
import { paths } from "./contract.ts";
import { listParked } from "./parking-store.ts";
import { askRelay } from "./relay.ts";
import { readLost } from "./recovery-store.ts";
import { langfang, letter, tongzhou, wuqing } from "./test-letters.ts";
import { newSigner, testParties, type TestParty } from "./test-parties.ts";

const all = [tongzhou, wuqing, langfang];
const toAll = { audience: all };

const settle = async (...parties: TestParty[]): Promise<void> => {
  for (let round = 0; round < 3; round++)
    for (const one of parties) {
      await one.sealAll();
      for (const other of parties) if (other !== one) await other.takeFrom(one);
    }
};

const digestsOf = async (db: Db): Promise<string[]> => {
  const { rows } = await sql<{ digest: string }>`
    select digest from exchange.page where author = ${wuqing} order by number`.execute(db);
  return rows.map(({ digest }) => digest);
};

for (const { name, open } of testDatabases()) {
  const signers = () => ({ [tongzhou]: newSigner(), [wuqing]: newSigner(), [langfang]: newSigner() });
  const three = async () => {
    const keys = signers();
    const databases: Record<string, Db> = {};
    for (const party of all) databases[party] = (await open()).db;
    const away = new Set<string>();
    const between = (request: Request, go: () => Promise<Response>) =>
      away.has(new URL(request.url).hostname.slice(0, 6)) ? Promise.reject(new TypeError("no way")) : go();
    const parties = await testParties(databases, { signers: keys, between });
    /** The same network with another database in the place of Wuqing's. */
    const withWuqingOn = (db: Db) => testParties({ ...databases, [wuqing]: db }, { signers: keys, between });
    return { tz: parties[tongzhou]!, wq: parties[wuqing]!, lf: parties[langfang]!, away, withWuqingOn };
  };

  test(`${name}: f-09 a node that lost everything has its pages back from the peers and goes on with the same chain`, async () => {
    const { tz, wq, lf, withWuqingOn } = await three();
    await wq.write(letter("case-1", "filed", toAll), letter("case-2", "for Tongzhou"));
    await wq.write(letter("case-3", "for Langfang", { audience: [wuqing, langfang] }));
    await wq.write(letter("case-1", "own note", { audience: [wuqing], clause: undefined }));
    await settle(wq, tz, lf);
    await tz.write(letter("case-1", "heard", { ...toAll, type: "letter.answered" }));
    await settle(tz, wq, lf);
    await wq.write(
      letter("case-1", "", { ...toAll, type: "letter.passed", data: { text: "yours", to: tongzhou } }),
    );
    await settle(wq, tz, lf);
    await tz.write(letter("case-1", "decided", toAll));
    await settle(tz, wq, lf);

    const empty = (await open()).db;
    const now = await withWuqingOn(empty);
    const again = now[wuqing]!;
    assert.equal(await again.seal(), "behind");
    assert.deepEqual(await again.recover(), {
      ok: true,
      value: { from: 0, to: (await getChain(wq.db, wuqing)).end.number },
    });

    assert.deepEqual(await digestsOf(empty), await digestsOf(wq.db));
    assert.deepEqual(await again.lines("case-1"), ["filed", "heard", "yours", "decided"]);
    assert.deepEqual(await again.lines("case-2"), ["for Tongzhou"]);
    assert.deepEqual(await again.lines("case-3"), ["for Langfang"]);
    assert.deepEqual(await listParked(empty, 10), []);
    const lost = await readLost(empty, wuqing, 10);
    assert.equal(lost.events, 1);
    assert.deepEqual(
      lost.pages.map(({ number, positions }) => ({ number, positions })),
      [{ number: 1, positions: [4] }],
    );

    await again.write(letter("case-2", "and on"), letter("case-4", "new", toAll));
    await settle(again, now[tongzhou]!, now[langfang]!);
    assert.deepEqual(await tz.lines("case-2"), ["for Tongzhou", "and on"]);
    assert.deepEqual(await lf.lines("case-4"), ["new"]);
    assert.deepEqual(
      (await digestsOf(empty)).slice(0, 4),
      await digestsOf(tz.db).then((pages) => pages.slice(0, 4)),
    );
  });

  test(`${name}: recovery takes the newest of several peers, waits where nobody can show a page, and goes on where it was`, async () => {
    const { tz, wq, lf, away, withWuqingOn } = await three();
    for (let n = 1; n <= 3; n++) {
      await wq.write(letter("case-1", `line ${n}`, toAll));
      await wq.sealAll();
      await tz.takeFrom(wq);
      if (n === 1) await lf.takeFrom(wq);
    }
    const empty = (await open()).db;
    const again = (await withWuqingOn(empty))[wuqing]!;
    away.add(tongzhou);
    // Langfang holds one page only: after it the node would be sound as far as it knows.
    assert.deepEqual(await again.recover(), { ok: true, value: { from: 0, to: 1 } });
    away.delete(tongzhou);
    const later = (await withWuqingOn(empty))[wuqing]!;
    assert.equal(await later.seal(), "behind");
    assert.deepEqual(await later.recover(), { ok: true, value: { from: 1, to: 3 } });
    assert.deepEqual(await later.lines(), ["line 1", "line 2", "line 3"]);
    away.add(tongzhou).add(langfang);
    const nobody = await later.recover();
    assert.equal(nobody.ok ? "" : nobody.refusal.code, "NO_PEER_ANSWERS");
  });

  test(`${name}: f-09 what an old copy recorded while no peer was in reach is never mixed into the true chain`, async () => {
    const { tz, wq, lf, away, withWuqingOn } = await three();
    await wq.write(letter("case-1", "filed", toAll));
    await settle(wq, tz, lf);
    const emptyDb = async () => (await open()).db;
    /** A copy of Wuqing as it was after the first page. */
    const copy = async () => {
      const one = (await withWuqingOn(await emptyDb()))[wuqing]!;
      assert.ok((await one.recover()).ok);
      return one.db;
    };
    const [first, second] = [await copy(), await copy()];
    await wq.write(letter("case-1", "decided", toAll));
    await settle(wq, tz, lf);

    for (const party of [tongzhou, langfang]) away.add(party);
    const beside = (await withWuqingOn(first))[wuqing]!;
    await beside.write(letter("case-1", "decided otherwise", toAll));
    const after = await withWuqingOn(second);
    const apart = after[wuqing]!;
    await apart.write(letter("case-2", "another matter", toAll));
    assert.equal(await beside.seal(), "unasked");
    away.clear();

    assert.equal(await beside.seal(), "behind");
    for (const _ of ["once", "twice"]) {
      const refused = await beside.recover();
      assert.deepEqual(refused.ok ? "ok" : refused.refusal, {
        code: "RECORDED_BESIDE",
        detail: { number: 2, subject: "case-1" },
      });
    }
    assert.equal(await beside.seal(), "behind");

    // What contradicts nothing goes out after the pages that came back.
    assert.ok((await apart.recover()).ok);
    await apart.sealAll();
    await after[tongzhou]!.takeFrom(apart);
    assert.deepEqual(await tz.lines(), ["filed", "decided", "another matter"]);
    assert.deepEqual(await apart.lines("case-1"), ["filed", "decided"]);
  });

  test(`${name}: what a peer refused once is not answered a second time, and papers come back too`, async () => {
    const { tz, wq, lf, withWuqingOn } = await three();
    // Langfang's software lets through what Wuqing's rule forbids.
    const lenient = lf.deps.capabilities.map((one) => ({ ...one, examine: undefined }));
    Object.assign(lf.deps, { capabilities: lenient });
    const paper = async (party: TestParty) => {
      const put = await party.deps.attachments.put(Readable.from([Buffer.from("the paper")]));
      assert.ok(put.ok);
      return { digest: put.value.digest, size: put.value.size, mediaType: "text/plain" };
    };
    const kept = await paper(wq);
    await wq.write(letter("case-1", "with paper", { ...toAll, attachments: [kept] }));
    await settle(wq, tz, lf);
    await lf.write(letter("case-9", "forbidden words", toAll));
    await settle(lf, wq, tz);
    const refusals = async (db: Db) => {
      const { rows } = await sql<{ n: bigint }>`
        select count(*) as n from exchange.event where author = ${wuqing} and type = 'exchange.refused'`.execute(
        db,
      );
      return Number(rows[0]!.n);
    };
    assert.equal(await refusals(wq.db), 1);

    const empty = (await open()).db;
    const now = await withWuqingOn(empty);
    const again = now[wuqing]!;
    await paper(now[tongzhou]!);
    assert.equal(await again.deps.attachments.has(kept.digest), false);
    assert.ok((await again.recover()).ok);
    assert.equal(await again.deps.attachments.has(kept.digest), true);
    assert.deepEqual(await again.lines("case-1"), ["with paper"]);
    assert.equal(await refusals(empty), 1);
    const { rows } = await sql<{ n: bigint }>`select count(*) as n from exchange.queue`.execute(empty);
    assert.equal(rows[0]!.n, 0n);
  });

  test(`${name}: peers show a third party's pages: all headers, and bodies only to whom they were told`, async () => {
    const { tz, wq, lf } = await three();
    await wq.write(letter("case-1", "for all", toAll), letter("case-2", "for Tongzhou"));
    await wq.sealAll();
    await tz.takeFrom(wq);
    const asked = async (by: TestParty) => {
      const node = (await by.peers.find(tongzhou))!;
      const answer = await askRelay(by.deps, node, wuqing, 0, AbortSignal.timeout(5_000));
      assert.ok(answer.ok);
      return answer.value.pages[0]!.leaves.map((leaf) => ("body" in leaf ? "body" : "leaf"));
    };
    assert.equal(paths.relay, "/exchange/v1/relay");
    assert.deepEqual(await asked(lf), ["body", "leaf"]);
    assert.deepEqual(await asked(wq), ["body", "body"]);
  });
}
