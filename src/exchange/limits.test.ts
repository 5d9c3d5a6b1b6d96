import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { sql } from "kysely";
import { canonical } from "#base/canonical.ts";
import { sha256Hex } from "#base/hash.ts";
import type { Signer } from "#base/signature.ts";
import { testDatabases } from "#node/test-database.ts";
import { agreementBytes } from "./evidence-format.ts";
import { evidenceOf, type AgreementProofs } from "./evidence.ts";
import { missedTypes } from "./events.ts";
import { listMissed } from "./missed-store.ts";
import { listRefusedByPeers } from "./operator-store.ts";
import { letter, tongzhou, wuqing } from "./test-letters.ts";
import { newSigner, testParties, type TestParty } from "./test-parties.ts";
import { verifyEvidence } from "./verify-evidence.ts";
import { limitWatcher } from "./watch-limits.ts";

const signers: Record<string, Signer> = { [tongzhou]: newSigner(), [wuqing]: newSigner() };
const parties = [tongzhou, wuqing];
const nodes = parties.map((party) => ({ party, publicKey: signers[party]!.publicKey }));
const text = canonical({ agreement: { parties, nodes, clauses: [{ id: "letters" }] }, files: {} });
const founding = sha256Hex(text);
const signatures = parties.map((party) => ({
  party,
  signature: signers[party]!.sign(agreementBytes(founding)),
}));
const proofs: AgreementProofs = () =>
  Promise.resolve({ founding, agreements: { [founding]: { text, signatures } } });
const clause = { agreement: founding, clause: "letters" };
const limits = [{ clause, limits: { relayHours: 24, deliveryHours: 72 } }];

const opened: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0)) await close();
});

const hourMs = 3_600_000;

for (const { name, open } of testDatabases()) {
  const two = async () => {
    const clock = { now: Date.parse("2026-11-22T08:00:00.000Z") };
    const databases = [await open(), await open()] as const;
    opened.push(...databases.map(({ close }) => close));
    const nodesOf = await testParties(
      { [tongzhou]: databases[0].db, [wuqing]: databases[1].db },
      { signers, limits, clock: () => new Date(clock.now).toISOString() },
    );
    return {
      tz: nodesOf[tongzhou]!,
      wq: nodesOf[wuqing]!,
      pass: (hours: number) => (clock.now += hours * hourMs),
    };
  };
  const passed = (subject: string) =>
    letter(subject, "", { clause, type: "letter.passed", data: { text: "yours", to: tongzhou } });
  const missedAt = async ({ db }: TestParty) =>
    (await listMissed(db, 100)).map(
      ({ subject, kind, arrivedAt }) => `${subject} ${kind} ${arrivedAt ?? "–"}`,
    );
  const exchangeAll = async (...all: TestParty[]) => {
    for (const one of all) await one.sealAll();
    for (const to of all) for (const from of all) if (to !== from) assert.ok((await to.takeFrom(from)).ok);
  };

  test(`${name}: an old copy records nothing of what did not come until it has its pages back`, async () => {
    const { tz, wq, pass } = await two();
    await wq.write(letter("case-1", "one"));
    await wq.sealAll();
    await tz.takeFrom(wq);
    await tz.sealAll();
    await wq.takeFrom(tz);
    await wq.write(letter("case-2", "two"));
    await wq.sealAll();
    await sql`update exchange.chain set number = 0, digest = ${"0".repeat(64)} where party = ${wuqing}`.execute(
      wq.db,
    );
    assert.equal((await wq.held.look()).state, "behind");
    pass(25);
    assert.equal(await limitWatcher(wq)(), 0);
    assert.deepEqual(await listMissed(wq.db, 10), []);
  });

  test(`${name}: f-37 what a peer has not signed for in time is recorded once, and its coming overrules that`, async () => {
    const { tz, wq, pass } = await two();
    const watch = limitWatcher(wq);
    await wq.write(letter("case-1", "one", { clause }), letter("case-2", "two", { clause }));
    await wq.write(letter("own", "nobody else's business", { clause: undefined, audience: [wuqing] }));
    await wq.sealAll();
    pass(23);
    assert.equal(await watch(), 0);
    pass(1);
    // Two processes of the node look at the same moment.
    const said = await Promise.all([watch(), limitWatcher(wq)()]);
    assert.equal(said[0]! + said[1]!, 2);
    await wq.sealAll();
    pass(48);
    assert.equal(await watch(), 0, "neither again, nor of its own words");
    assert.deepEqual((await missedAt(wq)).toSorted(), ["case-1 relay –", "case-2 relay –"]);

    pass(1);
    await exchangeAll(wq, tz);
    await exchangeAll(wq, tz);
    const came = ["case-1 relay 2026-11-25T09:00:00.000Z", "case-2 relay 2026-11-25T09:00:00.000Z"];
    assert.deepEqual((await missedAt(wq)).toSorted(), came);
    assert.deepEqual((await missedAt(tz)).toSorted(), came);
    assert.equal(await limitWatcher(tz)(), 0);
    assert.deepEqual(await listRefusedByPeers(wq.db, wuqing, 10), []);
  });

  test(`${name}: what the new holder has not taken up in time is recorded, and evidence of it holds at both ends`, async () => {
    const { tz, wq, pass } = await two();
    await wq.write(letter("case-1", "filed", { clause }), passed("case-1"));
    await wq.write(letter("case-2", "filed", { clause }), passed("case-2"));
    await exchangeAll(wq, tz);
    await tz.write(letter("case-2", "taken up", { clause }));
    await exchangeAll(wq, tz);
    pass(72);
    assert.equal(await limitWatcher(wq)(), 1);
    assert.deepEqual(await missedAt(wq), ["case-1 delivery –"]);
    await exchangeAll(wq, tz);
    await tz.write(letter("case-1", "taken up late", { clause }));
    await exchangeAll(wq, tz);
    assert.deepEqual(await missedAt(wq), ["case-1 delivery 2026-11-25T08:00:00.000Z"]);
    assert.deepEqual(await missedAt(tz), ["case-1 delivery 2026-11-25T08:00:00.000Z"]);
    for (const node of [wq, tz]) {
      const made = await node.db.transaction().execute((tx) => evidenceOf(node.deps, tx, "case-1", proofs));
      assert.ok(made.ok);
      const result = verifyEvidence(made.value);
      assert.deepEqual(result.checks.filter(({ ok }) => !ok), []); // prettier-ignore
      assert.ok(result.events.some(({ event }) => event.type === missedTypes.delivery));
    }
  });

  test(`${name}: clauses without limits record nothing, however long it takes`, async () => {
    const { wq, pass } = await two();
    await wq.write(letter("case-1", "under the other clause"), {
      ...passed("case-1"),
      clause: letter("", "").clause!,
    });
    await wq.sealAll();
    pass(10_000);
    assert.equal(await limitWatcher(wq)(), 0);
  });

  test(`${name}: nobody can say of another's event that it did not come`, async () => {
    const { tz, wq } = await two();
    const [filed] = await wq.write(letter("case-1", "filed", { clause }));
    await exchangeAll(wq, tz);
    const untrue = {
      ...letter("case-1", "", { clause, about: filed!.digest, type: missedTypes.relay }),
      data: { party: wuqing, page: 1, limitHours: 24, since: "2026-11-22T08:00:00.000Z" },
    };
    await assert.rejects(tz.write(untrue), { message: "NOT_THEIR_EVENT" });
    await assert.rejects(wq.write(untrue), { message: "NOT_THEIR_EVENT" }, "nor of itself");
  });
}
