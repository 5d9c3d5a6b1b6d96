import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { client } from "#base/client.ts";
import { agreementContract } from "#agreements/contract.ts";
import { propose } from "#agreements/handlers.ts";
import {
  eventually,
  must,
  threeNodes,
  type JourneyNode,
  type ThreeNodes,
  type Visitor,
} from "./three-nodes.ts";

/** Agreements as a page asks for them, with the visitor's cookies. */
const asked = (node: JourneyNode, visitor: Visitor) =>
  client(agreementContract, { base: node.url, language: () => "zh", fetch: visitor.fetch });

describe("an agreement in public", () => {
  let network: ThreeNodes;
  let pilot: string;
  before(async () => {
    network = await threeNodes();
  });
  after(() => network.stop());

  const read = async (node: JourneyNode, digest: string) =>
    must(await asked(node, node.anyone()).readAgreement({ params: { digest } }));

  it("shows anyone who signed what when, the signatures checked again, and what it lets whom do", async () => {
    for (const node of network.all) {
      const { agreements } = must(await asked(node, node.anyone()).listAgreements({}));
      assert.deepEqual(
        agreements.map(({ isFounding, state }) => [isFounding, state]),
        [
          [true, "in-force"],
          [false, "in-force"],
        ],
      );
      pilot = agreements[1]!.digest;
      const view = await read(node, pilot);
      assert.deepEqual(
        view.signatures.map(({ verified, at }) => [verified, typeof at]),
        Array.from({ length: 3 }, () => [true, "string"]),
      );
      const live = view.clauses.find(({ id }) => id === "market.cross-region-services")!;
      assert.match(live.grants[0]!.sentences[0]!.zh, /窗口可以为.*决定的 \d+ 个事项/);
      assert.ok(view.files.length > 20);
    }
  });

  it("is signed by supervisors only, each on their own node, and an amendment replaces it for everybody", async () => {
    const { agreements, exchange, party } = network.wuqing.running();
    const { db } = exchange.deps;
    const standings = await db.transaction().execute((tx) => agreements.read(tx));
    const { bundle } = standings.get(pilot)!.signing;
    const amended = structuredClone(bundle);
    Object.assign(amended.agreement, { version: 2, amends: pilot });
    const deps = {
      db,
      here: party,
      agreements,
      append: exchange.append,
      commit: exchange.commit,
      findSigner: exchange.findSigner,
    };
    const proposed = await propose(deps, amended, { role: "supervisor", department: "hall" });
    assert.ok(proposed.ok, JSON.stringify(proposed));
    const digest = String(proposed.value[0]!.event.data["agreement"]);
    const body = { signatory: "示例人民政府" };

    const clerk = asked(network.wuqing, await network.wuqing.as("window-clerk"));
    const refused = await clerk.signAgreement({ params: { digest }, body });
    assert.equal(refused.ok || refused.problem.code, "NOT_ALLOWED");
    for (const node of network.all) {
      await eventually(
        async () => (await asked(node, node.anyone()).readAgreement({ params: { digest } })).ok,
      );
      const supervisor = asked(node, await node.as("supervisor"));
      must(await supervisor.signAgreement({ params: { digest }, body }));
      const again = await supervisor.signAgreement({ params: { digest }, body });
      assert.equal(again.ok || again.problem.code, "ALREADY_SIGNED");
      assert.match(again.ok ? "" : again.problem.zh, /已经签署/);
    }
    for (const node of network.all) {
      await eventually(async () => (await read(node, digest)).state === "in-force");
      assert.equal((await read(node, pilot)).replacedBy, digest);
      const compared = must(
        await asked(node, node.anyone()).compareAgreements({ params: { digest: pilot, other: digest } }),
      );
      assert.deepEqual(compared.differences.map(({ path }) => path).sort(), ["amends", "version"]);
    }
  });

  it("is not found under a digest nobody proposed", async () => {
    const reply = await asked(network.tongzhou, network.tongzhou.anyone()).readAgreement({
      params: { digest: "0".repeat(64) },
    });
    assert.equal(reply.ok || reply.problem.code, "AGREEMENT_NOT_FOUND");
  });

  it("ran without a fault", () => {
    assert.deepEqual(
      network.all.flatMap(({ faults }) => faults),
      [],
    );
  });
});
