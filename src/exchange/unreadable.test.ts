import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "kysely";
import { canonical } from "#base/canonical.ts";
import { testDatabases } from "#node/test-database.ts";
import { leafOf } from "#protocol/leaf.ts";
import type { Page } from "#protocol/page.ts";
import { listParked } from "./parking-store.ts";
import { paths } from "./contract.ts";
import { letter, tongzhou, wuqing } from "./test-letters.ts";
import { testParties } from "./test-parties.ts";

type Broken = (event: Record<string, unknown>) => string;

const bodies: Record<string, Broken> = {
  "is no event": (event) => canonical({ ...event, id: "not an id" }),
  "is not canonical": (event) => JSON.stringify(event, undefined, 1),
  "says what no database can keep": (event) => canonical({ ...event, data: { text: "a\0b" } }),
  "names a subject that no database can keep": (event) => canonical({ ...event, subject: "case\0" }),
  "cannot be kept itself": () => "a\0b",
};

for (const { name, open } of testDatabases()) {
  for (const [what, breaking] of Object.entries(bodies))
    test(`${name}: a body that ${what} is parked as what it is, and the chain goes on`, async () => {
      let broken = "";
      let salt = "";
      const { [tongzhou]: reader, [wuqing]: writer } = await testParties(
        { [tongzhou]: (await open()).db, [wuqing]: (await open()).db },
        {
          // Wuqing's software signed what is no event, and hands it out.
          between: async (request, go) => {
            const response = await go();
            if (!request.url.includes(paths.pages)) return response;
            const { pages, head } = (await response.json()) as { pages: Page[]; head: number };
            const leavesOf = ({ leaves }: Page) =>
              leaves.map((leaf) => ("salt" in leaf && leaf.salt === salt ? { salt, body: broken } : leaf));
            return Response.json({ pages: pages.map((page) => ({ ...page, leaves: leavesOf(page) })), head });
          },
        },
      );
      await writer!.write(letter("case-1", "good"), letter("case-2", "bad"));
      const { rows } = await sql<{ seq: bigint; salt: string; body: string }>`
        select seq, salt, body from exchange.event where subject = 'case-2'`.execute(writer!.db);
      salt = rows[0]!.salt;
      broken = breaking(JSON.parse(rows[0]!.body) as Record<string, unknown>);
      await sql`update exchange.queue set leaf = ${leafOf("sha256", salt, broken)} where seq = ${rows[0]!.seq}`.execute(
        writer!.db,
      );
      await writer!.sealAll();
      await writer!.write(letter("case-1", "goes on"));
      await writer!.sealAll();
      await reader!.takeFrom(writer!);
      assert.deepEqual(await reader!.lines(), ["good", "goes on"]);
      const [parked] = await listParked(reader!.db, 10);
      assert.match(parked!.subject, /^unreadable:\w{64}$/);
      assert.deepEqual([parked!.state, parked!.code], ["refused", "NOT_AN_EVENT"]);
    });

  test(`${name}: what a peer could not keep is not written here either`, async () => {
    const { [wuqing]: writer } = await testParties({ [wuqing]: (await open()).db });
    await assert.rejects(writer!.write(letter("case-1", "a\0b")), { message: "BAD_DATA" });
    await writer!.write(letter("case-1", "a\\u0000b is how some write it"));
    assert.deepEqual(await writer!.lines(), ["a\\u0000b is how some write it"]);
  });
}
