import assert from "node:assert/strict";
import { test } from "node:test";
import { tongzhou } from "#agreements/example-agreement.ts";
import { testDatabases } from "#node/test-database.ts";
import { networksInForce } from "./in-force.ts";
import { record } from "./observations/record.ts";
import { riverHandlers } from "./river/handlers.ts";
import { shippedStandards, standardAt } from "./standards/standard-at.ts";
import { testNetwork } from "./test-network.ts";

const now = "2026-06-01T04:30:00.000Z";
const context = { language: "zh", requestId: "", now, signal: new AbortController().signal } as const;
const shipped = standardAt("surface-water-standard", "2026-06-01")!;

/** The shipped table with a tenth of its ammonia nitrogen. */
const stricter = {
  ...shipped,
  id: "GB3838-test",
  rows: shipped.rows.map((row) =>
    row.property === "ammonia-nitrogen" && "limits" in row
      ? { ...row, limits: row.limits.map((limit) => limit / 10) }
      : row,
  ),
};

for (const { name, open } of testDatabases()) {
  const classBy = async (standards: Record<string, unknown>) => {
    const net = await testNetwork(
      { [tongzhou]: (await open()).db },
      {
        clock: () => now,
        plans: Object.fromEntries(
          Object.entries(standards).map(([file, content]) => [`standards/${file}`, content]),
        ),
        grant: { plans: [], standards: Object.keys(standards) },
      },
    );
    const { deps } = net.node(tongzhou);
    const values = { ph: 7.5, "dissolved-oxygen": 8, "ammonia-nitrogen": 0.4, "total-phosphorus": 0.05 };
    const readings = Object.entries(values).map(([property, value]) => ({
      stream: `upper/${property}`,
      atMs: Date.parse("2026-06-01T04:00:00Z"),
      value,
    }));
    assert.ok((await record(deps, readings, { source: "test" })).ok);
    const none = { params: undefined, query: undefined, body: undefined };
    const situation = await riverHandlers(deps).situation(none, context);
    assert.ok(situation.ok);
    const { water } = situation.value.stations.find(({ station }) => station === "upper")!;
    const [network] = networksInForce(await deps.agreements.read(deps.db), now);
    return { standard: water?.standard, class: water?.class ?? water?.atBest, network: network! };
  };

  test(`${name}: a network is judged by the editions that its clause names, else by the shipped ones`, async () => {
    const plain = await classBy({});
    assert.deepEqual([plain.standard, plain.class], ["GB3838-2002", "II"]);
    assert.equal(plain.network.standards, shippedStandards);

    const named = await classBy({ "strict.json": stricter });
    assert.deepEqual([named.standard, named.class], ["GB3838-test", "inferior-V"]);
    const { standards } = named.network;
    assert.equal(standardAt("surface-water-standard", "2026-06-01", standards)?.id, "GB3838-test");
    assert.equal(standardAt("air-index-standard", "2026-06-01", standards)?.id, "HJ633-2026");
  });
}
