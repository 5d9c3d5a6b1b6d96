import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { ImportReport } from "#monitoring/observations/contract.ts";
import { eventually, must, threeNodes, type ThreeNodes, type Visitor } from "./three-nodes.ts";

const stream = "wangjiabai/conductivity";
const day = { from: "2021-04-05T00:00:00Z", to: "2021-04-06T00:00:00Z" };

const table = (conductivity: number, temperature: number) =>
  [
    "断面名称,监测时间,水温(℃),电导率(μS/cm)",
    "王家摆,2021-04-05 12:00,16.0,907.6",
    `王家摆,2021-04-05 16:00,${temperature},${conductivity}`,
  ].join("\n");

describe("a measurement in Langfang", () => {
  let network: ThreeNodes;
  let langfang: Visitor;
  let wuqing: Visitor;
  before(async () => {
    network = await threeNodes();
    langfang = await network.langfang.as("duty-officer");
    wuqing = await network.wuqing.as("duty-officer");
  });
  after(() => network.stop());

  const bring = async (text: string, preview: boolean): Promise<ImportReport> => {
    const answer = await langfang.fetch(`/api/monitoring/import?preview=${preview}`, {
      method: "POST",
      headers: { "x-tongwulang": "1", "content-type": "text/csv" },
      body: text,
    });
    assert.equal(answer.status, 200, await answer.clone().text());
    return (await answer.json()) as ImportReport;
  };
  /** The last value of that day, with its flags. */
  const seenBy = async ({ monitoring }: Visitor): Promise<string> => {
    const { series, flagNames } = must(
      await monitoring.observationSeries({ query: { streams: stream, ...day } }),
    );
    const { values = [], flags = [] } = series[0] ?? {};
    const codes = Object.keys(flagNames).filter((bit) => (flags.at(-1) ?? 0) & Number(bit));
    return [values.at(-1) ?? "none", ...codes.map((bit) => flagNames[bit]!.code)].join(" ");
  };
  const comesTo = (visitor: Visitor, expected: RegExp) =>
    eventually(async () => expected.test(await seenBy(visitor)));

  it("is previewed, recorded, doubted, and told to a duty officer who waits in Wuqing", async () => {
    assert.equal((await bring(table(0.9, 22.6), true)).isRecorded, false);
    assert.equal(await seenBy(langfang), "none");

    const { after: seen } = must(await wuqing.monitoring.monitoringChanges({ query: { wait: 0 } }));
    const waiting = wuqing.monitoring.monitoringChanges({ query: { after: seen, wait: 30 } });
    assert.deepEqual((await bring(table(0.9, 22.6), false)).values, { new: 4, revised: 0, same: 0 });
    assert.ok(must(await waiting).types.length > 0);
    await comesTo(wuqing, /^0\.9 out-of-water/);
  });

  it("is corrected by a later file, and Wuqing sees what stood there and who replaced it", async () => {
    await bring(table(905.1, 16.1), false);
    await comesTo(wuqing, /^905\.1 .*corrected/);
    const { revisions } = must(await wuqing.monitoring.observationRevisions({ query: { stream, ...day } }));
    assert.deepEqual(
      revisions.map(({ value, by }) => [value, by.party, by.role]),
      [[0.9, "131000", "duty-officer"]],
    );
  });
});
