/** What a reader of a chain may count on, whatever else fails. */
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { sql } from "kysely";
import { z } from "zod";
import { testDatabases } from "#node/test-database.ts";
import { paths } from "./contract.ts";
import { exchangeCapability } from "./exchange-capability.ts";
import { letter, letterKinds, letters, tongzhou, wuqing } from "./test-letters.ts";
import { testParties } from "./test-parties.ts";

const opened: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0)) await close();
});

for (const { name, open } of testDatabases()) {
  const two = async (options: Parameters<typeof testParties>[1] = {}) => {
    const databases = [await open(), await open()];
    for (const { close } of databases) opened.push(close);
    const parties = await testParties({ [tongzhou]: databases[0]!.db, [wuqing]: databases[1]!.db }, options);
    return { tz: parties[tongzhou]!, wq: parties[wuqing]! };
  };

  test(`${name}: f-28 every hint is lost, and everything arrives all the same`, async () => {
    const { tz, wq } = await two({
      between: (request, go) =>
        request.url.includes(paths.hint) ? Promise.reject(new TypeError("lost")) : go(),
    });
    tz.start();
    wq.start();
    for (const text of ["one", "two", "three"]) await wq.write(letter("case-1", text));
    for (let look = 0; look < 500 && (await tz.lines()).length < 3; look++)
      await new Promise((later) => setTimeout(later, 20));
    await Promise.all([tz.stop(), wq.stop()]);
    assert.deepEqual(await tz.lines(), ["one", "two", "three"]);
  });

  test(`${name}: f-30 an event is judged by the version it names, and what the reader does not know in it is kept`, async () => {
    const stricter = {
      ...letters,
      kinds: [
        ...letterKinds,
        { ...letterKinds[0]!, version: 2, data: z.object({ text: z.string(), subjectLine: z.string() }) },
      ],
    };
    const { tz, wq } = await two();
    Object.assign(tz.deps, { capabilities: [exchangeCapability, stricter] });
    await wq.write(letter("case-1", "as it was", { data: { text: "as it was", colour: "red" } }));
    await wq.sealAll();
    await tz.takeFrom(wq);
    assert.deepEqual(await tz.lines(), ["as it was"]);
    const bodies = await Promise.all(
      [tz, wq].map(({ db }) => sql<{ body: string }>`select body from exchange.event`.execute(db)),
    );
    assert.equal(bodies[0]!.rows[0]!.body, bodies[1]!.rows[0]!.body);
    assert.match(bodies[0]!.rows[0]!.body, /"colour":"red"/);
  });

  test(`${name}: f-36 what was written is there to be read when the answer is, before any page is sealed`, async () => {
    const { wq } = await two();
    await wq.write(letter("case-1", "one"));
    assert.deepEqual(await wq.lines(), ["one"]);
  });
}
