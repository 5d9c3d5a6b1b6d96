import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { sql } from "kysely";
import { digestOfBundle } from "#agreements/agreement.ts";
import { exampleBundle, langfang, tongzhou, wuqing } from "#agreements/example-agreement.ts";
import type { Draft } from "#exchange/draft.ts";
import { listRefusedAttempts, listRefusedByPeers } from "#exchange/operator-store.ts";
import { testDatabases } from "#node/test-database.ts";
import onTheSpot from "../definitions/procedures/on-the-spot-registration.json" with { type: "json" };
import { applicant, bringIntoForce, network, received, submitted } from "./agreement-network.ts";

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
  describe(`crossing without leave (${name})`, () => {
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
  });
}
