import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { sql } from "kysely";
import { z } from "zod";
import type { Instant } from "#base/time.ts";
import type { Db } from "#base/tx.ts";
import { digestOfBundle, type Bundle } from "#agreements/agreement.ts";
import type { Capability } from "#exchange/capability.ts";
import type { Draft } from "#exchange/draft.ts";
import { exchangeCapability } from "#exchange/exchange-capability.ts";
import { listRefusedAttempts, listRefusedByPeers } from "#exchange/operator-store.ts";
import { testParties } from "#exchange/test-parties.ts";
import { caseDefinitions } from "#cases/definition-kinds.ts";
import { caseKinds } from "#cases/events.ts";
import { testDatabases, type TestDatabases } from "#node/test-database.ts";
import onTheSpot from "../../definitions/procedures/on-the-spot-registration.json" with { type: "json" };
import {
  codeOf, exampleBundle, exampleClause, exampleNetwork, langfang, three, tongzhou, wuqing,
} from "./example-agreement.ts"; // prettier-ignore
import { agreementHandlers, propose } from "./handlers.ts";
import { openAgreements, type Agreements } from "./open.ts";

/** Cases without their own state and shape: only what a clause asks of them matters here. */
const kinds = caseKinds.map((kind) => ({ ...kind, data: z.looseObject({}) }));
const cases: Capability = { name: "cases", kinds, apply: () => Promise.resolve() };

const actor = { role: "supervisor", department: "hall" };

/** Three nodes with real agreements; `rogues` record whatever they like, as altered software would. */
const network = async (open: TestDatabases["open"], rogues: readonly string[] = []) => {
  const clock = { now: "2026-01-05T01:00:00.000Z" as Instant };
  const { founding, signers } = exampleNetwork("2026-01-01", (party) => `http://${party}.test`);
  const agreements = new Map<string, Agreements>(
    three.map((party) => [party, openAgreements({ founding, kinds, definitions: caseDefinitions })]),
  );
  const databases: Record<string, Db> = {};
  for (const party of three) databases[party] = (await open()).db;
  const parties = await testParties(databases, {
    clock: () => clock.now,
    signers: Object.fromEntries(signers),
    agreementsOf: (party) => {
      const { authority, capability } = agreements.get(party)!;
      return {
        authority: rogues.includes(party)
          ? { ...authority, mayCross: () => Promise.resolve(new Map()) }
          : authority,
        capabilities: [exchangeCapability, capability, cases],
      };
    },
  });
  const node = (party: string) => parties[party]!;
  const exchangeAll = async () => {
    for (const one of Object.values(parties)) await one.sealAll();
    for (const to of Object.values(parties))
      for (const from of Object.values(parties)) if (to !== from) assert.ok((await to.takeFrom(from)).ok);
  };
  const depsOf = (party: string) => {
    const { db, append, commit } = node(party);
    return {
      db,
      here: party,
      signer: signers.get(party)!,
      agreements: agreements.get(party)!,
      append,
      commit,
    };
  };
  const handlers = (party: string) => agreementHandlers(depsOf(party));
  const context = () => ({
    caller: { personId: "p", ...actor, role: "supervisor" as const },
    language: "zh" as const,
    requestId: "r",
    now: clock.now,
    signal: AbortSignal.timeout(10_000),
  });
  const none = { params: undefined, query: undefined, body: undefined };
  return {
    clock,
    node,
    exchangeAll,
    propose: async (party: string, bundle: Bundle) => propose(depsOf(party), bundle, actor),
    sign: (party: string, digest: string) =>
      handlers(party).signAgreement(
        { ...none, params: { digest }, body: { signatory: "示例区人民政府" } },
        context(),
      ),
    end: (party: string, digest: string, endsOn: string) =>
      handlers(party).endAgreement(
        { ...none, params: { digest }, body: { signatory: "示例区人民政府", endsOn } },
        context(),
      ),
    read: async (party: string, digest: string) => {
      const outcome = await handlers(party).readAgreement({ ...none, params: { digest } }, context());
      assert.ok(outcome.ok);
      return outcome.value;
    },
    compare: (party: string, digest: string, other: string) =>
      handlers(party).compareAgreements({ ...none, params: { digest, other } }, context()),
    list: (party: string) => handlers(party).listAgreements(none, context()),
  };
};
type Network = Awaited<ReturnType<typeof network>>;

const bundle = exampleBundle({}, {}, onTheSpot);
const digest = digestOfBundle(bundle);

const bringIntoForce = async (net: Network, one: Bundle = bundle): Promise<string> => {
  const made = await net.propose(wuqing, one);
  assert.ok(made.ok, JSON.stringify(made));
  await net.exchangeAll();
  const name = digestOfBundle(one);
  for (const party of three) assert.ok((await net.sign(party, name)).ok);
  await net.exchangeAll();
  return name;
};

const codeOfRefusal = (outcome: { ok: boolean; refusal?: { code: string } }) => outcome.refusal?.code ?? "OK";

const received = (change: Partial<Draft> = {}): Draft => ({
  type: "cases.received",
  subject: "case/1",
  data: { item: codeOf(tongzhou) },
  audience: [tongzhou, wuqing],
  actor: { role: "window-clerk", department: "hall" },
  clause: { agreement: digest, clause: exampleClause },
  ...change,
});

const submitted = (applicant: Record<string, string>): Draft =>
  received({
    type: "cases.submitted",
    data: { item: codeOf(tongzhou), applicant, form: { purpose: "示例" } },
  });

const applicant = {
  kind: "person",
  name: "示例·刘晓岚",
  idNumber: "990112199003070021",
  phone: "13800000000",
};

/** The five ways over the border that no clause allows, each with the reason it must get. */
const crossings: [what: string, code: string, draft: Draft, by: string][] = [
  ["without a clause", "NO_CLAUSE", received({ clause: undefined }), wuqing],
  [
    "by a party that is not granted",
    "POWER_NOT_GRANTED",
    received({ audience: [langfang, tongzhou] }),
    langfang,
  ],
  [
    "with a field the grant does not list",
    "FIELD_NOT_GRANTED",
    submitted({ ...applicant, address: "示例路1号" }),
    wuqing,
  ],
  [
    "with a decision from the side that only accepts",
    "DECISION_NOT_GRANTABLE",
    received({ type: "cases.decided" }),
    wuqing,
  ],
];

const granted = exampleBundle({}, { to: [tongzhou, wuqing] }, onTheSpot);
const underGranted = (draft: Draft): Draft =>
  draft.clause ? { ...draft, clause: { ...draft.clause, agreement: digestOfBundle(granted) } } : draft;

for (const { name, open } of testDatabases()) {
  describe(`an agreement between three nodes (${name})`, () => {
    it("is proposed by one, signed by each on its own node, in force everywhere, and then carries cases", async () => {
      const net = await network(open);
      assert.ok((await net.propose(wuqing, bundle)).ok);
      await net.exchangeAll();
      assert.equal((await net.read(langfang, digest)).state, "proposed");
      assert.ok((await net.sign(tongzhou, digest)).ok);
      assert.ok((await net.sign(langfang, digest)).ok);
      assert.equal(codeOfRefusal(await net.sign(tongzhou, digest)), "ALREADY_SIGNED");
      await net.exchangeAll();
      const waiting = await net.read(wuqing, digest);
      assert.equal(waiting.state, "proposed");
      assert.deepEqual(
        waiting.signatures.map(({ party, verified }) => [party, verified]),
        [
          [tongzhou, true],
          [wuqing, false],
          [langfang, true],
        ],
      );
      assert.deepEqual([waiting.sign.allowed, waiting.end.allowed], [true, false]);
      await assert.rejects(net.node(wuqing).write(received()), { message: "CLAUSE_NOT_IN_FORCE" });

      net.clock.now = "2026-01-06T02:00:00.000Z";
      assert.ok((await net.sign(wuqing, digest)).ok);
      await net.exchangeAll();
      for (const party of three) {
        const view = await net.read(party, digest);
        assert.deepEqual([view.state, view.inForceFrom], ["in-force", net.clock.now]);
        assert.ok(
          view.signatures.every(({ verified, signatory }) => verified && signatory === "示例区人民政府"),
        );
      }
      await net.node(wuqing).write(submitted(applicant));
      await net.node(wuqing).write(received());
      await net.exchangeAll();
      assert.deepEqual(
        await net
          .node(tongzhou)
          .peers.others()
          .then((all) => all.map(({ party }) => party)),
        [wuqing, langfang],
      );
      const { rows } = await sql<{ n: bigint }>`select count(*) as n from exchange.parked`.execute(
        net.node(tongzhou).db,
      );
      assert.equal(rows[0]!.n, 0n);
    });

    it("refuses on the sender's side what no clause allows, with the reason, and writes the attempt down", async () => {
      const net = await network(open);
      await bringIntoForce(net, granted);
      for (const [what, code, draft, by] of crossings)
        await assert.rejects(net.node(by).write(underGranted(draft)), { message: code }, what);
      const attempts = [
        ...(await listRefusedAttempts(net.node(wuqing).db, 9)),
        ...(await listRefusedAttempts(net.node(langfang).db, 9)),
      ];
      assert.deepEqual(attempts.map(({ code }) => code).sort(), crossings.map(([, code]) => code).sort());
    });

    it("refuses on the receiver's side what altered software sent all the same, signed, and lets the rest through", async () => {
      const net = await network(open, [wuqing, langfang]);
      await bringIntoForce(net, granted);
      for (const [index, [, , draft, by]] of crossings.entries())
        await net.node(by).write(underGranted({ ...draft, subject: `case/bad-${index}` }));
      await net.node(wuqing).write(underGranted(submitted(applicant)));
      await net.exchangeAll();
      const { rows } = await sql<{
        code: string;
        state: string;
      }>`select code, state from exchange.parked`.execute(net.node(tongzhou).db);
      assert.deepEqual(
        rows.map(({ code, state }) => `${state} ${code}`).sort(),
        crossings.map(([, code]) => `refused ${code}`).sort(),
      );
      await net.exchangeAll();
      const answered = [
        ...(await listRefusedByPeers(net.node(wuqing).db, wuqing, 9)),
        ...(await listRefusedByPeers(net.node(langfang).db, langfang, 9)),
      ];
      // An event without a clause cannot be answered under one: it is parked and shown, and nothing goes back.
      assert.ok(answered.length >= crossings.length - 1, JSON.stringify(answered));
    });

    it("carries nothing any more from the midnight after all signed its end, on either side", async () => {
      const net = await network(open, [langfang]);
      await bringIntoForce(net);
      net.clock.now = "2026-03-02T04:00:00.000Z";
      assert.equal(codeOfRefusal(await net.end(wuqing, digest, "2026-03-01")), "END_IN_PAST");
      for (const party of [tongzhou, wuqing]) assert.ok((await net.end(party, digest, "2026-03-02")).ok);
      await net.exchangeAll();
      assert.equal((await net.read(langfang, digest)).endings[0]!.signedByAll, false);
      assert.ok((await net.end(langfang, digest, "2026-03-02")).ok);
      await net.exchangeAll();
      await net.node(wuqing).write(submitted(applicant));
      net.clock.now = "2026-03-02T16:00:00.000Z";
      for (const party of three) assert.equal((await net.read(party, digest)).state, "ended");
      await assert.rejects(net.node(wuqing).write(received()), { message: "CLAUSE_ENDED" });
      await net
        .node(langfang)
        .write({ ...received({ audience: [langfang, tongzhou] }), subject: "case/late" });
      await net.exchangeAll();
      const { rows } = await sql<{ code: string }>`select code from exchange.parked`.execute(
        net.node(tongzhou).db,
      );
      assert.deepEqual(rows, [{ code: "CLAUSE_ENDED" }]);
    });

    it("is amended by a version that all sign; both versions and their difference stay readable", async () => {
      const net = await network(open);
      await bringIntoForce(net);
      const amended = exampleBundle(
        {
          version: 2,
          amends: digest,
          effectiveFrom: "2026-02-01",
          title: { zh: "示例协议（修订）", en: "Sample agreement, amended" },
        },
        { powers: ["receive", "accept"], relayLimit: { n: 2, unit: "workday" } },
        onTheSpot,
      );
      const newer = await bringIntoForce(net, amended);
      assert.deepEqual((await net.read(tongzhou, newer)).state, "signed");
      net.clock.now = "2026-02-01T04:00:00.000Z";
      const old = await net.read(tongzhou, digest);
      assert.deepEqual([old.state, old.replacedBy], ["replaced", newer]);
      assert.deepEqual(
        old.versions.map(({ version, state }) => [version, state]),
        [
          [2, "in-force"],
          [1, "replaced"],
        ],
      );
      const compared = await net.compare(tongzhou, digest, newer);
      assert.ok(compared.ok);
      const changed = compared.value.differences.map(({ kind, path, before, after }) => [
        kind,
        path,
        before,
        after,
      ]);
      assert.deepEqual(
        changed.filter(([, path]) => String(path).includes("relayLimit")),
        [["changed", `clauses.${exampleClause}.grants.1.cases.relayLimit.n`, "1", "2"]],
      );
      assert.equal(
        changed.filter(([kind, path]) => kind === "removed" && String(path).includes("powers")).length,
        3,
      );
      const where = compared.value.differences.find(({ path }) => path.includes("relayLimit"))!.where;
      assert.match(where.zh, /转交时限/);
      const third = exampleBundle({ version: 2, amends: digest }, {}, onTheSpot);
      assert.equal(codeOfRefusal(await net.propose(langfang, third)), "AMENDS_NOT_NEWEST");
    });

    it("refuses at the door what nobody should have to read: strangers, faults, false digests", async () => {
      const net = await network(open);
      const proposed = async (one: Bundle) => codeOfRefusal(await net.propose(wuqing, one));
      assert.equal(
        await proposed(exampleBundle({ parties: [wuqing, "330100"] }, {}, onTheSpot)),
        "NOT_A_PARTY",
      );
      assert.equal(
        await proposed(exampleBundle({ parties: [tongzhou, langfang] }, {}, onTheSpot)),
        "NOT_A_PARTY",
      );
      assert.equal(
        await proposed(exampleBundle({}, { items: ["nothing/*.json"] }, onTheSpot)),
        "AGREEMENT_FAULTY",
      );
      assert.equal(
        await proposed(exampleBundle({ version: 2, amends: "0".repeat(64) }, {}, onTheSpot)),
        "AMENDS_UNKNOWN",
      );
      assert.equal(await proposed(bundle), "OK");
      assert.equal(await proposed(bundle), "ALREADY_PROPOSED");
      const listed = await net.list(tongzhou);
      assert.ok(listed.ok);
      assert.deepEqual(
        listed.value.agreements.map(({ isFounding, state }) => [isFounding, state]),
        [[true, "in-force"]],
      );
      const founding = listed.value.agreements[0]!.digest;
      assert.equal(codeOfRefusal(await net.sign(tongzhou, founding)), "FOUNDING_FIXED");
      assert.equal(codeOfRefusal(await net.end(tongzhou, founding, "2026-12-31")), "FOUNDING_FIXED");
    });
  });
}

describe("a signature", () => {
  it("is refused by every other node when it was not made with the party's own key", async () => {
    const open = testDatabases()[0]!.open;
    const net = await network(open, [langfang]);
    assert.ok((await net.propose(wuqing, bundle)).ok);
    await net.exchangeAll();
    const forged: Draft = {
      type: "agreements.signed",
      subject: `agreement/${digest}`,
      data: { agreement: digest, keyId: "0".repeat(16), signature: "AAAA", signatory: "示例区人民政府" },
      audience: [...three],
      actor,
      clause: {
        agreement: await net
          .list(wuqing)
          .then((listed) => (listed.ok ? listed.value.agreements[0]!.digest : "")),
        clause: "network.duties",
      },
    };
    await assert.rejects(net.node(langfang).write(forged), { message: "SIGNATURE_FALSE" });
  });
});
