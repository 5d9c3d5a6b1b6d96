/** Two versions of the software talk to each other: what an older reader does with what a newer writer says. */
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { sql } from "kysely";
import { canonical, type Json } from "#base/canonical.ts";
import { sha256Hex } from "#base/hash.ts";
import { newId } from "#base/id.ts";
import { fill } from "#base/bilingual.ts";
import type { Signer } from "#base/signature.ts";
import { testDatabases } from "#node/test-database.ts";
import { leafOf, newSalt } from "#protocol/leaf.ts";
import type { Page } from "#protocol/page.ts";
import { pageDigest, sealPage, signedBytes, startOfChain, type ChainEnd } from "#protocol/seal-page.ts";
import { getChain } from "./chain-store.ts";
import { paths } from "./contract.ts";
import { agreementBytes } from "./evidence-format.ts";
import { evidenceOf, type AgreementProofs } from "./evidence.ts";
import { exchangeRefusals } from "./refusals.ts";
import { askRelay } from "./relay.ts";
import { langfang, tongzhou, wuqing } from "./test-letters.ts";
import { newSigner, testParties } from "./test-parties.ts";
import { verifyEvidence } from "./verify-evidence.ts";

const opened: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0)) await close();
});

const signers: Record<string, Signer> = {
  [tongzhou]: newSigner(),
  [wuqing]: newSigner(),
  [langfang]: newSigner(),
};
const parties = Object.keys(signers);
const text = canonical({
  agreement: {
    parties,
    nodes: parties.map((party) => ({ party, publicKey: signers[party]!.publicKey })),
    clauses: [{ id: "letters" }],
  },
  files: {},
});
const agreement = sha256Hex(text);
const proofs: AgreementProofs = () => {
  const signatures = parties.map((party) => ({
    party,
    signature: signers[party]!.sign(agreementBytes(agreement)),
  }));
  return Promise.resolve({ founding: agreement, agreements: { [agreement]: { text, signatures } } });
};

/** An event with members that no version of today knows, at every depth. */
const newerEvent = (subject: string, words: string): string =>
  canonical({
    id: newId(),
    type: "letter.written",
    version: 1,
    subject,
    clause: { agreement, clause: "letters", paragraph: 3 },
    audience: parties,
    actor: { role: "officer", department: "d1", desk: "east" },
    time: new Date().toISOString(),
    data: { text: words, tone: { warm: [1.5, null, "暖"] } },
    urgency: { level: "高" },
  });

/** What newer software of Wuqing puts on its chain, sealed by hand: nothing here knows how to write it. */
const newerPage = (end: ChainEnd, bodies: string[], change: Record<string, Json> = {}) => {
  const signer = signers[wuqing]!;
  const leaves = bodies.map((body) => ({ salt: newSalt(), body }));
  const hashes = leaves.map(({ salt, body }) => leafOf("sha256", salt, body));
  const { header } = sealPage(wuqing, end, hashes, {}, new Date().toISOString(), signer);
  const headerText = canonical({ ...header, ...change });
  const page: Page = { header: headerText, signature: signer.sign(signedBytes(headerText)), leaves };
  const digest = pageDigest("sha256", headerText);
  return { page, end: { number: header.number, digest, next: end.next + leaves.length } };
};

for (const { name, open } of testDatabases()) {
  /** Tongzhou and Langfang run today's software; `pages` is what Wuqing answers both with. */
  const readers = async (pages: Page[], more: object = {}) => {
    const databases = [await open(), await open()];
    for (const { close } of databases) opened.push(close);
    const read = await testParties(
      { [tongzhou]: databases[0]!.db, [langfang]: databases[1]!.db },
      {
        signers,
        between: async (request, go) => {
          const { hostname, pathname, searchParams } = new URL(request.url);
          if (!hostname.startsWith(wuqing) || pathname !== paths.pages) return go();
          const rest = pages.slice(Number(searchParams.get("after")));
          return Response.json({ pages: rest, head: pages.length, ...more });
        },
      },
    );
    return { tz: read[tongzhou]!, lf: read[langfang]! };
  };

  test(`${name}: f-30 what a newer peer adds to header and event is kept byte for byte, in the database, by relay and in evidence`, async () => {
    const first = newerPage(startOfChain, [newerEvent("case-1", "一"), newerEvent("case-2", "二")], {
      witnesses: [{ name: "见证", seen: true }],
      heads: { [tongzhou]: { number: 0, digest: "0".repeat(64), observed: "later" } },
    });
    const second = newerPage(first.end, [newerEvent("case-3", "三")], { zone: "+08:00" });
    const pages = [first.page, second.page];
    const { tz, lf } = await readers(pages);
    assert.ok((await tz.pull(wuqing)).ok);
    assert.deepEqual(await tz.lines(), ["一", "二", "三"]);
    const stored = await sql<{ header: string }>`
      select header from exchange.page where author = ${wuqing} order by number`.execute(tz.db);
    assert.deepEqual(
      stored.rows.map(({ header }) => header),
      pages.map(({ header }) => header),
    );

    // Langfang has Wuqing's chain from Tongzhou: the same pages, and they hold.
    const [holder] = (await lf.peers.others()).filter(({ party }) => party === tongzhou);
    const relayed = await askRelay(lf.deps, holder!, wuqing, 0, AbortSignal.timeout(60_000));
    assert.deepEqual(relayed, { ok: true, value: { pages, head: 2 } });

    const made = await tz.db.transaction().execute((tx) => evidenceOf(tz.deps, tx, "case-1", proofs));
    assert.ok(made.ok);
    const { ok, checks } = verifyEvidence(made.value);
    assert.ok(ok, JSON.stringify(checks.filter((check) => !check.ok)));
    const file = JSON.parse(made.value) as { pages: Record<string, Page[]>; events: { body: string }[] };
    assert.equal(file.pages[wuqing]![0]!.header, first.page.header);
    const [leaf] = first.page.leaves;
    assert.equal(file.events[0]!.body, leaf && "body" in leaf && leaf.body);
  });

  test(`${name}: f-30 members of an answer that nobody signed are passed over, and its pages taken`, async () => {
    const { page } = newerPage(startOfChain, [newerEvent("case-1", "一")]);
    const leaves = page.leaves.map((leaf) => ({ ...leaf, packed: "no" }));
    const { tz } = await readers([{ ...page, leaves, cosigned: ["x"] } as Page], { quota: 7 });
    assert.ok((await tz.pull(wuqing)).ok);
    assert.deepEqual(await tz.lines(), ["一"]);
  });

  test(`${name}: f-31 a page of a newer format is refused whole, with both versions named, and taken after the upgrade`, async () => {
    const first = newerPage(startOfChain, [newerEvent("case-1", "一")]);
    const words = [newerEvent("case-2", "二")];
    const newer = newerPage(first.end, words, { format: "tongwulang-page/2", seals: ["a", "b"] });
    const pages = [first.page, newer.page];
    const { tz } = await readers(pages);
    for (let tried = 0; tried < 2; tried++) {
      const pulled = await tz.pull(wuqing);
      assert.ok(!pulled.ok);
      const { code, detail } = pulled.refusal;
      assert.equal(code, "UNKNOWN_FORMAT");
      const { zh, en, next } = exchangeRefusals.UNKNOWN_FORMAT;
      assert.match(fill(zh, detail), /tongwulang-page\/2.*tongwulang-page\/1/);
      assert.match(fill(en, detail), /tongwulang-page\/2.*tongwulang-page\/1/);
      assert.match(next.zh, /升级/);
      assert.match(next.en, /upgrade/i);
      assert.deepEqual(await tz.lines(), ["一"]);
      assert.equal((await getChain(tz.db, wuqing)).end.number, 1);
    }
    // The upgraded reader knows the format; here that is told by Wuqing's chain going on in one that it knows.
    pages[1] = newerPage(first.end, words).page;
    assert.ok((await tz.pull(wuqing)).ok);
    assert.deepEqual(await tz.lines(), ["一", "二"]);
  });
}
