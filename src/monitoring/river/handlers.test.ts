import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { langfang, tongzhou, wuqing } from "#agreements/example-agreement.ts";
import { testDatabases } from "#node/test-database.ts";
import type { Network } from "../network.ts";
import { flag } from "../observations/flags.ts";
import { record } from "../observations/record.ts";
import { testContext, testNetwork, testRivers, testStation } from "../test-network.ts";
import { riverHandlers } from "./handlers.ts";

const now = "2026-04-20T05:00:00.000Z";
const at = (h: number): number => Date.parse("2026-04-20T00:00:00.000Z") + h * 3_600_000;
const estimate = { source: "示例", verified: false };

/** Tongzhou → Langfang → Wuqing, as the North Canal runs. */
const rivers: Network = {
  ...testRivers,
  stations: [
    testStation("upper", tongzhou, { border: { from: tongzhou, to: langfang } }),
    testStation("lower", langfang, {
      border: { from: langfang, to: wuqing },
      targets: [{ year: 2026, class: "III", source: "示例", sample: true }],
    }),
    testStation("above", undefined),
  ],
  reaches: [{ from: "upper", to: "lower", lengthKm: 15, travel: [], ...estimate }],
};

const asked = <Q>(query: Q) => ({ params: undefined, query, body: undefined });
const none = asked(undefined);

for (const { name, open } of testDatabases())
  describe(`rivers over HTTP (${name})`, () => {
    let net: Awaited<ReturnType<typeof testNetwork>>;
    before(async () => {
      const databases = {
        [tongzhou]: (await open()).db,
        [langfang]: (await open()).db,
        [wuqing]: (await open()).db,
      };
      net = await testNetwork(databases, { clock: () => now, networks: [rivers] });
      await record(
        net.node(tongzhou).deps,
        [
          { stream: "upper/ammonia-nitrogen", atMs: at(0), value: 0.4 },
          { stream: "upper/ammonia-nitrogen", atMs: at(4), value: 0.4 },
        ],
        { source: "test" },
      );
      await record(
        net.node(langfang).deps,
        [
          { stream: "lower/ammonia-nitrogen", atMs: at(4), value: 1.2 },
          { stream: "lower/dissolved-oxygen", atMs: at(4), value: null, flags: flag.noSensor },
        ],
        { source: "test" },
      );
      await net.exchangeAll();
    });
    const handlers = () => riverHandlers(net.node(wuqing).deps);
    const duty = testContext("duty-officer", now);

    it("shows at the lowest node how every section of the river stands, judged, with its target", async () => {
      const answer = await handlers().situation(none, duty);
      assert.ok(answer.ok);
      const [upper, lower, above] = answer.value.stations;
      assert.deepEqual([upper?.freshness, upper?.water?.class], ["current", "II"]);
      assert.deepEqual([lower?.water?.class, lower?.water?.target?.isMet], ["IV", false]);
      assert.deepEqual([above?.freshness, above?.values], ["reference", []]);
    });

    it("gives pages the networks in force, with names, units and the limits for the bands", async () => {
      const answer = await handlers().monitoringNetworks(none, duty);
      assert.ok(answer.ok);
      assert.deepEqual(
        answer.value.networks.map(({ id }) => id),
        ["test-rivers"],
      );
      assert.equal(answer.value.here, wuqing);
      assert.equal(answer.value.water?.standard, "GB3838-2002");
      assert.ok(
        answer.value.properties.some(
          ({ code, shownUnit }) => code === "ammonia-nitrogen" && shownUnit === "mg/L",
        ),
      );
    });

    it("accounts for a month: the stretch of Langfang worsened the water, by concentration alone", async () => {
      const answer = await handlers().riverAccounts(asked({ month: "2026-04" }), duty);
      assert.ok(answer.ok);
      const [account, ...rest] = answer.value.accounts;
      assert.equal(rest.length, 0);
      assert.deepEqual(
        [account?.party, account?.entryClass, account?.exitClass, account?.verdict, account?.basis],
        [langfang, "II", "IV", "worsened", "concentration"],
      );
      assert.deepEqual(account?.withoutFlow, ["upper", "lower"]);
      const upper = answer.value.coverage.find(({ station }) => station === "upper");
      assert.deepEqual([upper?.count, upper?.expected], [2, 180]);
    });

    it("says of a month without values that nothing can be said", async () => {
      const answer = await handlers().riverAccounts(asked({ month: "2026-03" }), duty);
      assert.ok(answer.ok);
      const [account] = answer.value.accounts;
      assert.deepEqual([account?.verdict, account?.items], ["unknown", []]);
      assert.deepEqual(account?.withoutValues, ["upper", "lower"]);
    });
  });
