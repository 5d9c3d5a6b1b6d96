import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { test } from "node:test";
import { canonical, parseCanonical } from "#base/canonical.ts";
import { sha256Hex } from "#base/hash.ts";
import type { Suite } from "#base/signature.ts";
import { testDatabases } from "#node/test-database.ts";
import { agreementBytes, evidenceBytes, type Evidence } from "./evidence-format.ts";
import { evidenceOf, type AgreementProofs } from "./evidence.ts";
import { exchangeCapability } from "./exchange-capability.ts";
import { listParked } from "./parking-store.ts";
import { listRefusedByPeers } from "./operator-store.ts";
import { langfang, letter, letters, tongzhou, wuqing } from "./test-letters.ts";
import { newSigner, testParties } from "./test-parties.ts";
import { verifyEvidence } from "./verify-evidence.ts";

/** Wuqing under Chinese cryptography law, its neighbours not. */
const suiteOf: Record<string, Suite> = {
  [tongzhou]: "ed25519-sha256",
  [wuqing]: "sm2-sm3",
  [langfang]: "ed25519-sha256",
};

for (const { name, open } of testDatabases()) {
  const three = async () => {
    const parties = Object.keys(suiteOf);
    const signers = Object.fromEntries(parties.map((party) => [party, newSigner(suiteOf[party])]));
    const databases = await Promise.all(parties.map(async (party) => [party, (await open()).db] as const));
    const network = await testParties(Object.fromEntries(databases), {
      signers,
      // Nobody's own rule forbids a letter before it is sent.
      capabilities: [exchangeCapability, { ...letters, examine: undefined }],
    });
    const nodes = parties.map((party) => ({ party, publicKey: signers[party]!.publicKey }));
    const text = canonical({ agreement: { parties, nodes, clauses: [{ id: "letters" }] }, files: {} });
    const agreement = sha256Hex(text);
    const signatures = parties.map((party) => ({
      party,
      signature: signers[party]!.sign(agreementBytes(agreement)),
    }));
    const proofs: AgreementProofs = () =>
      Promise.resolve({ founding: agreement, agreements: { [agreement]: { text, signatures } } });
    const [tz, wq, lf] = parties.map((party) => network[party]!);
    /** Everybody seals, and takes what the others sealed. */
    const round = async () => {
      for (const one of Object.values(network)) await one.sealAll();
      for (const to of Object.values(network))
        for (const from of Object.values(network)) if (to !== from) assert.ok((await to.takeFrom(from)).ok);
    };
    return { tz: tz!, wq: wq!, lf: lf!, round, proofs, signers, clause: { agreement, clause: "letters" } };
  };

  test(`${name}: letters, papers and refusals cross between nodes of different suites`, async () => {
    const { tz, wq, lf, round } = await three();
    Object.assign(tz.deps, { capabilities: [exchangeCapability, letters] });
    Object.assign(wq.deps, { capabilities: [exchangeCapability, letters] });
    const everybody = { audience: [tongzhou, wuqing, langfang] };
    const put = await wq.deps.attachments.put(Readable.from([Buffer.from("a paper of Wuqing")]));
    assert.ok(put.ok);
    const attachments = [{ ...put.value, mediaType: "text/plain" }];
    await wq.write(letter("case-1", "from Wuqing", { ...everybody, attachments }));
    await wq.write(letter("case-2", "for two only"), letter("case-3", "for Langfang too", everybody));
    await lf.write(
      letter("case-4", "forbidden in Wuqing", everybody),
      letter("case-5", "welcome", everybody),
    );
    await round();
    for (const reader of [tz, lf]) {
      assert.deepEqual(await reader.lines("case-1"), ["from Wuqing"]);
      assert.ok(await reader.deps.attachments.has(put.value.digest));
    }
    assert.deepEqual(await lf.lines("case-2"), []);
    assert.deepEqual(await lf.lines("case-3"), ["for Langfang too"]);
    assert.deepEqual(await wq.lines("case-5"), ["welcome"]);
    assert.deepEqual(
      (await listParked(wq.db, 9)).map(({ subject, state, code }) => `${subject} ${state} ${code}`),
      ["case-4 refused LETTER_FORBIDDEN"],
    );
    await round();
    const refused = await listRefusedByPeers(lf.db, langfang, 9);
    assert.deepEqual(refused.map(({ by }) => by).toSorted(), [tongzhou, wuqing]);
  });

  test(`${name}: whoever makes evidence of a subject that crossed, it holds; what another suite signed cannot be changed`, async () => {
    const { tz, wq, lf, round, proofs, signers, clause } = await three();
    const more = { clause, audience: [tongzhou, wuqing, langfang] };
    await wq.write(letter("case-0", "beside it", more), letter("case-1", "filed", more));
    await wq.write(
      letter("case-1", "yours", { ...more, type: "letter.passed", data: { text: "yours", to: tongzhou } }),
    );
    await round();
    await tz.write(letter("case-9", "beside it", more));
    await tz.write(letter("case-1", "decided", more));
    await lf.write(letter("case-1", "seen", { ...more, type: "letter.answered" }));
    await round();
    await round();
    for (const maker of [tz, wq, lf]) {
      const made = await maker.db.transaction().execute((tx) => evidenceOf(maker.deps, tx, "case-1", proofs));
      assert.ok(made.ok);
      const result = verifyEvidence(made.value);
      assert.deepEqual(
        result.checks.filter(({ ok }) => !ok),
        [],
        maker.party,
      );
      assert.equal(result.events.length, 4);
      assert.deepEqual(result.pending, []);
      const file = parseCanonical(made.value.slice(0, -1)) as unknown as Evidence;
      file.events[0]!.salt = "0".repeat(32);
      const { signature: _, ...rest } = file;
      const signature = signers[maker.party]!.sign(evidenceBytes(canonical(rest)));
      const forged = verifyEvidence(`${canonical({ ...rest, signature })}\n`);
      const failed = forged.checks.filter(({ ok }) => !ok).map(({ id }) => id);
      assert.ok(failed.includes("event-proofs"));
      assert.ok(!failed.includes("maker-signature"));
    }
  });
}
