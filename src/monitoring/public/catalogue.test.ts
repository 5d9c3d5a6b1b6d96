import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { tongzhou, wuqing } from "#agreements/example-agreement.ts";
import { flag } from "../observations/flags.ts";
import { testRivers, testStation } from "../test-network.ts";
import { catalogueOf } from "./catalogue.ts";

type Node = Record<string, unknown>;

/** DCAT-AP 3.0.1: what a thing of each class must say … */
const mandatory: Record<string, readonly string[]> = {
  "dcat:Catalog": ["dct:title", "dct:description", "dct:publisher"],
  "dcat:Dataset": ["dct:title", "dct:description"],
  "dcat:Distribution": ["dcat:accessURL"],
  "foaf:Agent": ["foaf:name"],
  "dct:Standard": [],
};
/** … and of which class a property speaks; who validates it does not infer one class from another. */
const ranges: Record<string, string> = {
  "dct:publisher": "foaf:Agent",
  "dct:creator": "foaf:Agent",
  "dcat:dataset": "dcat:Dataset",
  "dcat:distribution": "dcat:Distribution",
  "dct:conformsTo": "dct:Standard",
  "dct:temporal": "dct:PeriodOfTime",
  "dct:spatial": "dct:Location",
};
const namedByAddress = new Set([
  "dcat:theme",
  "dct:accessRights",
  "dct:format",
  "dcat:mediaType",
  "dct:language",
]);

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);
const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null;

/** Every thing of the catalogue with where it stands. */
const thingsIn = (value: unknown, at = ""): { thing: Node; at: string }[] => {
  if (!isNode(value)) return [];
  const own = Array.isArray(value) || !("@type" in value) || "@value" in value ? [] : [{ thing: value, at }];
  return [...own, ...Object.entries(value).flatMap(([name, inner]) => thingsIn(inner, `${at}/${name}`))];
};

const measured = (station: string, flags = 0) => ({
  stream: `${station}/ph`,
  firstAtMs: Date.parse("2026-03-01T00:00:00Z"),
  atMs: Date.parse("2026-03-03T00:00:00Z"),
  flags,
});

const catalogue: Node = catalogueOf({
  networks: [
    {
      ...testRivers,
      stations: [
        testStation("upper", tongzhou, { sample: false }),
        testStation("monthly", wuqing, { intervalMinutes: 40_320, sample: false }),
        testStation("unheard", wuqing),
      ],
    },
  ],
  kept: [measured("upper"), measured("monthly", flag.sample)],
  parties: [
    { party: tongzhou, name: { zh: "通州", en: "Tongzhou" } },
    { party: wuqing, name: { zh: "武清", en: "Wuqing" } },
  ],
  here: wuqing,
  issuedAt: "2026-03-04T00:00:00.000Z",
});

describe("the catalogue of public data", () => {
  it("says all that DCAT-AP asks of a catalogue, a dataset, a distribution and an agent", () => {
    const things = thingsIn(catalogue);
    for (const { thing, at } of things) {
      for (const type of listOf(thing["@type"]))
        for (const name of mandatory[type as string] ?? []) assert.ok(thing[name], `${at} lacks ${name}`);
      for (const [name, value] of Object.entries(thing)) {
        const [prefix = ""] = name.split(":");
        assert.ok(name.startsWith("@") || prefix in (catalogue["@context"] as Node), `${at} ${name}`);
        for (const one of listOf(value)) {
          if (ranges[name]) assert.ok(listOf((one as Node)["@type"]).includes(ranges[name]), `${at} ${name}`);
          if (namedByAddress.has(name))
            assert.match(String((one as Node)["@id"]), /^https?:/, `${at} ${name}`);
        }
      }
    }
    const types = new Set(things.flatMap(({ thing }) => listOf(thing["@type"])));
    for (const type of [...Object.keys(mandatory), ...Object.values(ranges)])
      assert.ok(types.has(type), type);
  });

  it("names who measured, how often, and which values are samples; a station that said nothing has no dataset", () => {
    const datasets = catalogue["dcat:dataset"] as Node[];
    const [, upper, monthly] = datasets;
    assert.deepEqual(
      datasets.map((one) => one["dct:identifier"]),
      ["month-report", "upper", "monthly"],
    );
    const told = (one: Node | undefined) => [
      (one!["dct:creator"] as Node)["dct:identifier"],
      (one!["dcat:temporalResolution"] as Node)["@value"],
      JSON.stringify(one!["dct:description"]).includes("sample data"),
    ];
    assert.deepEqual([told(upper), told(monthly)], [
      [tongzhou, "PT4H", false],
      [wuqing, "P1M", true],
    ]); // prettier-ignore
    assert.equal((catalogue["dct:publisher"] as Node)["dct:identifier"], wuqing);
  });
});
