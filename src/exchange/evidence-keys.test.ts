/** Evidence about what was signed before and after keys changed. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { canonical, parseCanonical } from "#base/canonical.ts";
import { sha256Hex } from "#base/hash.ts";
import type { Signer } from "#base/signature.ts";
import { testDatabases } from "#node/test-database.ts";
import { changeKey, revokeKey } from "./change-key.ts";
import { agreementBytes, evidenceBytes, type Evidence } from "./evidence-format.ts";
import { evidenceOf, type AgreementProofs } from "./evidence.ts";
import { succession } from "./succession.ts";
import { langfang, letter, tongzhou, wuqing } from "./test-letters.ts";
import { newSigner, testParties, type TestParty } from "./test-parties.ts";
import { verifyEvidence } from "./verify-evidence.ts";

const all = [tongzhou, wuqing, langfang];
const actor = { role: "security-administrator", department: "node" };

/** A letter that goes on while Wuqing changes its key, and Langfang's is stolen and put out of use by the others. */
const story = async (open: ReturnType<typeof testDatabases>[number]["open"]) => {
  const signers: Record<string, Signer> = Object.fromEntries(all.map((party) => [party, newSigner()]));
  const nodes = all.map((party) => ({ party, publicKey: signers[party]!.publicKey }));
  const text = canonical({ agreement: { parties: all, nodes, clauses: [{ id: "letters" }] }, files: {} });
  const digest = sha256Hex(text);
  const signatures = all.map((party) => ({
    party,
    signature: signers[party]!.sign(agreementBytes(digest)),
  }));
  const proofs: AgreementProofs = () =>
    Promise.resolve({ founding: digest, agreements: { [digest]: { text, signatures } } });
  const clause = { agreement: digest, clause: "letters" };
  const databases = Object.fromEntries(
    await Promise.all(all.map(async (party) => [party, (await open()).db] as const)),
  );
  const parties = await testParties(databases, { signers });
  const [tz, wq, lf] = all.map((party) => parties[party]!) as [TestParty, TestParty, TestParty];
  const exchangeAll = async () => {
    for (const one of [tz, wq, lf]) await one.sealAll();
    for (const reader of [tz, wq, lf])
      for (const from of [tz, wq, lf]) if (reader !== from) await reader.takeFrom(from);
  };
  const write = (party: TestParty, subject: string, line: string) =>
    party.write(letter(subject, line, { clause, audience: all }));
  const prove = async (party: TestParty, subject: string): Promise<string> => {
    const made = await party.db.transaction().execute((tx) => evidenceOf(party.deps, tx, subject, proofs));
    assert.ok(made.ok, JSON.stringify(made));
    return made.value;
  };

  await write(wq, "case", "before");
  await write(lf, "other", "before");
  await exchangeAll();
  const early = await prove(tz, "case");
  await write(wq, "case", "on the page that ends the key");
  assert.ok((await changeKey(wq, "sm2-sm3", actor)).ok);
  await write(wq, "case", "under the new key");
  await exchangeAll();
  await write(lf, "other", "never read under the stolen key");
  await lf.sealAll();
  const stolen = lf.deps.keys.all()[0]!;
  const replacement = succession(langfang, stolen.keyId, await lf.deps.keys.make("ed25519-sha256"));
  for (const one of [tz, wq]) assert.ok((await revokeKey(one, replacement, actor)).ok);
  while ((await tz.lines("other")).length < 2) await exchangeAll();
  await exchangeAll();
  return { early, prove, tz, wq, lf, stolen };
};

const failing = (text: string): string[] =>
  verifyEvidence(text)
    .checks.filter(({ ok }) => !ok)
    .map(({ id }) => id);

for (const { name, open } of testDatabases())
  test(`${name}: what was signed before and after a change or a revocation is proven by every party`, async () => {
    const { early, prove, tz, wq, lf } = await story(open);
    assert.deepEqual(failing(early), [], "a file from before stays what it was");
    assert.ok(!early.includes('"keys"'));
    for (const party of [tz, wq, lf])
      for (const [subject, count] of [
        ["case", 3],
        ["other", 2],
      ] as const) {
        const made = await prove(party, subject);
        assert.deepEqual(failing(made), [], `${party.party} ${subject}`);
        assert.equal(verifyEvidence(made).events.length, count);
      }
  });

test("a file whose keys are left out, forged, or said by too few does not hold", async () => {
  const { prove, tz, wq } = await story(testDatabases()[0]!.open);
  const forged = async (subject: string, change: (evidence: Evidence) => void): Promise<string[]> => {
    const file = parseCanonical((await prove(tz, subject)).slice(0, -1)) as unknown as Evidence;
    change(file);
    const { signature: _, ...rest } = file;
    const signature = tz.deps.keys.all()[0]!.sign(evidenceBytes(canonical(rest)));
    return failing(`${canonical({ ...rest, signature })}\n`);
  };
  const typeOf = (body: string) => (JSON.parse(body) as { type: string }).type;
  assert.deepEqual(await forged("case", () => {}), []);
  const without = await forged("case", (file) => delete file.keys);
  assert.ok(without.includes("page-signatures"), "pages by keys that nothing in the file explains");
  const changed = (await forged("case", (file) => {
    const entry = file.keys!.find(({ body }) => typeOf(body) === "network.key-changed")!;
    const event = JSON.parse(entry.body) as { data: Record<string, unknown> };
    event.data["publicKey"] = newSigner().publicKey;
    entry.body = canonical(event);
  })) satisfies string[];
  assert.ok(changed.includes("key-changes") && changed.includes("page-signatures"));
  const alone = await forged("other", (file) => {
    file.keys = file.keys!.filter(
      ({ author, body }) => author !== wq.party || typeOf(body) !== "network.key-revoked",
    );
  });
  assert.deepEqual(alone.includes("page-signatures"), true, "one of two others is no quorum");
});
