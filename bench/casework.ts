import { randomUUID } from "node:crypto";
import type { Item } from "#cases/item.ts";
import type { CaseRow, CaseView } from "#cases/view.ts";
import { answersFor, codeOf, company, papersFor, person } from "../journeys/case-work.ts";
import type { Desk } from "./desk.ts";

/** So many work on each side without a pause, and so many files are open at most. Fixed, whatever comes out. */
export const clerks = 8;
export const officers = 8;
const mostOpen = 40;
const lookEveryMs = 250;

export type Staff = { clerk: Desk; officer: Desk; second: Desk };

/** What was done while `isOn`: milliseconds of each command, and of each look at a queue. */
export type Tally = { isOn: boolean; commands: Map<string, number[]>; looks: number[]; closed: number };

export type Work = {
  tally: Tally;
  stop: () => Promise<void>;
  /** Fails as soon as one command does. */ broken: Promise<void>;
};

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const handedIn = (item: Item, deciding: string) => ({
  key: randomUUID(),
  item: codeOf(item, deciding),
  applicant: item.serves.includes("1") ? person : company,
  form: answersFor(item),
  materials: papersFor(item),
  delivery: { way: "window" },
});

/**
 * Two offices at work: clerks hand in, check and accept, which sends the file across the border; officers take what
 * has arrived in their queue, examine, propose and confirm, which sends it back; clerks deliver what has come back.
 */
export const work = ({ clerk, officer, second }: Staff, item: Item, deciding: string): Work => {
  const tally: Tally = { isOn: false, commands: new Map(), looks: [], closed: 0 };
  const toDecide: string[] = [];
  const toDeliver: string[] = [];
  const seen = { officer: new Set<string>(), clerk: new Set<string>() };
  const ours = new Set<string>();
  const day = { isOver: false };
  let open = 0;

  const act = async (desk: Desk, name: string, path: string, body?: unknown): Promise<CaseView> => {
    const { status, millis, body: answer } = await desk.ask("POST", path, body);
    if (status !== 200) throw new Error(`${name}: ${status} ${JSON.stringify(answer)}`);
    if (tally.isOn) tally.commands.set(name, [...(tally.commands.get(name) ?? []), millis]);
    return (answer as { case: CaseView }).case;
  };
  const at = (id: string, verb: string) => `/api/cases/${id}/${verb}`;

  const handInOne = async () => {
    const view = await act(clerk, "hand in", "/api/window/hand-in", handedIn(item, deciding));
    ours.add(view.id);
    const materials = view.materials
      .filter(({ fromSharing }) => !fromSharing)
      .map(({ material, originals, copies }) => ({ material, verdict: "conforms", originals, copies }));
    await act(clerk, "check", at(view.id, "check"), { materials });
    await act(clerk, "accept and pass", at(view.id, "accept"));
  };
  const decide = async (id: string) => {
    await act(officer, "examine", at(id, "examine"), { scope: "form", opinion: "示例：材料齐全" });
    await act(officer, "propose", at(id, "propose-decision"), {
      outcome: "granted",
      reasons: "示例：符合法定条件",
    });
    await act(second, "confirm", at(id, "confirm-decision"), { agree: true });
  };
  const deliver = async (id: string) => {
    await act(clerk, "deliver", at(id, "deliver"), { way: "window" });
    open -= 1;
    if (tally.isOn) tally.closed += 1;
  };

  const clerkAtWork = async () => {
    while (!day.isOver) {
      const back = toDeliver.shift();
      if (back) await deliver(back);
      else if (open < mostOpen) {
        open += 1;
        await handInOne();
      } else await pause(5);
    }
  };
  const officerAtWork = async () => {
    while (!day.isOver) {
      const next = toDecide.shift();
      if (next) await decide(next);
      else await pause(5);
    }
  };
  const watch = async (
    desk: Desk,
    path: string,
    known: Set<string>,
    found: string[],
    state: CaseRow["state"],
  ) => {
    while (!day.isOver) {
      const { status, millis, body } = await desk.ask("GET", path);
      if (status !== 200) throw new Error(`${path}: ${status} ${JSON.stringify(body)}`);
      if (tally.isOn) tally.looks.push(millis);
      for (const row of (body as { rows: CaseRow[] }).rows)
        if (row.state === state && ours.has(row.id) && !known.has(row.id)) {
          known.add(row.id);
          found.push(row.id);
        }
      await pause(lookEveryMs);
    }
  };

  const all = Promise.all([
    ...Array.from({ length: clerks }, clerkAtWork),
    ...Array.from({ length: officers }, officerAtWork),
    watch(officer, "/api/officer/queue?tab=open", seen.officer, toDecide, "under-review"),
    watch(clerk, "/api/window/queue?tab=deliver", seen.clerk, toDeliver, "awaiting-delivery"),
  ]).then(() => {});
  const end = () => (day.isOver = true);
  all.catch(end);
  return {
    tally,
    broken: all,
    stop: async () => {
      end();
      await all;
    },
  };
};
