import assert from "node:assert/strict";
import { test } from "node:test";
import { runCampaign } from "./campaign.ts";

const seed = Number(process.env["FAULT_SEED"] ?? Date.now() % 1_000_000);

test(`three nodes that are killed, cut off and lied to lose nothing, do nothing twice and end the same (FAULT_SEED=${seed})`, async () => {
  const { figures, findings } = await runCampaign({
    seed,
    rounds: 1,
    roundSeconds: 8,
    postgres: false,
    say: () => {},
  });
  assert.deepEqual(findings, []);
  assert.ok(figures.cases > 0 && figures.evidence > 0, JSON.stringify(figures));
});
