/** From a peak at a section to the time of its arrival on a neighbour's screen, with the trial's three nodes. */
import { setTimeout as pause } from "node:timers/promises";
import type { AlertView } from "#monitoring/alerts/contract.ts";
import { sitAt, type Desk } from "./desk.ts";
import type { Figure } from "./figure.ts";
import { startTrial } from "./trial.ts";

type Options = { log?: (line: string) => void };

const source = `import sha256:${"0".repeat(64)}`;
/** Sections of four rivers: a section downstream tells one arrival, the worst. Who records each, and who looks. */
const peaks = [
  { recorder: "110112", section: "杨洼闸", station: "yangwazha", reader: "131000" },
  { recorder: "131000", section: "吴村", station: "wucun", reader: "120114" },
  { recorder: "131000", section: "三小营", station: "sanxiaoying", reader: "110112" },
  { recorder: "131000", section: "东店", station: "dongdian", reader: "110112" },
] as const;

const patienceMs = 60_000;

/** When a list of open alerts first shows one, in ms after `began`. */
const shows = async (desk: Desk, began: number, isIt: (alert: AlertView) => boolean): Promise<number> => {
  while (performance.now() - began < patienceMs) {
    const { body } = await desk.ask("GET", "/api/monitoring/alerts?state=open");
    if ((body as { alerts: AlertView[] }).alerts.some(isIt)) return performance.now() - began;
    await pause(5);
  }
  throw new Error("the alert did not come within a minute");
};

export const run = async ({ log }: Options = {}): Promise<Figure[]> => {
  const trial = await startTrial("embedded");
  const desks = new Map<string, Desk>();
  try {
    for (const party of ["110112", "120114", "131000"])
      desks.set(party, await sitAt(trial.urlOf(party), "duty"));
    // The stations' sample past is recorded first, as in any trial.
    await pause(45_000);
    const millis: number[] = [];
    for (const { recorder, section, station, reader } of peaks) {
      const rows = [{ line: 2, section, atMs: Date.now(), values: { "total-phosphorus": 0.95 } }];
      const began = performance.now();
      const sent = desks
        .get(recorder)!
        .ask("POST", "/api/monitoring/rows", { source, checkOnly: false, rows });
      const arrival = await shows(
        desks.get(reader)!,
        began,
        ({ because }) => because.upstream?.station === station,
      );
      const { status } = await sent;
      if (status !== 200) throw new Error(`${section}: ${status}`);
      log?.(`${section}: ${Math.round(arrival)} ms`);
      millis.push(arrival);
    }
    return [
      {
        bench: "arrivals",
        what: "measurement received to its arrival downstream foretold on a neighbour's list, longest",
        value: Math.max(...millis),
        unit: "ms",
        aim: 1_000,
        database: "embedded",
        note: `${peaks.length} peaks at ${peaks.length} sections, one after another, three nodes of the trial`,
      },
    ];
  } finally {
    for (const desk of desks.values()) desk.leave();
    await trial.stop();
  }
};
