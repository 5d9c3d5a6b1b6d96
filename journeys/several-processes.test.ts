import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { sql } from "kysely";
import type { Item } from "#cases/item.ts";
import type { CaseView } from "#cases/view.ts";
import { findDoor } from "#node/operator.ts";
import type { TestDatabase } from "#node/test-database.ts";
import { testDatabases } from "#node/test-database.ts";
import { eventually, must, signedIn, type Visitor } from "#node/sample/visitor.ts";
import { answersFor, codeOf, company, papersFor, person } from "./case-work.ts";
import { findLeader, severalProcesses } from "./several-processes.ts";

const server = testDatabases().find(({ name }) => name === "postgresql")!;
const patienceSeconds = 240;

/** What is done to a case from one end to the other, in the order in which it is looked for. */
const steps: Record<string, (view: CaseView) => object | undefined> = {
  deliver: () => ({ way: "window" }),
  accept: () => undefined,
  check: ({ materials }) => ({
    materials: materials
      .filter(({ fromSharing, checked }) => !fromSharing && !checked)
      .map(({ material, originals, copies }) => ({ material, verdict: "conforms", originals, copies })),
  }),
  confirmDecision: () => ({ agree: true }),
  proposeDecision: () => ({ outcome: "granted", reasons: "示例：符合法定条件" }),
  examine: () => ({ scope: "form", opinion: "示例：材料齐全" }),
};

type Act = (given: object) => Promise<unknown>;

/** Does the next thing that the node lets this person do; people whose connection breaks look again. */
const goOn = async (who: Visitor, id: string): Promise<CaseView["state"] | undefined> => {
  try {
    const seen = await who.cases.readCase({ params: { id } });
    if (!seen.ok) return undefined;
    const allowed = seen.value.commands as Record<string, { allowed: boolean } | undefined>;
    const next = Object.keys(steps).find((name) => allowed[name]?.allowed);
    const body = next && steps[next]!(seen.value);
    if (next)
      await (who.cases as unknown as Record<string, Act>)[next]!({ params: { id }, ...(body && { body }) });
    return seen.value.state;
  } catch {
    return undefined;
  }
};

type Written = { subject: string; digests: string[] };

const written = async ({ db }: TestDatabase, author: string) => {
  // Asked first: where nothing is queued, the pages read after it hold all that was done.
  const left = await sql<{ queued: bigint; parked: bigint }>`
    select (select count(*) from exchange.queue) as queued, (select count(*) from exchange.parked) as parked`.execute(
    db,
  );
  const pages = await sql<{ number: bigint; digest: string }>`
    select number, digest from exchange.page where author = ${author} order by number`.execute(db);
  const subjects = await sql<Written>`
    select subject, array_agg(digest order by seq) as digests from exchange.event
    group by subject order by subject`.execute(db);
  return { pages: pages.rows, subjects: subjects.rows, left: left.rows[0]! };
};

test("one party's node is two processes; the one that seals is killed in the middle of work, and nothing is lost", async (t) => {
  const [tongzhouDb, wuqingDb, langfangDb] = [await server.open(), await server.open(), await server.open()];
  const urlOf = ({ place }: TestDatabase) => ("url" in place ? place.url : "");
  const offices = await severalProcesses(
    { "110112": urlOf(tongzhouDb), "120114": urlOf(wuqingDb), "131000": urlOf(langfangDb) },
    { "120114": 2 },
  );
  t.after(offices.stop);
  const wuqing = offices.of("120114");
  const tongzhou = offices.of("110112");
  const clerk = await signedIn(wuqing.url, "clerk");
  const officer = await signedIn(tongzhou.url, "officer");
  const second = await signedIn(tongzhou.url, "officer2");
  const item: Item = must(await clerk.cases.readItem({ params: { id: "food-operation-permit" } })).item;

  const begin = async (key: string): Promise<string> =>
    eventually(async () => {
      const body = {
        key,
        item: codeOf(item, "110112"),
        applicant: item.serves.includes("1") ? person : company,
        form: answersFor(item),
        materials: papersFor(item),
        delivery: { way: "window" as const, address: "示例地址1号" },
      };
      const reply = await clerk.cases.handIn({ body }).catch(() => undefined);
      return reply?.ok && reply.value.case.id;
    }, patienceSeconds);
  const finish = (id: string) =>
    eventually(async () => {
      for (const who of [officer, second]) await goOn(who, id);
      return (await goOn(clerk, id)) === "delivered";
    }, patienceSeconds);
  const work = (count: number) =>
    Promise.all(
      Array.from({ length: count }, async () => {
        const id = await begin(randomUUID());
        await finish(id);
        return id;
      }),
    );

  const before = await eventually(() => findLeader(wuqingDb.db, "sealing"), patienceSeconds);
  const working = work(4);
  await begin(randomUUID()); // the others are under way
  const killed = wuqing.processes.find(({ pid }) => pid() === before)!;
  await killed.kill();
  const after = await eventually(async () => {
    const leader = await findLeader(wuqingDb.db, "sealing");
    return leader !== before && leader;
  }, patienceSeconds);
  const [survivor] = wuqing.processes.filter((process) => process !== killed);
  assert.equal(after, survivor!.pid());
  const ids = await working;
  // It comes back, and takes part again while the other goes on sealing.
  assert.equal(await killed.start(), "ready");
  ids.push(...(await work(3)));
  assert.equal(await findLeader(wuqingDb.db, "sealing"), after);
  assert.equal(new Set(ids).size, 7);

  // Whoever runs a process reaches that very one from its folder, though all have the balancer's address.
  for (const { settings } of wuqing.processes) {
    const door = await findDoor(settings.data);
    assert.equal(door!.url, `http://127.0.0.1:${settings.port}`);
    const headers = { authorization: `Operator ${door!.token}` };
    assert.equal((await fetch(`${door!.url}/metrics`, { headers })).status, 200);
  }

  const settled = await eventually(async () => {
    const [here, there, third] = await Promise.all(
      [wuqingDb, tongzhouDb, langfangDb].map((database) => written(database, "120114")),
    );
    const isQuiet =
      [here, there, third].every((one) => one!.left.queued === 0n) &&
      here!.pages.length === there!.pages.length &&
      here!.pages.length === third!.pages.length;
    return isQuiet && { here: here!, there: there!, third: third! };
  }, patienceSeconds);
  const { here, there, third } = settled;
  assert.deepEqual(
    here.pages.map(({ number }) => Number(number)),
    here.pages.map((_, i) => i + 1),
  );
  assert.deepEqual(there.pages, here.pages);
  assert.deepEqual(third.pages, here.pages);
  for (const { left } of [here, there, third]) assert.equal(left.parked, 0n);
  for (const id of ids) {
    const [own, crossed] = [here, there].map(({ subjects }) =>
      subjects.find(({ subject }) => subject.endsWith(id)),
    );
    assert.ok(own!.digests.length >= 7);
    assert.deepEqual(crossed, own);
  }
  assert.deepEqual(offices.faults, []);
});
