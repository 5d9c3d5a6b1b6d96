import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "kysely";
import { openDatabase, type Database } from "./database.ts";
import { startJobs } from "./jobs.ts";
import { sessionMemory } from "./session-memory.ts";
import { testDatabases } from "./test-database.ts";

const server = testDatabases().find(({ name }) => name === "postgresql")!;

/** Two processes of one node, as far as their database can tell. */
const two = async (): Promise<[Database, Database]> => {
  const first = await server.open({ connections: 2 });
  return [first, await openDatabase(first.place, { connections: 2 })];
};

/** A task that goes on until it is told to stop; says when it begins and ends. */
const task = (siblings: Database["siblings"], name: string) => {
  const life = new AbortController();
  const begun = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<void>();
  let isDoing = false;
  const over = siblings.lead(
    name,
    async (signal) => {
      isDoing = true;
      begun.resolve();
      await new Promise((stop) => signal.addEventListener("abort", stop, { once: true }));
      isDoing = false;
      ended.resolve();
    },
    life.signal,
  );
  const leave = async () => {
    life.abort();
    await over;
  };
  return { begun: begun.promise, ended: ended.promise, isDoing: () => isDoing, leave };
};

test("a task is one process's; the other takes it over when that one leaves", async () => {
  const [first, second] = await two();
  const one = task(first.siblings, "sealing");
  await one.begun;
  const other = task(second.siblings, "sealing");
  const besides = task(second.siblings, "jobs");
  await besides.begun;
  assert.deepEqual([one.isDoing(), other.isDoing()], [true, false]);
  await one.leave();
  await other.begun;
  await Promise.all([other.leave(), besides.leave()]);
  await second.close();
});

test("whoever loses the connection stops, and is one of those who wait", async () => {
  const [first, second] = await two();
  const one = task(first.siblings, "sealing");
  await one.begun;
  const other = task(second.siblings, "sealing");
  await sql`select pg_terminate_backend(l.pid) from pg_locks l join pg_database d on d.oid = l.database
    where l.locktype = 'advisory' and l.granted and d.datname = current_database()`.execute(first.db);
  await one.ended;
  await one.leave();
  await other.begun;
  await other.leave();
  await second.close();
});

test("words reach the other process and not the one that said them", async () => {
  const [first, second] = await two();
  const heard: string[] = [];
  const arrived = Promise.withResolvers<void>();
  let listens = false;
  const listening = Promise.withResolvers<void>();
  first.siblings.hear("sealed", () => heard.push("first"));
  second.siblings.hear("sealed", () => {
    // The first time it says that something may have been missed before it listened.
    if (!listens) listening.resolve();
    else arrived.resolve();
    listens = true;
  });
  await listening.promise;
  heard.length = 0;
  first.siblings.tell("sealed");
  await arrived.promise;
  await second.close();
});

test("a session that ends in one process is forgotten by the other", async () => {
  const [first, second] = await two();
  const [here, there] = [sessionMemory(first.siblings), sessionMemory(second.siblings, () => 0)];
  const caller = { personId: "somebody", role: "officer", department: "office" } as const;
  for (let known = true; known;) {
    there.keep("cookie", caller, there.generation());
    here.forgetAll();
    await new Promise((later) => setTimeout(later, 20));
    known = there.find("cookie") !== undefined;
  }
  await second.close();
});

test("jobs run in one process of a node, and go on in the other when that one is gone", async () => {
  const [first, second] = await two();
  const ran: string[] = [];
  const went = { first: Promise.withResolvers<void>(), second: Promise.withResolvers<void>() };
  const jobs = (name: "first" | "second") => [
    { name: "count", everySeconds: 3600, run: async () => (ran.push(name), went[name].resolve()) },
  ];
  const fault = (error: unknown) => {
    throw error;
  };
  const one = startJobs(jobs("first"), fault, first.siblings);
  await went.first.promise;
  const other = startJobs(jobs("second"), fault, second.siblings);
  await new Promise((later) => setTimeout(later, 800));
  assert.deepEqual(ran, ["first"]);
  await one.stop();
  await went.second.promise;
  await other.stop();
  await second.close();
});
