/** A node that tells two stories is found out by the others, and the proof makes itself. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { canonical, parseCanonical } from "#base/canonical.ts";
import { sha256Hex } from "#base/hash.ts";
import type { Db } from "#base/tx.ts";
import { testDatabases } from "#node/test-database.ts";
import { changeKey } from "./change-key.ts";
import { conflictFileOf } from "./conflict.ts";
import { conflictBytes, type ConflictFile } from "./conflict-format.ts";
import { listConflicts } from "./conflict-store.ts";
import { agreementBytes } from "./evidence-format.ts";
import type { AgreementProofs } from "./evidence.ts";
import { getChain } from "./chain-store.ts";
import { langfang, letter, tongzhou, wuqing } from "./test-letters.ts";
import { newSigner, testParties, type TestParty } from "./test-parties.ts";
import { verifyConflict } from "./verify-conflict.ts";

const all = [tongzhou, wuqing, langfang];
const signers = Object.fromEntries(all.map((party) => [party, newSigner()]));
const nodes = all.map((party) => ({ party, publicKey: signers[party]!.publicKey }));
const text = canonical({ agreement: { parties: all, nodes, clauses: [{ id: "letters" }] }, files: {} });
const digest = sha256Hex(text);
const signatures = all.map((party) => ({ party, signature: signers[party]!.sign(agreementBytes(digest)) }));
const proofs: AgreementProofs = () =>
  Promise.resolve({ founding: digest, agreements: { [digest]: { text, signatures } } });

const failing = (file: string): string[] =>
  verifyConflict(file)
    .checks.filter(({ ok }) => !ok)
    .map(({ id }) => id);

/** The same file as whoever made it might have forged it. */
const forged = (file: string, change: (file: ConflictFile) => void): string[] => {
  const copy = parseCanonical(file.slice(0, -1)) as unknown as ConflictFile;
  change(copy);
  const { signature: _, ...rest } = copy;
  const signature = signers[copy.madeBy]!.sign(conflictBytes(canonical(rest)));
  return failing(`${canonical({ ...rest, signature })}\n`);
};

for (const { name, open } of testDatabases()) {
  /** Wuqing runs twice, on two databases: Tongzhou follows the one, Langfang the other. */
  const clones = async () => {
    const databases: Record<string, Db> = { [tongzhou]: (await open()).db, [langfang]: (await open()).db };
    const true1 = (await open()).db;
    const clone1 = (await open()).db;
    const one = await testParties({ ...databases, [wuqing]: true1 }, { signers });
    const other = await testParties({ ...databases, [wuqing]: clone1 }, { signers });
    const [wq, clone] = [one[wuqing]!, other[wuqing]!];
    for (const each of [wq, clone]) assert.deepEqual(await each.held.ask(), { state: "sound" });
    await wq.write(letter("case-1", "to Tongzhou", { audience: all }));
    await clone.write(letter("case-1", "to Langfang", { audience: all }));
    await wq.sealAll();
    await clone.sealAll();
    return { wq, clone, tz: one[tongzhou]!, lf: one[langfang]!, other };
  };
  const fileAt = async (party: TestParty): Promise<string> => {
    const [conflict] = await listConflicts(party.db, 10);
    assert.ok(conflict);
    const file = await party.db
      .transaction()
      .execute((tx) => conflictFileOf(party.deps, tx, conflict.id, proofs));
    assert.ok(file.ok);
    return file.value;
  };

  test(`${name}: f-10 two stories told by one node come to light, and the file that proves it needs nothing else`, async () => {
    const { tz, lf, other } = await clones();
    await tz.pull(wuqing);
    await other[langfang]!.pull(wuqing);
    await lf.sealAll();
    const pulled = await tz.pull(langfang);
    assert.equal(pulled.ok ? "ok" : pulled.refusal.code, "TOLD_DIFFERENTLY");
    assert.equal((await getChain(tz.db, langfang)).end.number, 1, "the page itself is taken");

    const file = await fileAt(tz);
    assert.deepEqual(failing(file), []);
    const { of, number, stories } = verifyConflict(file);
    assert.deepEqual([of, number, stories.map(({ heldBy }) => heldBy)], [wuqing, 1, [tongzhou, langfang]]);

    const cases: [expected: string, change: (file: ConflictFile) => void][] = [
      ["two-stories", (one) => (one.stories[1] = one.stories[0]!)],
      ["same-signer", (one) => (one.stories[1]!.signature = one.stories[0]!.signature)],
      ["same-signer", (one) => (one.number = 2)],
      ["same-signer", (one) => (one.of = langfang)],
      ["agreement-signatures", (one) => one.agreements[digest]!.signatures.pop()],
      ["file-form", (one) => one.stories.pop()],
    ];
    for (const [expected, change] of cases) assert.ok(forged(file, change).includes(expected), expected);
    assert.deepEqual(failing(file.replace(/"madeAt":"20/, '"madeAt":"21')), ["maker-signature"]);
  });

  test(`${name}: a clone that sealed beside the true node finds out from its peers, stops, and keeps the proof`, async () => {
    const { clone, wq, tz } = await clones();
    await tz.pull(wuqing);
    await tz.sealAll();
    await clone.pull(tongzhou);
    await clone.held.look();
    assert.equal(await clone.seal(), "forked");
    await assert.rejects(clone.write(letter("case-2", "no more")), { message: "OWN_CHAIN_FORKED" });
    assert.deepEqual(failing(await fileAt(clone)), []);
    // The true one goes on: nobody holds another page of it.
    await wq.pull(tongzhou);
    await wq.write(letter("case-2", "and on"));
    assert.equal(typeof (await wq.seal()), "object");
  });

  test(`${name}: a clone that is started again asks first, and stops with the proof before anything else`, async () => {
    const { clone, tz, wq } = await clones();
    await tz.pull(wuqing);
    const again = (await testParties({ [tongzhou]: tz.db, [wuqing]: clone.db }, { signers }))[wuqing]!;
    assert.equal(await again.seal(), "forked");
    assert.deepEqual(failing(await fileAt(again)), []);
    const recovered = await again.recover();
    assert.equal(recovered.ok ? "ok" : recovered.refusal.code, "OWN_CHAIN_FORKED");
    assert.deepEqual(await listConflicts(wq.db, 10), []);
  });

  test(`${name}: two stories under a later key are proved by a file that shows how that key came to be`, async () => {
    const databases = Object.fromEntries(
      await Promise.all(all.map(async (party) => [party, (await open()).db] as const)),
    );
    const one = await testParties(databases, { signers });
    const [tz, wq, lf] = all.map((party) => one[party]!) as [TestParty, TestParty, TestParty];
    await wq.write(letter("case-1", "before", { audience: all }));
    assert.ok((await changeKey(wq, "sm2-sm3", { role: "security-administrator", department: "node" })).ok);
    await wq.sealAll();
    await tz.takeFrom(wq);
    await lf.takeFrom(wq);
    // A copy of Wuqing with all its keys: Langfang talks to it from here on.
    const rings = { [wuqing]: wq.deps.keys };
    const other = await testParties({ ...databases, [wuqing]: (await open()).db }, { signers, rings });
    const clone = other[wuqing]!;
    assert.ok((await clone.recover()).ok);
    await wq.write(letter("case-1", "to Tongzhou", { audience: all }));
    await clone.write(letter("case-1", "to Langfang", { audience: all }));
    await wq.sealAll();
    await clone.sealAll();
    await tz.takeFrom(wq);
    await other[langfang]!.takeFrom(clone);
    await lf.sealAll();
    await tz.pull(langfang);

    const file = await fileAt(tz);
    assert.deepEqual(failing(file), []);
    const without = forged(file, (changed) => {
      delete changed.keys;
      delete changed.pages;
    });
    assert.deepEqual(without, ["same-signer", "two-stories"], "nothing else explains the key");
    const unproven = forged(file, (changed) => (changed.keys![0]!.salt = "0".repeat(32)));
    assert.deepEqual(unproven, ["key-changes", "page-signatures", "same-signer", "two-stories"]);
    assert.ok(forged(file, ({ pages }) => (pages![wuqing]![0]!.signature = "A")).includes("page-signatures"));
  });
}
