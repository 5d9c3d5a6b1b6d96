import { parseArgs } from "node:util";
import { runCampaign } from "./campaign.ts";
import type { CopyFault, FaultKind } from "./faults.ts";

const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "2" },
    seed: { type: "string" },
    postgres: { type: "boolean", default: false },
    round: { type: "string", default: "60" },
    only: { type: "string" },
  },
});
const seed = Number(values.seed ?? Date.now() % 1_000_000);
const end = performance.now() + Number(values.minutes) * 60_000;
const { figures, findings } = await runCampaign({
  seed,
  roundSeconds: Number(values.round),
  rounds: 1_000,
  postgres: values.postgres,
  ...(values.only && { only: values.only.split(",") as (FaultKind | CopyFault)[] }),
  say: console.log,
  isOver: () => performance.now() > end,
});
console.log(JSON.stringify({ figures, findings }, undefined, 1));
process.exit(findings.length === 0 ? 0 : 1);
