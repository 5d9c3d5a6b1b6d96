import assert from "node:assert/strict";
import { after, test } from "node:test";
import fc from "fast-check";
import { canonical, parseCanonical } from "#base/canonical.ts";
import { sha256Hex } from "#base/hash.ts";
import type { Signer } from "#base/signature.ts";
import { testDatabases } from "#node/test-database.ts";
import { agreementBytes, evidenceBytes, type Evidence } from "./evidence-format.ts";
import { evidenceOf, type AgreementProofs } from "./evidence.ts";
import { letter, tongzhou, wuqing } from "./test-letters.ts";
import { newSigner, testParties } from "./test-parties.ts";
import { verifyEvidence } from "./verify-evidence.ts";

const signers: Record<string, Signer> = { [tongzhou]: newSigner(), [wuqing]: newSigner() };
const parties = [tongzhou, wuqing];
const nodes = parties.map((party) => ({ party, publicKey: signers[party]!.publicKey }));
const text = canonical({ agreement: { parties, nodes, clauses: [{ id: "letters" }] }, files: {} });
const digest = sha256Hex(text);
const signatures = parties.map((party) => ({
  party,
  signature: signers[party]!.sign(agreementBytes(digest)),
}));
const proofs: AgreementProofs = () =>
  Promise.resolve({ founding: digest, agreements: { [digest]: { text, signatures } } });
const clause = { agreement: digest, clause: "letters" };

/** A letter that went to and fro, proven by the node that did not write it first. */
const makeEvidence = async (embedded: ReturnType<typeof testDatabases>[number]): Promise<string> => {
  const open = [await embedded.open(), await embedded.open()] as const;
  const two = await testParties({ [tongzhou]: open[0].db, [wuqing]: open[1].db }, { signers });
  const [tz, wq] = [two[tongzhou]!, two[wuqing]!];
  await wq.write(letter("other", "of no matter", { clause }), letter("case-1", "filed", { clause }));
  await wq.write(
    letter("case-1", "yours", { clause, type: "letter.passed", data: { text: "yours", to: tongzhou } }),
  );
  await wq.sealAll();
  await tz.takeFrom(wq);
  await tz.write(letter("case-1", "decided", { clause }));
  await tz.sealAll();
  await wq.takeFrom(tz);
  const [last] = await wq.write(letter("case-1", "thanks", { clause, type: "letter.answered" }));
  assert.ok(last);
  await wq.sealAll();
  await tz.takeFrom(wq);
  await tz.sealAll();
  await wq.takeFrom(tz);
  const made = await tz.db.transaction().execute((tx) => evidenceOf(tz.deps, tx, "case-1", proofs));
  for (const { close } of open) await close();
  assert.ok(made.ok);
  return made.value;
};

const databases = testDatabases();
const evidence = makeEvidence(databases[0]!);
after(() => evidence.catch(() => {}));

test("evidence made by either database holds, with every check named", async () => {
  for (const made of [await evidence, await makeEvidence(databases[1]!)]) {
    const result = verifyEvidence(made);
    assert.deepEqual(
      result.checks.filter(({ ok }) => !ok),
      [],
    );
    assert.ok(result.ok);
    assert.equal(result.checks.length, 11);
    assert.deepEqual(
      result.events.map(({ author, event }) => `${author} ${event.type}`),
      [
        `${wuqing} letter.written`,
        `${wuqing} letter.passed`,
        `${tongzhou} letter.written`,
        `${wuqing} letter.answered`,
      ],
    );
    assert.deepEqual(result.pending, []);
  }
});

test("no byte of evidence can be changed, removed or added", async () => {
  const made = Buffer.from(await evidence);
  fc.assert(
    fc.property(
      fc.nat(made.length - 1),
      fc.integer({ min: 0, max: 255 }),
      fc.constantFrom("set", "cut", "put"),
      (at, by, how) => {
        const changed = Buffer.from(made);
        if (how === "set") {
          fc.pre(changed[at] !== by);
          changed[at] = by;
        }
        const bytes = {
          set: changed,
          cut: Buffer.concat([made.subarray(0, at), made.subarray(at + 1)]),
          put: Buffer.concat([made.subarray(0, at), Buffer.of(by), made.subarray(at)]),
        }[how];
        assert.equal(verifyEvidence(bytes.toString("utf8")).ok, false);
      },
    ),
    { numRuns: 600 },
  );
});

/** The same file as whoever made it might have forged it: changed, and signed again by the maker. */
const forged = (made: string, change: (evidence: Evidence) => void): string[] => {
  const copy = parseCanonical(made.slice(0, -1)) as unknown as Evidence;
  change(copy);
  const { signature: _, ...rest } = copy;
  const signature = signers[tongzhou]!.sign(evidenceBytes(canonical(rest)));
  return verifyEvidence(`${canonical({ ...rest, signature })}\n`)
    .checks.filter(({ ok }) => !ok)
    .map(({ id }) => id);
};

test("not even its maker can change what the others signed", async () => {
  const made = await evidence;
  const failing = (change: (evidence: Evidence) => void) => forged(made, change);
  assert.deepEqual(
    failing(() => {}),
    [],
  );
  assert.ok(failing((e) => e.events.splice(1, 1)).includes("event-links"));
  assert.ok(failing((e) => (e.events = e.events.toReversed())).includes("event-links"));
  assert.ok(failing((e) => e.events.push(e.events[0]!)).includes("event-links"));
  assert.ok(
    failing(
      (e) => ([e.events[0]!.body, e.events[1]!.body] = [e.events[1]!.body, e.events[0]!.body]),
    ).includes("event-proofs"),
  );
  assert.ok(failing((e) => (e.events[0]!.index = 0)).includes("event-proofs"));
  assert.ok(failing((e) => (e.subject = "case-2")).includes("event-links"));
  assert.ok(failing((e) => e.pages[wuqing]!.shift()).includes("event-proofs"));
  assert.ok(failing((e) => (e.pages[wuqing] = e.pages[wuqing]!.toReversed())).includes("page-chain"));
  assert.ok(failing((e) => e.acknowledgements.pop()).includes("acknowledgements"));
  assert.ok(failing((e) => (e.acknowledgements[0]!.at += 1)).includes("acknowledgements"));
  assert.ok(failing((e) => e.agreements[digest]!.signatures.pop()).includes("agreement-signatures"));
  assert.ok(
    failing((e) => (e.agreements[digest]!.text = text.replace('"letters"', '"numbers"'))).includes(
      "agreement-digests",
    ),
  );
});

test("whatever is not evidence is refused without a fault", () => {
  for (const text of ["", "\n", "{}\n", "null\n", "[]\n", '{"format":"tongwulang-evidence/1"}\n', "\ud800\n"])
    assert.equal(verifyEvidence(text).ok, false);
  fc.assert(fc.property(fc.json(), (json) => assert.equal(verifyEvidence(`${json}\n`).ok, false)));
});
