import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "kysely";
import { openDatabase } from "#node/database.ts";
import { testDatabases } from "#node/test-database.ts";
import { nodeProcess, ordersFor, type NodeProcess } from "./exchange-processes.ts";
import { findLeader } from "./several-processes.ts";

const server = testDatabases().find(({ name }) => name === "postgresql")!;

test("f-08 two processes of one node write, seal and read side by side: no page is sealed twice, no event applied twice", async (t) => {
  const [shared, other] = [await server.open(), await server.open()];
  const orders = await ordersFor([
    ["120114", shared.place],
    ["110112", other.place],
    ["120114", shared.place],
    ["110112", other.place],
  ]);
  const nodes = orders.map(nodeProcess) as [NodeProcess, NodeProcess, NodeProcess, NodeProcess];
  t.after(() => Promise.all(nodes.map((node) => node.kill())));
  for (const node of nodes) await node.start();
  await Promise.all(nodes.map((node) => node.ask({ do: "pull", on: true })));
  const [first, reader, second] = nodes;
  const write = { do: "write", count: 300, batch: 1, writers: 4, bytes: 400 } as const;
  // Both number their letters from 1, so subjects meet too: the second writer goes on where the first was.
  await Promise.all([first.ask(write), second.ask(write)]);
  await reader.ask({ do: "await", author: "120114", count: 600 });
  await Promise.all(nodes.map((node) => node.kill()));

  const { db, close } = await openDatabase(other.place);
  const { rows } = await sql<{ number: bigint; header: string }>`
    select number, header from exchange.page where author = '120114' order by number`.execute(db);
  let next = 1;
  for (const [i, { header }] of rows.entries()) {
    const page = JSON.parse(header) as { number: number; first: number; count: number };
    assert.deepEqual([page.number, page.first], [i + 1, next]);
    next += page.count;
  }
  assert.equal(next, 601);
  const counted = await sql<{ lines: bigint; parked: bigint }>`
    select (select count(*) from letters.line) as lines, (select count(*) from exchange.parked) as parked`.execute(
    db,
  );
  assert.deepEqual(counted.rows[0], { lines: 600n, parked: 0n });
  await close();
});

test("a process that seals and is held still is not waited for: another seals in its place", async (t) => {
  const [shared, other] = [await server.open(), await server.open()];
  const orders = await ordersFor([
    ["120114", shared.place],
    ["110112", other.place],
    ["120114", shared.place],
  ]);
  const nodes = orders.map(nodeProcess) as [NodeProcess, NodeProcess, NodeProcess];
  t.after(() => Promise.all(nodes.map((node) => node.kill())));
  for (const node of nodes) await node.start();
  const [first, reader, leader] = nodes;
  await leader.ask({ do: "pull", on: true });
  while ((await findLeader(shared.db, "sealing")) !== leader.pid())
    await new Promise((later) => setTimeout(later, 20));
  for (const node of [first, reader]) await node.ask({ do: "pull", on: true });
  await leader.ask({ do: "write", count: 1, batch: 1, writers: 1, bytes: 400 });
  await reader.ask({ do: "await", author: "120114", count: 1 });
  process.kill(leader.pid()!, "SIGSTOP");
  await first.ask({ do: "write", count: 20, batch: 1, writers: 2, bytes: 400 });
  const { count } = await reader.ask({ do: "await", author: "120114", count: 21 });
  assert.equal(count, 21);
  assert.equal(await findLeader(shared.db, "sealing"), leader.pid());
});
