import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "kysely";
import { linesOf } from "#exchange/test-letters.ts";
import { openDatabase } from "#node/database.ts";
import { testDatabases } from "#node/test-database.ts";
import { chanceFrom } from "./faults/chance.ts";
import { nodeProcess, ordersFor, type NodeProcess } from "./exchange-processes.ts";

const seed = Number(process.env["KILL_SEED"] ?? Date.now() % 1_000_000);

const kills = 12;

for (const { name, open } of testDatabases())
  test(`${name}: ${kills} kills at any moment lose nothing and do nothing twice (KILL_SEED=${seed})`, async (t) => {
    const chance = chanceFrom(seed).next;
    const databases = [await open({ lasting: true }), await open({ lasting: true })] as const;
    for (const { close } of databases) await close();
    const orders = await ordersFor([
      ["120114", databases[0].place],
      ["110112", databases[1].place],
    ]);
    const [writer, reader] = orders.map(nodeProcess) as [NodeProcess, NodeProcess];
    t.after(() => Promise.all([writer.kill(), reader.kill()]));
    const upTo = 100_000;
    const goOn = async (node: NodeProcess) => {
      await node.start();
      await node.ask({ do: "pull", on: true });
      // It writes until it is killed; that its answer never comes is the point.
      if (node === writer) void node.ask({ do: "continue", upTo, batch: 3 }).catch(() => {});
    };
    await Promise.all([goOn(writer), goOn(reader)]);
    for (let kill = 0; kill < kills; kill++) {
      const node = chance() < 0.5 ? writer : reader;
      await new Promise((later) => setTimeout(later, 50 + chance() * 400));
      await node.kill();
      await goOn(node);
    }
    await writer.kill();
    await writer.start();
    const { count: written } = await writer.ask({ do: "count", author: "120114" });
    await writer.ask({ do: "pull", on: true });
    await reader.ask({ do: "await", author: "120114", count: written! });
    await Promise.all([writer.kill(), reader.kill()]);

    const expected = Array.from({ length: written! }, (_, i) => `${i + 1}`);
    assert.ok(written! > 50, `only ${written} letters were written`);
    for (const { place } of databases) {
      const { db, close } = await openDatabase(place);
      assert.deepEqual(await linesOf(db, "kept"), expected);
      const { rows } = await sql<{ pages: bigint; last: bigint }>`
        select count(*) as pages, max(number) as last from exchange.page where author = '120114'`.execute(db);
      assert.equal(rows[0]!.pages, rows[0]!.last);
      await close();
    }
  });
