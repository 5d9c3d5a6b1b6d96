/** Keys that change, that are lost and that are stolen, as stories of three parties. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "kysely";
import type { Suite } from "#base/signature.ts";
import { testDatabases } from "#node/test-database.ts";
import type { Page, PageHeader } from "#protocol/page.ts";
import { readFigures, sealingOf } from "./figures.ts";
import { paths } from "./contract.ts";
import { changeKey, revokeKey } from "./change-key.ts";
import { succession } from "./succession.ts";
import { langfang, letter, tongzhou, wuqing } from "./test-letters.ts";
import { newSigner, testParties, type TestParty } from "./test-parties.ts";

const all = [tongzhou, wuqing, langfang];
const actor = { role: "security-administrator", department: "node" };
const to = { audience: all };

type Three = { tz: TestParty; wq: TestParty; lf: TestParty };
type Between = NonNullable<Parameters<typeof testParties>[1]>["between"];

for (const { name, open } of testDatabases()) {
  const three = async (between?: Between): Promise<Three> => {
    const databases = Object.fromEntries(
      await Promise.all(all.map(async (party) => [party, (await open()).db] as const)),
    );
    const parties = await testParties(databases, between && { between });
    return { tz: parties[tongzhou]!, wq: parties[wuqing]!, lf: parties[langfang]! };
  };
  const exchangeAll = async ({ tz, wq, lf }: Three): Promise<void> => {
    for (let round = 0; round < 2; round++) {
      for (const one of [tz, wq, lf]) await one.sealAll();
      for (const reader of [tz, wq, lf])
        for (const from of [tz, wq, lf]) if (reader !== from) await reader.takeFrom(from);
    }
  };
  const rotate = async (party: TestParty, suite: Suite = "ed25519-sha256"): Promise<string> => {
    const changed = await changeKey(party, suite, actor);
    assert.ok(changed.ok, JSON.stringify(changed));
    return changed.value.keyId;
  };
  const headersOf = async (party: TestParty, author = party): Promise<PageHeader[]> => {
    const { rows } = await sql<{ header: string }>`
      select header from exchange.page where author = ${author.party} order by number`.execute(party.db);
    return rows.map(({ header }) => JSON.parse(header) as PageHeader);
  };

  test(`${name}: f-18 a key changes in mid-stream, and a peer that was far behind reads all of it`, async () => {
    const { tz, wq, lf } = await three();
    await wq.write(letter("a", "one", to));
    await wq.sealAll();
    await lf.takeFrom(wq);
    const first = (await headersOf(wq))[0]!.key;
    await wq.write(letter("a", "two", to));
    const second = await rotate(wq);
    await wq.write(letter("a", "three", to), letter("b", "four", to));
    await wq.sealAll();
    await wq.write(letter("a", "five", to));
    await wq.sealAll();
    const third = await rotate(wq);
    await wq.write(letter("b", "six", to));
    await wq.sealAll();
    assert.deepEqual(
      (await headersOf(wq)).map(({ key, count }) => [key, count]),
      [
        [first, 1],
        [first, 2],
        [second, 2],
        [second, 1],
        [second, 1],
        [third, 1],
      ],
    );
    for (const reader of [tz, lf]) {
      const taken = await reader.takeFrom(wq);
      assert.ok(taken.ok, JSON.stringify(taken));
      assert.deepEqual(await reader.lines("a"), ["one", "two", "three", "five"]);
      assert.deepEqual(await reader.lines("b"), ["four", "six"]);
    }
    // The old keys ask for nothing any more, the new one is known to whoever has read of it.
    await tz.write(letter("c", "answer", to));
    await tz.sealAll();
    assert.ok((await wq.takeFrom(tz)).ok);
    assert.deepEqual(await wq.lines("c"), ["answer"]);
  });

  test(`${name}: from one suite to the other and back, with events recorded before the change`, async () => {
    const parties = await three();
    const { tz, wq } = parties;
    await wq.write(letter("a", "one", to));
    await rotate(wq, "sm2-sm3");
    await wq.write(letter("a", "two", to));
    await wq.sealAll();
    await rotate(wq);
    await wq.write(letter("a", "three", to));
    await exchangeAll(parties);
    assert.deepEqual(await tz.lines("a"), ["one", "two", "three"]);
    const suites = (await headersOf(wq)).filter(({ count }) => count > 0).map(({ suite }) => suite);
    assert.deepEqual([...new Set(suites)], ["ed25519-sha256", "sm2-sm3"]);
    assert.equal(suites.at(-1), "ed25519-sha256");
  });

  test(`${name}: f-20 a page by the old key after its change is refused, and so is one that goes on after it`, async () => {
    let altered: ((pages: Page[]) => Page[]) | undefined;
    const parties = await three(async (request, go) => {
      const response = await go();
      if (!altered || !request.url.includes(paths.pages)) return response;
      const { pages, head } = (await response.json()) as { pages: Page[]; head: number };
      return Response.json({ pages: altered(pages), head });
    });
    const { tz, wq } = parties;
    const old = wq.deps.keys.all()[0]!;
    await wq.write(letter("a", "one", to));
    await rotate(wq);
    await wq.sealAll();
    await wq.write(letter("a", "two", to));
    await wq.sealAll();
    const again = (page: Page): Page => {
      const header = JSON.parse(page.header) as PageHeader;
      const text = JSON.stringify({ ...header, key: old.keyId, suite: old.publicKey.suite });
      return { ...page, header: text, signature: old.sign(Buffer.from(`tongwulang-page-v1\n${text}`)) };
    };
    altered = (pages) => pages.map((page, n) => (n === 1 ? again(page) : page));
    const refused = await tz.takeFrom(wq);
    assert.equal(refused.ok || refused.refusal.code, "UNKNOWN_KEY");
    assert.deepEqual(await tz.lines(), ["one"]);
    altered = undefined;
    assert.ok((await tz.takeFrom(wq)).ok);
    assert.deepEqual(await tz.lines(), ["one", "two"]);
  });

  test(`${name}: a stolen key is revoked by the others: what nobody had read is void, and nothing of it is lost`, async () => {
    const parties = await three();
    const { tz, wq, lf } = parties;
    await wq.write(letter("a", "one", to));
    await exchangeAll(parties);
    const stolen = wq.deps.keys.all()[0]!;
    // Sealed, and read by nobody when the others speak.
    await wq.write(letter("a", "two", to), letter("b", "first", to));
    await wq.sealAll();
    await wq.write(letter("a", "three", to));
    await wq.sealAll();
    const replacement = succession(wuqing, stolen.keyId, await wq.deps.keys.make("sm2-sm3"));
    assert.ok((await revokeKey(tz, replacement, actor)).ok);
    await tz.sealAll();
    // Tongzhou has said so and reads no more of the key, before the other party has.
    const alone = await tz.takeFrom(wq);
    assert.equal(alone.ok || alone.refusal.code, "KEY_REVOKED");
    assert.ok((await revokeKey(lf, replacement, actor)).ok);
    await lf.sealAll();
    await tz.takeFrom(lf);
    await lf.takeFrom(tz);
    for (const from of [tz, lf]) assert.ok((await wq.takeFrom(from)).ok);
    await wq.write(letter("a", "four", to));
    await exchangeAll(parties);
    for (const reader of [tz, lf]) {
      assert.deepEqual(await reader.lines("a"), ["one", "two", "three", "four"]);
      assert.deepEqual(await reader.lines("b"), ["first"]);
    }
    const keys = (await headersOf(wq)).map(({ key }) => key);
    assert.equal(keys[0], stolen.keyId);
    assert.equal(keys.at(-1), wq.deps.keys.all().at(-1)!.keyId);
    assert.deepEqual(await headersOf(tz, wq), await headersOf(wq), "one chain, the same everywhere");
  });

  test(`${name}: f-19 with a stolen key pages can neither be written on nor dated back`, async () => {
    let forged: Page | undefined;
    const parties = await three(async (request, go) =>
      forged && request.url.includes(`${wuqing}.test`) && request.url.includes(paths.pages)
        ? Response.json({ pages: [forged], head: 99 })
        : go(),
    );
    const { tz, wq, lf } = parties;
    await wq.write(letter("a", "one", to));
    await exchangeAll(parties);
    const stolen = wq.deps.keys.all()[0]!;
    const replacement = succession(wuqing, stolen.keyId, await wq.deps.keys.make("ed25519-sha256"));
    for (const one of [tz, lf]) assert.ok((await revokeKey(one, replacement, actor)).ok);
    await exchangeAll(parties);
    const newest = (await headersOf(tz, wq)).at(-1)!;
    const page = (change: Partial<PageHeader>): Page => {
      const text = JSON.stringify(
        Object.fromEntries(
          Object.entries({ ...newest, key: stolen.keyId, suite: stolen.publicKey.suite, ...change }).sort(
            ([a], [b]) => (a < b ? -1 : 1),
          ),
        ),
      );
      return {
        header: text,
        signature: stolen.sign(Buffer.from(`tongwulang-page-v1\n${text}`)),
        leaves: [],
      };
    };
    forged = page({ number: newest.number + 1 });
    const onward = await tz.pull(wuqing);
    assert.equal(onward.ok || onward.refusal.code, "KEY_REVOKED");
    forged = page({ sealedAt: "2026-01-01T00:00:00.000Z" });
    const back = await tz.pull(wuqing);
    assert.notEqual(back.ok || back.refusal.code, true);
    forged = undefined;
    await wq.write(letter("a", "two", to));
    await exchangeAll(parties);
    assert.deepEqual(await tz.lines("a"), ["one", "two"]);
  });

  test(`${name}: who lost its key comes back with the one that the others put in its place`, async () => {
    const parties = await three();
    const { tz, wq, lf } = parties;
    await wq.write(letter("a", "one", to));
    await exchangeAll(parties);
    const lost = wq.deps.keys.all()[0]!;
    const fresh = newSigner();
    Object.assign(wq.deps.keys, {
      all: () => [fresh],
      find: (id: string) => Promise.resolve([fresh].find((s) => s.keyId === id)),
    });
    await wq.write(letter("a", "two", to));
    assert.equal(await wq.seal(), "no-key");
    const now = wq.deps.clock();
    const { standing, missingKey } = await readFigures(wq, now);
    assert.deepEqual([missingKey, sealingOf(standing, !missingKey)], [lost.keyId, "no-key"]);
    const replacement = succession(wuqing, lost.keyId, fresh);
    for (const one of [tz, lf]) assert.ok((await revokeKey(one, replacement, actor)).ok);
    // The others have to hear of each other's word before they know the new key, so it takes a few rounds.
    while ((await lf.lines("a")).length < 2) await exchangeAll(parties);
    assert.deepEqual(await lf.lines("a"), ["one", "two"]);
    assert.equal((await readFigures(wq, now)).missingKey, undefined);
  });

  test(`${name}: a thief was read under a number that the owner signed too: the owner starts anew, has the chain from its peers and goes on`, async () => {
    const signers = Object.fromEntries(all.map((party) => [party, newSigner()]));
    const [tzDb, wqDb, lfDb] = [(await open()).db, (await open()).db, (await open()).db];
    const databases = { [tongzhou]: tzDb, [langfang]: lfDb };
    const one = await testParties({ ...databases, [wuqing]: wqDb }, { signers });
    const [tz, wq, lf] = all.map((party) => one[party]!) as [TestParty, TestParty, TestParty];
    await wq.write(letter("a", "one", to));
    await exchangeAll({ tz, wq, lf });
    const end = (await headersOf(wq)).at(-1)!.number;

    // The thief has the key and what Tongzhou holds; Tongzhou reads its next page, nobody reads the owner's.
    const rings = { [wuqing]: wq.deps.keys };
    const stolen = await testParties({ ...databases, [wuqing]: (await open()).db }, { signers, rings });
    assert.ok((await stolen[wuqing]!.recover()).ok);
    await stolen[wuqing]!.write(letter("b", "by the thief", to));
    await stolen[wuqing]!.sealAll();
    await stolen[tongzhou]!.takeFrom(stolen[wuqing]!);
    await wq.write(letter("a", "by the owner", to));
    await wq.sealAll();

    const { keyId } = wq.deps.keys.all()[0]!;
    const replacement = succession(wuqing, keyId, await wq.deps.keys.make("ed25519-sha256"));
    for (const by of [tz, lf]) assert.ok((await revokeKey(by, replacement, actor)).ok);
    for (const by of [tz, lf]) await by.sealAll();
    await lf.takeFrom(tz);
    await tz.takeFrom(lf);
    const refused = await lf.takeFrom(wq);
    assert.equal(
      refused.ok || refused.refusal.code,
      "KEY_REVOKED",
      "the last page is the one that was applied",
    );
    for (const from of [tz, lf]) await wq.takeFrom(from);
    await wq.held.look();
    assert.equal(await wq.seal(), "forked");

    const anew = await testParties({ ...databases, [wuqing]: (await open()).db }, { signers, rings });
    const again = anew[wuqing]!;
    assert.deepEqual(await again.recover(), { ok: true, value: { from: 0, to: end + 1 } });
    const now = { tz: anew[tongzhou]!, wq: again, lf: anew[langfang]! };
    await exchangeAll(now);
    await again.write(letter("a", "written again", to));
    await exchangeAll(now);
    for (const reader of Object.values(now)) {
      assert.deepEqual(await reader.lines("a"), ["one", "written again"]);
      assert.deepEqual(await reader.lines("b"), ["by the thief"]);
    }
    const keys = (await headersOf(again)).map(({ key }) => key);
    assert.deepEqual(keys.slice(0, end + 1), Array(end + 1).fill(keyId));
    assert.ok(keys.slice(end + 1).every((key) => key === again.deps.keys.all().at(-1)!.keyId));
    assert.deepEqual(
      await headersOf(now.lf, again),
      await headersOf(again),
      "one chain, the same everywhere",
    );
  });

  test(`${name}: f-22 nobody revokes a key alone, twice, without the new key's own word, or one that is not in use`, async () => {
    const parties = await three();
    const { tz, wq } = parties;
    await wq.write(letter("a", "one", to));
    await exchangeAll(parties);
    const { keyId } = wq.deps.keys.all()[0]!;
    const fresh = newSigner();
    const good = succession(wuqing, keyId, fresh);
    const codeOf = async (given: typeof good, by = tz) => {
      const said = await revokeKey(by, given, actor);
      return said.ok || said.refusal.code;
    };
    assert.equal(await codeOf({ ...good, publicKey: newSigner().publicKey }), "KEY_PROOF_FALSE");
    assert.equal(await codeOf({ ...good, from: "0".repeat(16) }), "KEY_NOT_IN_USE");
    assert.equal(await codeOf(good, wq), "KEY_WORD_FALSE");
    assert.equal(await codeOf(good), true);
    assert.equal(await codeOf(good), "KEY_REVOKED_ALREADY");
    await wq.write(letter("a", "two", to));
    await exchangeAll(parties);
    assert.equal((await headersOf(wq)).at(-1)!.key, keyId, "one word of two puts no key in its place");
  });
}
