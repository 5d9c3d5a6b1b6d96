import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { sql } from "kysely";
import { tongzhou, wuqing } from "#agreements/example-agreement.ts";
import { testDatabases } from "#node/test-database.ts";
import { record } from "../observations/record.ts";
import { testContext, testNetwork } from "../test-network.ts";
import { liveHandlers } from "./handlers.ts";
import { forgetChanges } from "./store.ts";

for (const { name, open } of testDatabases())
  describe(`waiting for changes (${name})`, () => {
    let net: Awaited<ReturnType<typeof testNetwork>>;
    before(async () => {
      net = await testNetwork({ [tongzhou]: (await open()).db, [wuqing]: (await open()).db });
    });
    const ask = async (party: string, after: string | undefined, wait: number) => {
      const { monitoringChanges } = liveHandlers(net.node(party).deps);
      const answer = await monitoringChanges(
        { params: undefined, query: { after, wait }, body: undefined },
        testContext(),
      );
      assert.ok(answer.ok);
      return answer.value;
    };
    const measure = (value: number) =>
      record(net.node(tongzhou).deps, [{ stream: "upper/ph", atMs: Date.now() - 1000, value }], {
        source: "test",
      });

    it("answers when something is recorded here, and when it has come from a peer", async () => {
      const here = await ask(tongzhou, undefined, 0);
      const there = await ask(wuqing, undefined, 0);
      const waiting = [ask(tongzhou, here.after, 30), ask(wuqing, there.after, 30)];
      await measure(7.1);
      await net.exchangeAll();
      net.node(wuqing).tellApplied();
      for (const { types } of await Promise.all(waiting)) assert.deepEqual(types, ["monitoring.observed"]);
    });

    it("tells nobody twice, and is silent where nothing happens", async () => {
      const first = await ask(tongzhou, undefined, 0);
      await measure(7.2);
      const told = await ask(tongzhou, first.after, 0);
      assert.deepEqual(told.types, ["monitoring.observed"]);
      assert.deepEqual((await ask(tongzhou, told.after, 0)).types, []);
    });

    it(
      "misses nothing that was still being written when somebody looked",
      { skip: name === "embedded" && "one connection: nothing is written meanwhile" },
      async () => {
        const { db } = net.node(tongzhou);
        const writing = Promise.withResolvers<void>();
        const mayEnd = Promise.withResolvers<void>();
        const slow = db.transaction().execute(async (tx) => {
          await sql`insert into monitoring.change (types) values (array['slow'])`.execute(tx);
          writing.resolve();
          await mayEnd.promise;
        });
        await writing.promise;
        const first = await ask(tongzhou, undefined, 0);
        await measure(7.3);
        const meanwhile = await ask(tongzhou, first.after, 0);
        assert.deepEqual(meanwhile.types, ["monitoring.observed"]);
        mayEnd.resolve();
        await slow;
        assert.deepEqual((await ask(tongzhou, meanwhile.after, 0)).types, ["slow"]);
      },
    );

    it("forgets what is older than an hour", async () => {
      const { db } = net.node(tongzhou);
      await sql`update monitoring.change set at = now() - interval '2 hours'`.execute(db);
      await forgetChanges(db);
      const { rows } = await sql`select from monitoring.change`.execute(db);
      assert.equal(rows.length, 0);
    });
  });
