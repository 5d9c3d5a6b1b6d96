/** A leaf without a body is seen by who missed it, and a third party that was told gives the body back. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { testDatabases } from "#node/test-database.ts";
import { leafOf } from "#protocol/leaf.ts";
import type { Page } from "#protocol/page.ts";
import type { Context } from "#base/handler.ts";
import { paths } from "./contract.ts";
import { exchangeParkedHandlers } from "./parked-handlers.ts";
import { listParked } from "./parking-store.ts";
import { langfang, letter, tongzhou, wuqing } from "./test-letters.ts";
import { testParties } from "./test-parties.ts";

const audience = [tongzhou, wuqing, langfang];

for (const { name, open } of testDatabases())
  test(`${name}: f-11 an author who withholds a body from one reader is found out, and a third party gives it back`, async () => {
    const parties = await testParties(
      { [tongzhou]: (await open()).db, [wuqing]: (await open()).db, [langfang]: (await open()).db },
      {
        between: async (request, go) => {
          const response = await go();
          const fromWuqing = new URL(request.url).hostname.startsWith(wuqing);
          if (!fromWuqing || request.headers.get("tongwulang-party") !== tongzhou) return response;
          if (!request.url.includes(paths.pages) && !request.url.includes(paths.relay)) return response;
          const answer = (await response.json()) as { pages: Page[] };
          for (const page of answer.pages)
            page.leaves = page.leaves.map((leaf) =>
              "body" in leaf && leaf.body.includes("withheld")
                ? { leaf: leafOf("sha256", leaf.salt, leaf.body).toString("hex") }
                : leaf,
            );
          return Response.json(answer);
        },
      },
    );
    const [tz, wq, lf] = [parties[tongzhou]!, parties[wuqing]!, parties[langfang]!];
    const told = { audience };
    const [first] = await wq.write(letter("case-1", "withheld", told));
    await wq.write(
      letter("case-1", "goes on", told),
      letter("case-2", "for Langfang", { audience: [wuqing, langfang] }),
    );
    await wq.sealAll();
    await tz.takeFrom(wq);
    await lf.takeFrom(wq);
    assert.deepEqual(await tz.lines(), []);
    const [parked] = await listParked(tz.db, 10);
    assert.equal(parked?.code, "MISSING_PREVIOUS");
    assert.equal(parked?.waitsFor, first!.digest);

    const { retryParked } = exchangeParkedHandlers(tz);
    const context = {
      now: tz.deps.clock(),
      requestId: "test",
      signal: AbortSignal.timeout(30_000),
    } as Context;
    const retried = await retryParked(
      { params: { id: parked.id }, query: undefined, body: undefined },
      context,
    );
    assert.deepEqual(retried, { ok: true, value: { state: "applied" } });
    assert.deepEqual(await tz.lines(), ["withheld", "goes on"]);
    assert.deepEqual(await listParked(tz.db, 10), []);
  });
