import assert from "node:assert/strict";
import { appendFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { test } from "node:test";
import { sql } from "kysely";
import { canonical } from "#base/canonical.ts";
import { sha256Hex } from "#base/hash.ts";
import { done, type Outcome } from "#base/outcome.ts";
import type { Db } from "#base/tx.ts";
import { testDatabases, type TestDatabases } from "#node/test-database.ts";
import type { Attachment } from "#protocol/event.ts";
import { erase } from "./erase.ts";
import type { EraseCommand } from "./events.ts";
import { agreementBytes } from "./evidence-format.ts";
import { evidenceOf, type AgreementProofs } from "./evidence.ts";
import { erasureCapability } from "./erasure.ts";
import { erasureRegister } from "./erasure-register.ts";
import { exchangeCapability } from "./exchange-capability.ts";
import { listParked } from "./parking-store.ts";
import { removeMarkedFiles } from "./remove-files.ts";
import { langfang, letter, letters, tongzhou, wuqing } from "./test-letters.ts";
import { newSigner, testParties, type TestParty } from "./test-parties.ts";
import { verifyEvidence } from "./verify-evidence.ts";

const secret = "示例王女士 990114198507260127";
const wide = [tongzhou, wuqing, langfang];
const all = { audience: wide };

const command = (subject: string, more: Partial<EraseCommand> = {}): EraseCommand => ({
  subject,
  reason: "person-asked",
  basis: { zh: "《个人信息保护法》第四十七条", en: "PIPL art. 47" },
  closedOn: "2016-11-22",
  approvedBy: [
    { role: "system-administrator", department: "d1" },
    { role: "security-administrator", department: "d1" },
  ],
  actor: { role: "security-administrator", department: "d1" },
  ...more,
});

const erased = (
  party: TestParty,
  subject: string,
  more: Partial<EraseCommand> = {},
): Promise<Outcome<unknown>> => party.commit((tx) => erase(party.deps, tx, command(subject, more)));

const codeOf = (outcome: Outcome<unknown>): string => (outcome.ok ? "ok" : outcome.refusal.code);

/** Every row of every table of the exchange and of the letters, as text. */
const everything = async (db: Db): Promise<string> => {
  const { rows } = await sql<{ name: string }>`select table_schema || '.' || table_name as name
    from information_schema.tables where table_schema in ('exchange', 'letters') and table_type = 'BASE TABLE'`.execute(
    db,
  );
  const texts = await Promise.all(
    rows.map(async ({ name }) => {
      const found = await sql<{ all: string | null }>`select string_agg(t::text, ' ') as all from ${sql.table(name)} t`.execute(db); // prettier-ignore
      return found.rows[0]!.all ?? "";
    }),
  );
  return texts.join("\n");
};

const parked = async (party: TestParty) =>
  (await listParked(party.db, 50)).map(({ subject, state, code }) => `${subject} ${state} ${code}`);

const upload = async (party: TestParty, text: string): Promise<Attachment> => {
  const put = await party.deps.attachments.put(Readable.from([Buffer.from(text)]));
  assert.ok(put.ok);
  return { ...put.value, mediaType: "text/plain" };
};

for (const { name, open } of testDatabases()) {
  const three = async (options: Parameters<typeof testParties>[1] = {}) => {
    const dbs = { [tongzhou]: (await open()).db, [wuqing]: (await open()).db, [langfang]: (await open()).db };
    const parties = await testParties(dbs, options);
    return { tz: parties[tongzhou]!, wq: parties[wuqing]!, lf: parties[langfang]! };
  };

  test(`${name}: f-17 an erasure takes bodies, salts and what was made of them from every node`, async () => {
    const { tz, wq, lf } = await three();
    await wq.write(letter("case-1", secret, all), letter("case-2", "another", all));
    await wq.write(
      letter("case-1", "passed", { ...all, type: "letter.passed", data: { text: "", to: tongzhou } }),
    );
    await wq.sealAll();
    for (const party of [tz, lf]) await party.takeFrom(wq);
    await wq.write(letter("case-1", `${secret} is content`, { ...all, type: "letter.answered" }));

    // Who does not hold it erases nothing; who holds it does, once.
    assert.equal(codeOf(await erased(wq, "case-1")), "NOT_HOLDER");
    assert.equal(codeOf(await erased(tz, "case-9")), "NO_EVENTS");
    assert.equal(codeOf(await erased(tz, "case-1")), "ok");
    assert.equal(codeOf(await erased(tz, "case-1")), "SUBJECT_ERASED");
    await tz.sealAll();
    for (const party of [wq, lf]) assert.equal(codeOf(await party.takeFrom(tz)), "ok");

    // What was queued when the erasure came is sealed as a leaf, and taken as one.
    await wq.sealAll();
    for (const party of [tz, lf]) assert.equal(codeOf(await party.takeFrom(wq)), "ok");
    for (const party of [tz, wq, lf]) {
      assert.doesNotMatch(await everything(party.db), /示例王女士|990114198507260127/, party.party);
      assert.deepEqual(await party.lines(), ["another"]);
      assert.deepEqual(await parked(party), []);
    }

    // Nothing more may be said of it; everything else goes on.
    await assert.rejects(tz.write(letter("case-1", secret, all)), { message: "SUBJECT_ERASED" });
    await assert.rejects(lf.write(letter("case-1", secret, { ...all, type: "letter.answered" })), {
      message: "SUBJECT_ERASED",
    });
    await wq.write(letter("case-2", "goes on", all));
    await wq.sealAll();
    await tz.takeFrom(wq);
    assert.deepEqual(await tz.lines("case-2"), ["another", "goes on"]);
  });

  test(`${name}: whoever was away, or comes new, takes every page from the first`, async () => {
    const { tz, wq, lf } = await three();
    await wq.write(letter("case-1", secret, all), letter("case-2", "another", all));
    await wq.write(letter("case-1", "", { ...all, type: "letter.passed", data: { text: "", to: tongzhou } }));
    await wq.sealAll();
    await tz.takeFrom(wq);
    await tz.write(letter("case-1", `${secret} may`, all));
    await tz.sealAll();
    assert.equal(codeOf(await erased(tz, "case-1")), "ok");
    await tz.sealAll();
    // Wuqing has not heard of it and still hands out its body: whoever has heard keeps the leaf alone.
    await lf.takeFrom(tz);
    assert.equal(codeOf(await lf.takeFrom(wq)), "ok");
    await wq.takeFrom(tz);
    for (const party of [wq, lf]) {
      assert.doesNotMatch(await everything(party.db), /示例王女士/);
      assert.deepEqual(await party.lines(), ["another"]);
      assert.deepEqual(await parked(party), []);
    }
    await lf.sealAll();
    for (const party of [tz, wq]) assert.equal(codeOf(await party.takeFrom(lf)), "ok");
  });

  test(`${name}: what came first as a body waits no more when the erasure comes`, async () => {
    const { tz, wq, lf } = await three();
    await wq.write(letter("case-1", secret, all));
    await wq.write(letter("case-1", "", { ...all, type: "letter.passed", data: { text: "", to: tongzhou } }));
    await wq.sealAll();
    await tz.takeFrom(wq);
    await tz.write(letter("case-1", `${secret} may`, all));
    await tz.sealAll();
    await lf.takeFrom(tz);
    assert.deepEqual(await parked(lf), ["case-1 waiting MISSING_PREVIOUS"]);
    await erased(tz, "case-1");
    await tz.sealAll();
    await wq.takeFrom(tz);
    assert.equal(codeOf(await lf.takeFrom(wq)), "ok");
    assert.equal(codeOf(await lf.takeFrom(tz)), "ok");
    assert.deepEqual(await parked(lf), []);
    assert.doesNotMatch(await everything(lf.db), /示例王女士/);
  });

  test(`${name}: a node restored from an old copy is told again`, async () => {
    const signers = { [tongzhou]: newSigner(), [wuqing]: newSigner() };
    const writer = await open();
    const [lost, restored] = [await open(), await open()];
    const two = { audience: [tongzhou, wuqing] };
    const before = await testParties({ [tongzhou]: lost.db, [wuqing]: writer.db }, { signers });
    const copy = await testParties({ [tongzhou]: restored.db, [wuqing]: writer.db }, { signers });
    await before[wuqing]!.write(letter("case-1", secret, two));
    await before[wuqing]!.sealAll();
    await before[tongzhou]!.takeFrom(before[wuqing]!);
    await copy[tongzhou]!.takeFrom(copy[wuqing]!); // the copy is as the node was now
    assert.equal(codeOf(await erased(before[wuqing]!, "case-1")), "ok");
    await before[wuqing]!.sealAll();
    await before[tongzhou]!.takeFrom(before[wuqing]!);
    assert.match(await everything(restored.db), /示例王女士/);
    await copy[tongzhou]!.takeFrom(copy[wuqing]!);
    assert.doesNotMatch(await everything(restored.db), /示例王女士/);
  });

  test(`${name}: who passed it on after the copy was made honours the erasure all the same`, async () => {
    const signers = { [tongzhou]: newSigner(), [wuqing]: newSigner() };
    const [lost, copied, reader] = [await open(), await open(), await open()];
    const on = (db: Db) => testParties({ [wuqing]: db, [tongzhou]: reader.db }, { signers });
    const two = { audience: [tongzhou, wuqing] };
    const before = await on(lost.db);
    const [wq, tz] = [before[wuqing]!, before[tongzhou]!];
    await wq.write(letter("case-1", secret, two), letter("case-2", "held in Wuqing", two));
    await wq.sealAll();
    await tz.takeFrom(wq);
    assert.ok((await (await on(copied.db))[wuqing]!.recover()).ok); // the copy is as the node was now
    await wq.write(letter("case-1", "", { ...two, type: "letter.passed", data: { text: "", to: tongzhou } }));
    await wq.sealAll();
    await tz.takeFrom(wq);
    assert.equal(codeOf(await erased(tz, "case-1")), "ok");
    await tz.sealAll();
    const again = (await on(copied.db))[wuqing]!;
    assert.deepEqual(await again.lines("case-1"), [secret]);
    assert.equal(codeOf(await again.takeFrom(tz)), "ok"); // before its own pages are back
    assert.ok((await again.recover()).ok);
    assert.deepEqual(await parked(again), []);
    assert.deepEqual(await again.lines(), ["held in Wuqing"]);
    assert.doesNotMatch(await everything(copied.db), /示例王女士/);
  });

  test(`${name}: what no other node was told of is erased again from the register beside the database`, async (t) => {
    const folder = await mkdtemp(join(tmpdir(), "tongwulang-register-"));
    t.after(() => rm(folder, { recursive: true, force: true }));
    const register = join(folder, "erased.jsonl");
    const signers = { [wuqing]: newSigner(), [tongzhou]: newSigner() };
    const [lost, copied, reader] = [await open(), await open(), await open()];
    const own = { audience: [wuqing], clause: undefined };
    const two = { audience: [tongzhou, wuqing] };
    const party = (await testParties({ [wuqing]: lost.db }, { signers }))[wuqing]!;
    const others = await testParties({ [wuqing]: copied.db, [tongzhou]: reader.db }, { signers });
    const copy = others[wuqing]!;
    const writer = others[tongzhou]!;
    await party.write(letter("case-1", secret, own));
    await copy.write(letter("case-1", secret, own)); // the copy was made now
    await writer.write(letter("case-2", secret, two));
    await writer.sealAll();
    await copy.takeFrom(writer);
    assert.equal(codeOf(await erased(party, "case-1")), "ok");
    assert.deepEqual(await erasureRegister(party.deps, register)(), { written: 1, erasedAgain: 0 });
    assert.deepEqual(await erasureRegister(party.deps, register)(), { written: 0, erasedAgain: 0 });
    await appendFile(register, '\n{"subject":"case-2","aft'); // a crash cut it short
    assert.deepEqual(await erasureRegister(copy.deps, register)(), { written: 0, erasedAgain: 1 });
    assert.deepEqual(await copy.lines(), [secret]);

    // What it was made to forget and is then told of by its author is no second erasure.
    assert.equal(codeOf(await erased(writer, "case-2")), "ok");
    await erasureRegister(writer.deps, register)();
    assert.deepEqual(await erasureRegister(copy.deps, register)(), { written: 0, erasedAgain: 1 });
    await writer.sealAll();
    assert.equal(codeOf(await copy.takeFrom(writer)), "ok");
    assert.deepEqual(await parked(copy), []);
    assert.doesNotMatch(await everything(copied.db), /示例王女士/);
  });

  test(`${name}: only the files that nothing else names go, also after a crash in between`, async () => {
    const { tz, wq } = await three();
    const [own, shared] = [await upload(wq, `${secret} on paper`), await upload(wq, "a form of everybody")];
    const two = { audience: [tongzhou, wuqing] };
    await wq.write(letter("case-1", "with papers", { ...two, attachments: [own, shared] }));
    await wq.write(letter("case-2", "with the form", { ...two, attachments: [shared] }));
    await wq.sealAll();
    await tz.takeFrom(wq);
    await erased(wq, "case-1");
    await wq.sealAll();
    await tz.takeFrom(wq);
    for (const party of [tz, wq]) {
      const { attachments } = party.deps;
      assert.equal(await attachments.has(own.digest), true); // the commit came first; here it may crash
      assert.deepEqual(await removeMarkedFiles(party.deps), { removed: 1 });
      assert.deepEqual(await removeMarkedFiles(party.deps), { removed: 0 });
      assert.equal(await attachments.has(own.digest), false);
      assert.equal(await attachments.has(shared.digest), true);
    }
  });

  test(`${name}: a file that somebody named anew before it went stays`, async () => {
    const { wq } = await three();
    const file = await upload(wq, "the same form");
    const own = { audience: [wuqing], clause: undefined, attachments: [file] };
    await wq.write(letter("case-1", "first", own));
    assert.equal(codeOf(await erased(wq, "case-1")), "ok");
    await wq.write(letter("case-2", "second", own));
    assert.deepEqual(await removeMarkedFiles(wq.deps), { removed: 0 });
    assert.equal(await wq.deps.attachments.has(file.digest), true);
  });

  test(`${name}: what does not fit is refused on both sides`, async () => {
    const { tz, wq } = await three();
    await wq.write(letter("case-1", "held in Wuqing", all));
    await wq.sealAll();
    await tz.takeFrom(wq);
    const data = { ...command("case-1"), actor: undefined, after: "a".repeat(64) };
    const draft = { ...letter("erasure:case-1", "", all), type: "exchange.erased" };
    const given = JSON.parse(canonical({ ...data, actor: "" })) as Record<string, unknown>;
    const tried = async (party: TestParty, more: object) =>
      codeOf(await party.commit(async (tx) => {
        const recorded = await party.append(tx, [{ ...draft, data: given, ...more }]);
        return recorded.ok ? done(undefined) : recorded;
      })); // prettier-ignore
    assert.equal(await tried(wq, { subject: "erasure:case-2" }), "BAD_ERASURE");
    assert.equal(await tried(wq, { audience: [tongzhou, wuqing] }), "AUDIENCE_TOO_NARROW");
    assert.equal(await tried(wq, { data: { ...given, approvedBy: [] } }), "BAD_DATA");
    assert.equal(await tried(wq, { data: { ...given, reason: "tidying" } }), "BAD_DATA");
    assert.equal(await tried(wq, {}), "ok");
  });

  test(`${name}: nobody makes the holder forget, nor those who know who holds it`, async () => {
    const { tz, wq, lf } = await three();
    const faulty = { ...erasureCapability([letters], tongzhou), examine: undefined };
    Object.assign(tz.deps, { capabilities: [exchangeCapability, letters, faulty] });
    await wq.write(letter("case-1", "held in Wuqing", all));
    await wq.sealAll();
    for (const party of [tz, lf]) await party.takeFrom(wq);
    assert.equal(codeOf(await erased(tz, "case-1")), "ok");
    await tz.sealAll();
    for (const party of [wq, lf]) {
      await party.takeFrom(tz);
      assert.deepEqual(await parked(party), ["erasure:case-1 refused NOT_HOLDER"]);
      assert.deepEqual(await party.lines(), ["held in Wuqing"]);
    }
  });
}

const evidenceAround = async (open: TestDatabases["open"]): Promise<string> => {
  const signers = { [tongzhou]: newSigner(), [wuqing]: newSigner() };
  const parties = [tongzhou, wuqing] as const;
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
  const two = await testParties({ [tongzhou]: (await open()).db, [wuqing]: (await open()).db }, { signers });
  const [tz, wq] = [two[tongzhou]!, two[wuqing]!];
  await wq.write(letter("case-1", secret, { clause }), letter("case-2", "kept", { clause }), letter("case-1", secret, { clause })); // prettier-ignore
  await wq.sealAll();
  await tz.takeFrom(wq);
  await erased(wq, "case-1");
  await wq.sealAll();
  await tz.takeFrom(wq);
  await tz.sealAll();
  await wq.takeFrom(tz);
  for (const party of [tz, wq]) {
    const none = await party.db.transaction().execute((tx) => evidenceOf(party.deps, tx, "case-1", proofs));
    assert.equal(codeOf(none), "SUBJECT_ERASED");
  }
  const made = await tz.db.transaction().execute((tx) => evidenceOf(tz.deps, tx, "case-2", proofs));
  assert.ok(made.ok);
  return made.value;
};

test("evidence of another case on the same page still holds", async () => {
  for (const { open } of testDatabases()) {
    const result = verifyEvidence(await evidenceAround(open));
    assert.ok(result.checks.every(({ ok }) => ok), JSON.stringify(result)); // prettier-ignore
  }
});
