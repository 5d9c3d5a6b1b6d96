/** The long run: `npm run test:faults -- --minutes 60 [--seed 7] [--postgres]`. Exit code 0 only if nothing was found. */
import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { runCampaign, type CampaignOptions, type Figures } from "./campaign.ts";
import type { Finding } from "./finding.ts";

const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "2" },
    seed: { type: "string" },
    postgres: { type: "boolean", default: false },
    // To look closer: only some kinds of faults (kill,disk …), other lengths.
    only: { type: "string" },
    "round-seconds": { type: "string", default: "45" },
    rounds: { type: "string", default: "8" },
    networks: { type: "string", default: "1000" },
    json: { type: "string" },
  },
});
const firstSeed = Number(values.seed ?? Date.now() % 1_000_000);
const began = performance.now();
const end = began + Number(values.minutes) * 60_000;
const say = (line: string) => console.log(`${new Date().toISOString().slice(11, 19)} ${line}`);
let isStopped = false;
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => {
    isStopped = true;
    say("这一轮结束后停止 stops after this round");
  });
const isOver = () => isStopped || performance.now() > end;

/** Sums of all networks so far; the one that runs is added by its own figures. */
const total = (all: readonly Figures[]) => {
  const sum: Record<string, number> = {};
  const add = (prefix: string, figures: object) => {
    for (const [name, value] of Object.entries(figures))
      if (typeof value === "number" && name !== "seed")
        sum[prefix + name] = (sum[prefix + name] ?? 0) + value;
      else if (typeof value === "object" && value !== null) add(`${name} `, value as object);
  };
  for (const figures of all) add("", figures);
  return sum;
};
const inWords = (sum: Record<string, number>) =>
  Object.entries(sum)
    .map(([name, value]) => `${name} ${value}`)
    .join(", ");

const networks: Figures[] = [];
const found: (Finding & { seed: number })[] = [];
let current: Figures | undefined;
const heartbeat = setInterval(() => {
  const megabytes = Math.round(process.memoryUsage().rss / 1024 ** 2);
  const sum = total([...networks, ...(current ? [current] : [])]);
  say(`… ${megabytes} MB, findings ${found.length}, networks ${networks.length}, ${inWords(sum)}`);
}, 60_000);

say(`seed ${firstSeed}`);
for (let n = 0; n < Number(values.networks) && (n === 0 || !isOver()); n++) {
  const seed = firstSeed + n;
  const only = values.only?.split(",") as CampaignOptions["only"];
  const options: CampaignOptions = {
    seed,
    roundSeconds: Number(values["round-seconds"]),
    rounds: Number(values.rounds),
    // Every third network keeps its rows on a PostgreSQL server.
    postgres: values.postgres || seed % 3 === 2,
    say,
    isOver,
    onFigures: (figures) => (current = figures),
    ...(only && { only }),
  };
  say(`network ${n + 1}, seed ${seed}, ${options.postgres ? "postgresql" : "embedded"}`);
  try {
    const { figures, findings } = await runCampaign(options);
    networks.push(figures);
    found.push(...findings.map((finding) => ({ seed, ...finding })));
  } catch (error) {
    found.push({ seed, what: "the bench itself fails", facts: { error: String((error as Error).stack) } });
    say(`✖ the bench itself fails: ${(error as Error).stack}`);
  }
  current = undefined;
}
clearInterval(heartbeat);

const minutes = Math.round((performance.now() - began) / 6_000) / 10;
const summary = { firstSeed, minutes, networks: networks.length, total: total(networks), findings: found };
say(`${minutes} minutes, ${networks.length} networks: ${inWords(summary.total)}`);
say(found.length === 0 ? "✔ nothing found" : `✖ ${found.length} findings`);
const text = JSON.stringify(summary, undefined, 1);
if (values.json) await writeFile(values.json, `${text}\n`);
else console.log(text);
process.exit(found.length === 0 ? 0 : 1);
