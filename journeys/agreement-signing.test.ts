import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { sql } from "kysely";
import {
  exampleBundle,
  exampleClause,
  langfang,
  three,
  tongzhou,
  wuqing,
} from "#agreements/example-agreement.ts";
import type { Bundle } from "#agreements/agreement.ts";
import type { Draft } from "#exchange/draft.ts";
import { listRefusedByPeers } from "#exchange/operator-store.ts";
import { testDatabases } from "#node/test-database.ts";
import onTheSpot from "../definitions/procedures/on-the-spot-registration.json" with { type: "json" };
import {
  actor, applicant, bringIntoForce, bundle, codeOfRefusal, digest, network, received, submitted,
} from "./agreement-network.ts"; // prettier-ignore

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

    it("takes no new case from the midnight after all signed its end, on either side, and lets those begun be finished", async () => {
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
      await net.node(wuqing).write(received());
      await assert.rejects(net.node(wuqing).write({ ...submitted(applicant), subject: "case/after" }), {
        message: "CLAUSE_ENDED",
      });
      await net
        .node(langfang)
        .write({ ...received({ audience: [langfang, tongzhou] }), subject: "case/late" });
      await net.exchangeAll();
      const { rows } = await sql<{ code: string }>`select code from exchange.parked`.execute(
        net.node(tongzhou).db,
      );
      assert.deepEqual(rows, [{ code: "CLAUSE_ENDED" }]);
    });

    it("lets a case wait that arrives before the last signature under its agreement", async () => {
      const net = await network(open);
      assert.ok((await net.propose(wuqing, bundle)).ok);
      await net.exchangeAll();
      for (const party of [tongzhou, wuqing]) assert.ok((await net.sign(party, digest)).ok);
      await net.exchangeAll();
      assert.ok((await net.sign(langfang, digest)).ok);
      await net.node(langfang).sealAll();
      await net.node(wuqing).takeFrom(net.node(langfang));
      await net.node(wuqing).write(submitted(applicant));
      await net.node(wuqing).write(received());
      await net.node(wuqing).sealAll();
      await net.node(tongzhou).takeFrom(net.node(wuqing));
      const parked = async () => {
        const { rows } = await sql<{ code: string }>`select code from exchange.parked order by seq`.execute(
          net.node(tongzhou).db,
        );
        return rows.map(({ code }) => code);
      };
      assert.equal((await parked())[0], "CLAUSE_AWAITED");
      assert.equal((await parked()).length, 2);
      await net.node(tongzhou).takeFrom(net.node(langfang));
      assert.deepEqual(await parked(), []);
      await net.exchangeAll();
      assert.deepEqual(await listRefusedByPeers(net.node(wuqing).db, wuqing, 9), []);
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
        [["changed", `clauses.${exampleClause}.grants.1.cases.relayLimit`, "1 个工作日", "2 个工作日"]],
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
