import { randomUUID } from "node:crypto";
import type { Party } from "#base/party.ts";
import type { Problem } from "#base/outcome.ts";
import type { HandedIn } from "#cases/events.ts";
import type { Item } from "#cases/item.ts";
import type { CaseView } from "#cases/view.ts";
import { samplePeople } from "#node/sample/people.ts";
import { signedIn, type Visitor } from "#node/sample/visitor.ts";
import { answersFor, codeOf } from "../case-work.ts";
import type { Chance } from "./chance.ts";
import { commands } from "./commands.ts";
import type { Ledger } from "./ledger.ts";
import type { BenchNetwork } from "./network.ts";

const items = [
  "food-operation-permit",
  "industrial-product-licence",
  "sole-trader-registration",
  "medical-device-filing",
  "business-scope-change",
  "company-registration",
];
const mostOpen = 24;
const workers = 4;
const longestAskMs = 15_000;

type Reply = { ok: true; value: unknown } | { ok: false; problem: Problem };
type Ask = (given: object, extra: { signal: AbortSignal }) => Promise<Reply>;
type Open = { id: string; accepting: Party; deciding: Party; steps: number };

export type People = {
  /** From now on they work, until `rest`. */
  work: () => void;
  rest: () => Promise<void>;
};

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * People at three nodes who hand in and work on cases by the same HTTP as a page: each looks at a case, and does one of
 * the things the node says may be done. They do not know that anything goes wrong; they try again as people do.
 */
export const peopleOf = ({ nodes }: BenchNetwork, ledger: Ledger, chance: Chance): People => {
  const parties = nodes.map(({ party }) => party);
  const nodeOf = (party: Party) => nodes.find((node) => node.party === party)!;
  const sessions = new Map<string, Promise<Visitor>>();
  const known = new Map<string, Item>();
  const open: Open[] = [];
  const drafting = new Set<string>();
  let serial = 0;
  const day = { isOver: true };
  let running: Promise<unknown> = Promise.resolve();

  const at = (party: Party, username: string): Promise<Visitor> => {
    const key = `${party} ${username}`;
    const found = sessions.get(key) ?? signedIn(nodeOf(party).url, username);
    sessions.set(key, found);
    found.catch(() => sessions.delete(key));
    return found;
  };

  const ask = async (visitor: Visitor, name: string, given: object): Promise<Reply> => {
    const one = (visitor.cases as unknown as Record<string, Ask>)[name]!;
    try {
      const reply = await one(given, { signal: AbortSignal.timeout(longestAskMs) });
      // Sign-ins are not in a backup: whoever is asked to signs in again.
      if (!reply.ok && reply.problem.status === 401) sessions.clear();
      return reply;
    } catch {
      return { ok: false, problem: { code: "UNREACHABLE", status: 0 } as Problem };
    }
  };

  /** A command, counted; a node that answers with a fault of its own is worth a look. */
  const act = async (
    visitor: Visitor,
    party: Party,
    name: string,
    given: object,
  ): Promise<CaseView | undefined> => {
    const reply = await ask(visitor, name, given);
    if (reply.ok) {
      ledger.commands.done += 1;
      const view = (reply.value as { case: CaseView }).case;
      ledger.note(view);
      return view;
    }
    const { code, status } = reply.problem;
    const count = `${name} ${code}`;
    ledger.refusals.set(count, (ledger.refusals.get(count) ?? 0) + 1);
    if (status === 0 || status >= 500) ledger.commands.unknown += 1;
    else ledger.commands.refused += 1;
    return undefined;
  };

  const itemAt = async (party: Party, id: string): Promise<Item | undefined> => {
    const found = known.get(id);
    if (found) return found;
    const reply = await ask(await at(party, "clerk"), "readItem", { params: { id } });
    if (!reply.ok) return undefined;
    const { item } = reply.value as { item: Item };
    known.set(id, item);
    return item;
  };

  /** A paper that nobody handed in before. */
  const upload = async (visitor: Visitor): Promise<HandedIn["files"]> => {
    const body = Buffer.from(
      `%PDF-1.4\n% 示例 ${randomUUID()}\n${"x".repeat(chance.below(40_000))}\n%%EOF\n`,
    );
    const response = await visitor.fetch("/api/uploads", {
      method: "PUT",
      headers: { "content-type": "application/octet-stream", "x-tongwulang": "1" },
      body,
      signal: AbortSignal.timeout(longestAskMs),
    });
    if (!response.ok) return [];
    const kept = (await response.json()) as Omit<HandedIn["files"][number], "label">;
    return [{ ...kept, label: "示例材料" }];
  };

  const materialsFor = async (visitor: Visitor, item: Item): Promise<HandedIn[]> => {
    const materials: HandedIn[] = [];
    for (const { id, fromSharing, madeBySystem } of item.materials) {
      if (fromSharing || madeBySystem) continue;
      const files = chance.happens(0.3) ? await upload(visitor) : [];
      materials.push({ material: id, way: files.length ? "upload" : "paper", files });
    }
    return materials;
  };

  const online = async (accepting: Party, item: Item, deciding: Party, content: object) => {
    const username = item.serves.includes("1") ? "citizen" : "company";
    const key = `${accepting} ${username} ${codeOf(item, deciding)}`;
    if (drafting.has(key)) return undefined; // one draft of an item at a time
    drafting.add(key);
    try {
      const visitor = await at(accepting, username);
      const started = await ask(visitor, "startDraft", { body: { item: codeOf(item, deciding) } });
      if (!started.ok) return undefined;
      const { id, revision } = started.value as { id: string; revision: number };
      const params = { id };
      const saved = await ask(visitor, "saveDraft", { params, body: { ...content, revision } });
      if (!saved.ok) return undefined;
      const body = { revision: (saved.value as { revision: number }).revision };
      for (let tries = 0; tries < 5 && !day.isOver; tries++) {
        const view = await act(visitor, accepting, "submit", { params, body });
        if (view) return view;
        await pause(chance.between(50, 500));
      }
      return undefined;
    } finally {
      drafting.delete(key);
    }
  };

  const atTheCounter = async (accepting: Party, item: Item, deciding: Party, content: object) => {
    const clerk = await at(accepting, "clerk");
    const body = { key: randomUUID(), item: codeOf(item, deciding), ...content };
    const twice = chance.happens(0.1); // the button pressed twice
    if (twice) void act(clerk, accepting, "handIn", { body });
    for (let tries = 0; tries < 5 && !day.isOver; tries++) {
      const view = await act(clerk, accepting, "handIn", { body });
      if (view) return view;
      await pause(chance.between(50, 500));
    }
    return undefined;
  };

  const begin = async (): Promise<void> => {
    const accepting = chance.among(parties);
    const deciding = chance.among(parties.filter((party) => party !== accepting));
    const item = await itemAt(accepting, chance.among(items));
    if (!item) return;
    const username = item.serves.includes("1") ? "citizen" : "company";
    const who = samplePeople(accepting).find((one) => one.username === username)!;
    const clerkOrOwner = chance.happens(0.5);
    const visitor = await at(accepting, clerkOrOwner ? username : "clerk");
    const mark = `示例地址${++serial}号`;
    const content = {
      applicant: {
        kind: username === "citizen" ? "person" : "organisation",
        name: who.displayName,
        idNumber: who.identityNumber!,
        phone: "13800000001",
        address: mark,
        ...(username === "company" && { legalRepresentative: "示例王" }),
      },
      form: answersFor(item),
      materials: await materialsFor(visitor, item),
      delivery: { way: item.delivery.includes("window") ? "window" : item.delivery[0], address: mark },
    };
    const view = await (clerkOrOwner ? online : atTheCounter)(accepting, item, deciding, content);
    if (view) open.push({ id: view.id, accepting, deciding, steps: 0 });
  };

  const goOn = async (one: Open): Promise<void> => {
    const { id, accepting, deciding } = one;
    one.steps += 1;
    if (one.steps > 60) return leave(one);
    const [party, username] = chance.among([
      [accepting, "clerk"],
      [accepting, "clerk"],
      [accepting, "citizen"],
      [accepting, "company"],
      [deciding, "officer"],
      [deciding, "officer2"],
      [deciding, "supervisor2"],
      [accepting, "supervisor2"],
    ] as const);
    const visitor = await at(party, username);
    const seen = await ask(visitor, "readCase", { params: { id }, query: {} });
    if (!seen.ok) return;
    const view = seen.value as CaseView;
    if (one.steps > 20 && ["delivered", "refused", "withdrawn"].includes(view.state) && chance.happens(0.5))
      return leave(one);
    const allowed = Object.entries(view.commands).filter(
      ([name, command]) => command.allowed && name in commands,
    );
    if (allowed.length === 0) return;
    const name = chance.weighed(Object.fromEntries(allowed.map(([each]) => [each, commands[each]!.weight])));
    const { body } = commands[name]!;
    const given = { params: { id }, ...(body && { body: body(view, chance) }) };
    const twice = chance.happens(0.08) ? act(visitor, party, name, given) : undefined;
    await act(visitor, party, name, given);
    await twice;
  };

  const leave = (one: Open): void => {
    const where = open.indexOf(one);
    if (where >= 0) open.splice(where, 1);
  };

  const worker = async (): Promise<void> => {
    while (!day.isOver) {
      const isNew = open.length === 0 || (open.length < mostOpen && chance.happens(0.15));
      await (isNew ? begin() : goOn(chance.among(open))).catch(() => pause(100)); // nobody there just now
      await pause(chance.between(0, 40));
    }
  };

  return {
    work: () => {
      day.isOver = false;
      running = Promise.all(Array.from({ length: workers }, worker));
    },
    rest: async () => {
      day.isOver = true;
      await running;
    },
  };
};
