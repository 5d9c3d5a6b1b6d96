import type { Item } from "#cases/item.ts";
import { clerks, officers, work } from "./casework.ts";
import { sitAt, type Desk } from "./desk.ts";
import { percentile, type Figure } from "./figure.ts";
import { cpuMsOf } from "./processes.ts";
import { startTrial, type Trial } from "./trial.ts";

export type CasesOptions = {
  databases?: ("embedded" | "postgresql")[];
  seconds?: number;
  log?: (line: string) => void;
};

const warmUpSeconds = 8;
const accepting = "120114";
const deciding = "110112";
const itemId = "food-operation-permit";

/** Processor time of the two nodes at work, in ms; not a number where the system does not tell. */
const cpuOfNodes = async (trial: Trial): Promise<number> => {
  const [one, other] = await Promise.all(
    [accepting, deciding].map((party) => cpuMsOf(trial.pidOf(party) ?? Number.NaN)),
  );
  return one! + other!;
};

const measureOn = async (
  trial: Trial,
  database: "embedded" | "postgresql",
  { seconds = 20, log }: CasesOptions,
): Promise<Figure[]> => {
  const desks: Desk[] = [];
  const sit = async (party: string, username: string): Promise<Desk> => {
    const desk = await sitAt(trial.urlOf(party), username);
    desks.push(desk);
    return desk;
  };
  try {
    const clerk = await sit(accepting, "clerk");
    const staff = { clerk, officer: await sit(deciding, "officer"), second: await sit(deciding, "officer2") };
    const { item } = (await clerk.ask("GET", `/api/items/${itemId}`)).body as { item: Item };
    const { tally, stop, broken } = work(staff, item, deciding);
    const rest = (length: number) =>
      Promise.race([new Promise((resolve) => setTimeout(resolve, length * 1000)), broken]);
    await rest(warmUpSeconds);
    const [cpuBefore, ownBefore, began] = [await cpuOfNodes(trial), process.cpuUsage(), performance.now()];
    tally.isOn = true;
    await rest(seconds);
    tally.isOn = false;
    const lasted = performance.now() - began;
    const [cpu, own] = [(await cpuOfNodes(trial)) - cpuBefore, process.cpuUsage(ownBefore)];
    await stop();
    const millis = [...tally.commands.values()].flat();
    for (const [name, times] of tally.commands) {
      const [p50, p99] = [percentile(times, 0.5), percentile(times, 0.99)];
      log?.(`${database}: ${name}: ${times.length}, p50 ${p50.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms`);
    }
    const figure = (what: string, value: number, unit: string, more: Partial<Figure> = {}): Figure => ({
      bench: "cases",
      what,
      value,
      unit,
      database,
      ...more,
    });
    const ownMs = (own.user + own.system) / 1000 / millis.length;
    const server = database === "postgresql" ? "; the database server's own is not in it" : "";
    return [
      figure(
        `case transitions by HTTP, ${clerks + officers} people at once`,
        (millis.length / lasted) * 1000,
        "transitions/s",
        {
          aim: 300,
          note: `${tally.closed} cases went across the border and back; nodes, database and people share the processor, which is what limits it`,
        },
      ),
      figure("one transition, p50", percentile(millis, 0.5), "ms"),
      figure("one transition, p99", percentile(millis, 0.99), "ms", { aim: 100 }),
      figure("a look at a queue meanwhile, p99", percentile(tally.looks, 0.99), "ms"),
      figure("processor time of a transition, both nodes", cpu / millis.length, "ms", {
        note: `sealing, crossing and applying there included${server}; the people's side takes ${ownMs.toFixed(1)} ms more`,
      }),
    ];
  } finally {
    for (const desk of desks) desk.leave();
  }
};

/** Casework through real HTTP on two of three running nodes, with every file really crossing the border and back. */
export const run = async (options: CasesOptions = {}): Promise<Figure[]> => {
  const figures: Figure[] = [];
  for (const database of options.databases ?? (["embedded", "postgresql"] as const)) {
    const trial = await startTrial(database);
    try {
      figures.push(...(await measureOn(trial, database, options)));
    } finally {
      await trial.stop();
    }
  }
  return figures;
};

if (import.meta.main) {
  const only = process.argv[2] as "embedded" | "postgresql" | undefined;
  const figures = await run({
    ...(only && { databases: [only] }),
    ...(process.argv[3] && { seconds: Number(process.argv[3]) }),
    log: console.log,
  });
  console.table(figures.map(({ what, value, unit, database }) => ({ what, value, unit, database })));
}
