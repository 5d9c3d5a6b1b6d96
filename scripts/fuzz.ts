/**
 * Throws inputs at every reader of foreign bytes: `npm run fuzz -- --inputs N [--seed S] [--target X] [--workers W]`.
 * Nothing may throw, nothing may hang, what is taken writes itself as it came. `--target X --at I` makes one input again.
 */
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { runTarget, sharesOf, targets, type Finding, type Tally } from "./fuzz/run.ts";

type Order = { target: string; from: number; to: number };
type Told = { order: Order; tally: Tally; findings: Finding[] };

const longestMillis = 30_000;
const chunkOf = (share: number): number => (share < 2 ? 100 : share < 20 ? 1_000 : 10_000);

const work = (seed: number, progress: Int32Array): void => {
  parentPort!.on("message", async (order: Order) => {
    const target = targets.find(({ name }) => name === order.target)!;
    const began = (at: number) => void Atomics.store(progress, 0, at);
    const ran = await runTarget(target, seed, order.from, order.to, { began });
    parentPort!.postMessage({ order, ...ran } satisfies Told, []);
  });
};

/** Orders of all targets in turn, so that every minute of a run has looked at everything. */
const ordersOf = (inputs: number, only: string | undefined): Order[] => {
  const lists = sharesOf(inputs, only).map(([{ name, share }, count]) => {
    const size = chunkOf(share);
    return Array.from({ length: Math.ceil(count / size) }, (_, n) => ({
      target: name,
      from: n * size,
      to: Math.min(count, (n + 1) * size),
      when: (n * size) / count,
    }));
  });
  return lists.flat().toSorted((a, b) => a.when - b.when);
};

const campaign = async (inputs: number, seed: number, workers: number, only?: string): Promise<number> => {
  const orders = ordersOf(inputs, only);
  const tallies = new Map<string, Tally>();
  const findings: Finding[] = [];
  const began = performance.now();
  let done = 0;
  let saidAt = began;
  const note = ({ order, tally, findings: found }: Told): void => {
    const all = tallies.get(order.target) ?? {};
    tallies.set(order.target, all);
    for (const [code, count] of Object.entries(tally)) all[code] = (all[code] ?? 0) + count;
    for (const finding of found) {
      findings.push(finding);
      console.log(
        `✗ ${finding.target} --seed ${seed} --at ${finding.at}: ${finding.what}\n    ${finding.input}`,
      );
    }
    done += Object.values(tally).reduce((sum, count) => sum + count, 0);
    const now = performance.now();
    if (now - saidAt < 10_000) return;
    saidAt = now;
    console.log(
      `  ${done} inputs, ${Math.round((done / (now - began)) * 1000)}/s, ${findings.length} findings`,
    );
  };
  const runWorker = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const progress = new Int32Array(new SharedArrayBuffer(4));
      const worker = new Worker(new URL(import.meta.url), { workerData: { seed, progress } });
      let order: Order | undefined;
      let seen = -1;
      const watch = setInterval(() => {
        const at = Atomics.load(progress, 0);
        if (order && at === seen) {
          const what = `no answer for ${longestMillis / 1000} s`;
          note({ order, tally: {}, findings: [{ target: order.target, seed, at, what, input: "" }] });
          void worker.terminate().then(() => resolve());
        }
        seen = at;
      }, longestMillis);
      const next = (): void => {
        order = orders.shift();
        if (order) worker.postMessage(order, []);
        else void worker.terminate().then(() => resolve());
      };
      worker.on("message", (told: Told) => {
        note(told);
        next();
      });
      worker.once("error", reject);
      worker.once("exit", () => clearInterval(watch));
      next();
    });
  await Promise.all(Array.from({ length: workers }, runWorker));
  const seconds = (performance.now() - began) / 1000;
  for (const [name, tally] of tallies) {
    const codes = Object.entries(tally).toSorted(([, a], [, b]) => b - a);
    console.log(`${name}: ${codes.map(([code, count]) => `${code} ${count}`).join(", ")}`);
  }
  console.log(
    `${findings.length === 0 ? "✓" : "✗"} ${done} inputs in ${seconds.toFixed(0)} s (${Math.round(done / seconds)}/s), seed ${seed}, ${findings.length} findings`,
  );
  return findings.length === 0 ? 0 : 1;
};

const again = async (name: string, seed: number, at: number): Promise<number> => {
  const target = targets.find((one) => one.name === name)!;
  const { tally, findings } = await runTarget(target, seed, at, at + 1);
  console.log(findings[0] ? `✗ ${findings[0].what}\n${findings[0].input}` : `✓ ${Object.keys(tally).join()}`);
  return findings.length;
};

const main = async (): Promise<number> => {
  const text = { type: "string" } as const;
  const { values } = parseArgs({
    options: { inputs: text, seed: text, target: text, at: text, workers: text },
  });
  const seed = Number(values.seed ?? Date.now() % 2 ** 31);
  if (values.target && !targets.some(({ name }) => name === values.target)) {
    console.error(`no target “${values.target}”; there are: ${targets.map(({ name }) => name).join(", ")}`);
    return 2;
  }
  if (values.target && values.at) return again(values.target, seed, Number(values.at));
  const workers = Number(values.workers ?? availableParallelism());
  return campaign(Number(values.inputs ?? 100_000), seed, workers, values.target);
};

if (isMainThread) process.exitCode = await main();
else {
  const { seed, progress } = workerData as { seed: number; progress: Int32Array };
  work(seed, progress);
}
