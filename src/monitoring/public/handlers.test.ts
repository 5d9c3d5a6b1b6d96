import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { tongzhou, wuqing } from "#agreements/example-agreement.ts";
import { testDatabases } from "#node/test-database.ts";
import type { Network } from "../network.ts";
import { flag } from "../observations/flags.ts";
import type { Reading } from "../observations/reading.ts";
import { record } from "../observations/record.ts";
import { testContext, testNetwork, testRivers, testStation } from "../test-network.ts";
import { publicHandlers } from "./handlers.ts";

const hourMs = 3_600_000;
const now = "2026-03-03T16:00:00.000Z"; // 4 March, 00:00 in Beijing
const marchMs = Date.parse("2026-02-28T16:00:00Z");

const rivers: Network = {
  ...testRivers,
  id: "open-rivers",
  stations: [
    testStation("upper", tongzhou, {
      properties: ["ph", "dissolved-oxygen", "ammonia-nitrogen", "total-phosphorus"],
      targets: [{ year: 2026, class: "III", source: "示例" }],
    }),
    testStation("reference", undefined),
  ],
};
const air: Network = {
  ...testRivers,
  id: "open-air",
  medium: "air",
  rivers: [],
  stations: [
    testStation("tower", tongzhou, {
      kind: "air-station",
      intervalMinutes: 60,
      properties: ["pm25", "pm10", "o3", "no2", "so2", "co"],
    }),
  ],
};
const closed: Network = { ...testRivers, id: "closed", stations: [testStation("hidden", tongzhou)] };

/** Three days in March: every four hours a row of the section, every hour one of the tower. */
const readings: Reading[] = [
  ...Array.from({ length: 18 }, (_, i): Reading[] => {
    const atMs = marchMs + (i + 1) * 4 * hourMs;
    return [
      { stream: "upper/ph", atMs, value: 7.8 + (i % 2) / 100 },
      { stream: "upper/dissolved-oxygen", atMs, value: 6.1 + (i % 3) / 10 },
      { stream: "upper/ammonia-nitrogen", atMs, value: i >= 16 ? 1.6 : 0.4 + (i % 5) / 100 },
      ...(i % 6 === 0
        ? []
        : [
            {
              stream: "upper/total-phosphorus",
              atMs,
              value: i === 1 ? null : 0.1 + (i % 4) / 1000,
              ...(i === 1 && { flags: flag.notReported }),
            },
          ]),
    ];
  }).flat(),
  ...Array.from({ length: 72 }, (_, i): Reading[] => {
    const atMs = marchMs + (i + 1) * hourMs;
    const isDirty = i < 24;
    return Object.entries({ pm25: isDirty ? 90 : 30, pm10: 80, o3: 60, no2: 30, so2: 8, co: 0.6 }).map(
      ([property, value]) => ({
        stream: `tower/${property}`,
        atMs,
        value: value + (property === "co" ? 0 : i % 3),
        averagingMinutes: 60,
      }),
    );
  }).flat(),
  { stream: "hidden/ph", atMs: marchMs + hourMs, value: 7 },
];

for (const { name, open } of testDatabases())
  describe(`what anybody may see of the water and the air (${name})`, () => {
    let net: Awaited<ReturnType<typeof testNetwork>>;
    before(async () => {
      const databases = { [tongzhou]: (await open()).db, [wuqing]: (await open()).db };
      net = await testNetwork(databases, {
        clock: () => now,
        networks: [rivers, air, closed],
        grant: { networks: ["networks/closed.json"] },
        more: [{ networks: ["networks/open-rivers.json", "networks/open-air.json"], publishes: ["observe"] }],
      });
      const recorded = await record(net.node(tongzhou).deps, readings, { source: "test" });
      assert.ok(recorded.ok);
      await net.exchangeAll();
    });
    const there = () => publicHandlers(net.node(wuqing).deps);
    const asked = <Q>(query: Q) => ({ params: undefined, query, body: undefined });
    const anyone = () => testContext(undefined, now);

    it("says what the newest values mean, by which standard, and leaves out what is not public", async () => {
      const found = await there().publicStations(asked(undefined), anyone());
      assert.ok(found.ok);
      assert.deepEqual(
        found.value.stations.map(({ id, freshness }) => [id, freshness]),
        [
          ["upper", "current"],
          ["tower", "current"],
        ],
      );
      const [section, tower] = found.value.stations;
      assert.deepEqual([section?.class, section?.standard, section?.target], [
        "V",
        "GB3838-2002",
        { class: "III", isMet: false },
      ]); // prettier-ignore
      assert.match(
        section!.why.map(({ zh }) => zh).join(),
        /氨氮 1\.6 mg\/L ≤ 2：Ⅴ类（GB3838-2002 表1第7行）/,
      );
      assert.equal(tower?.standard, "HJ633-2026");
      assert.deepEqual(tower?.air, {
        aqi: 73, // 50 + 32·50/70 = 72.9 ↑
        level: {
          level: 2,
          name: { zh: "良", en: "Good" },
          colour: { zh: "黄", en: "yellow" },
          hex: "#FFFF00",
        },
        primary: ["PM10"],
      });
      assert.deepEqual(
        found.value.standards.map(({ id }) => id),
        ["GB3838-2002", "HJ633-2026"],
      );
    });

    it("reports a month: class of the means, each exceedance with its multiple, each gap with its reason", async () => {
      const found = await there().publicMonth(asked({ month: "2026-03" }), anyone());
      assert.ok(found.ok);
      assert.equal(found.value.isComplete, false);
      const [section] = found.value.sections;
      assert.deepEqual([section?.station, section?.class], ["upper", "III"]);
      assert.deepEqual(
        section?.exceedances.filter(({ count }) => count > 0),
        [
          {
            property: "ammonia-nitrogen",
            name: { zh: "氨氮", en: "Ammonia nitrogen" },
            standard: "GB3838-2002",
            averaging: "reading",
            count: 1,
            of: 17, // the last row was measured at the first moment after the stretch
            limit: 1,
            worst: { at: "2026-03-03T12:00:00.000Z", value: 1.6, flags: [], multiple: 0.6 },
          },
        ],
      );
      assert.deepEqual(
        [section?.standard, section?.rules, section?.averaging],
        ["GB3838-2002", "huanban-2011-22", "month"],
      );
      const phosphorus = section?.coverage.find(({ property }) => property === "total-phosphorus");
      assert.deepEqual([phosphorus?.expected, phosphorus?.notReported], [18, 1]);
      assert.equal(
        phosphorus!.count + phosphorus!.notReported + phosphorus!.doubtful + phosphorus!.silent,
        18,
      );
      const [tower] = found.value.air;
      assert.deepEqual(tower?.standards, ["HJ633-2026"]);
      assert.equal(
        tower?.levels.reduce((sum, { days }) => sum + days, 0),
        3,
      );
      assert.deepEqual(
        tower?.exceedances.map(({ item, count, of, limit, worst }) => [
          item,
          count,
          of,
          limit,
          worst?.day,
          worst?.multiple,
        ]),
        [
          ["PM2.5", 1, 3, 60, "2026-03-01", 0.52],
          ["PM10", 0, 3, 120, undefined, undefined],
          ["O3", 0, 3, 160, undefined, undefined],
          ["NO2", 0, 3, 80, undefined, undefined],
          ["SO2", 0, 3, 150, undefined, undefined],
          ["CO", 0, 3, 4, undefined, undefined],
        ],
      );
      assert.equal(tower?.composite, null);
      assert.equal(tower?.tooFewDays.length, 6);
      assert.equal(found.value.rivers[0]?.isOfMeans, true);
      const [city] = found.value.cities;
      assert.deepEqual([city?.party, city?.items, city?.ofItems, city?.sections], [tongzhou, 4, 21, 1]);
    });

    it("gives the report as a file, and a catalogue whose addresses lead to the data", async () => {
      const file = await there().publicMonthFile(
        asked({ month: "2026-03", format: "csv" as const }),
        anyone(),
      );
      assert.ok(file.ok);
      const text = String(file.value.content);
      assert.match(text, /^\uFEFFmonth,station/);
      const [headings, ...lines] = text
        .slice(1)
        .trimEnd()
        .split("\r\n")
        .map((line) => line.split(","));
      const named = (line: readonly string[]) =>
        Object.fromEntries(headings!.map((name, i) => [name, line[i]]));
      const saidOf = (property: string) => {
        return named(lines.find((one) => one[4] === property)!);
      };
      const ammonia = saidOf("ammonia-nitrogen");
      assert.deepEqual(
        [ammonia["class"], ammonia["class_standard"], ammonia["class_rules"], ammonia["class_averaging"]],
        ["III", "GB3838-2002", "huanban-2011-22", "month"],
      );
      assert.deepEqual(
        [ammonia["limit"], ammonia["limit_standard"], ammonia["limit_averaging"], ammonia["worst_value"]],
        ["1", "GB3838-2002", "reading", "1.6"],
      );
      assert.deepEqual(
        [saidOf("ph")["limit"], saidOf("ph")["values_past_limit"], saidOf("ph")["values_compared"]],
        ["6–9", "0", "17"],
      );
      const dust = saidOf("pm25");
      assert.deepEqual(
        [dust["limit"], dust["limit_standard"], dust["limit_stage"], dust["limit_averaging"]],
        ["60", "GB3095-2026", "transition", "24h"],
      );
      assert.deepEqual(
        [ammonia["about"], ammonia["name_en"], ammonia["river"], ammonia["river_en"]],
        ["section", "Sample section upper", "示例河", "Sample river"],
      );
      assert.deepEqual(
        [ammonia["target"], ammonia["target_met"], ammonia["until"], ammonia["complete"]],
        ["III", "yes", now, "no"],
      );
      assert.deepEqual(
        ["ammonia-nitrogen", "total-phosphorus", "ph"].map((one) => saidOf(one)["determines_class"]),
        ["no", "yes", "no"],
      );
      assert.deepEqual(
        [1, 2, 3, 4, 5, 6].map((level) => dust[`days_level_${level}`]),
        ["0", "2", "1", "0", "0", "0"],
      );
      assert.deepEqual(
        [dust["days_expected"], dust["days_without_aqi"], dust["days_standards"], dust["days_averaging"]],
        ["3", "0", "HJ633-2026", "day"],
      );
      assert.deepEqual(
        [dust["primary_days"], saidOf("pm10")["primary_days"], saidOf("co")["primary_days"]],
        ["1", "2", "0"],
      );
      assert.deepEqual([dust["about"], dust["too_few_days"]], ["station", "yes"]);
      const about = (what: string) => lines.map(named).filter((one) => one["about"] === what);
      const [river, ...otherRivers] = about("river");
      assert.deepEqual(otherRivers, []);
      assert.deepEqual(
        [river!["name"], river!["medium"], river!["grade"], river!["grade_en"], river!["grade_from"]],
        ["示例河", "water", "良好", "Good", "means"],
      );
      assert.deepEqual(
        [river!["class_standard"], river!["class_rules"], river!["class_averaging"], river!["class"]],
        ["GB3838-2002", "huanban-2011-22", "month", ""],
      );
      assert.deepEqual(
        [river!["sections"], river!["good_percent"], river!["inferior_percent"], river!["sample"]],
        ["1", "100", "0", "yes"],
      );
      const [place, ...otherPlaces] = about("place");
      assert.deepEqual(otherPlaces, []);
      const report = await there().publicMonth(asked({ month: "2026-03" }), anyone());
      assert.ok(report.ok);
      assert.deepEqual(
        [place!["party"], place!["name"], place!["city_index"], place!["city_index_standard"]],
        [tongzhou, tongzhou, String(report.value.cities[0]!.index), "CWQI-2017"],
      );
      assert.deepEqual(
        [place!["city_index_averaging"], place!["city_index_items"], place!["city_index_of_items"]],
        ["month", "4", "21"],
      );
      assert.deepEqual(
        [place!["city_index_comparable"], place!["sections"], place!["sample"]],
        ["no", "1", "yes"],
      );
      assert.equal(text.trim().split("\r\n").length, 1 + 4 + 1 + 1 + 6);
      const answer = await there().monitoringCatalogue(asked(undefined), anyone());
      assert.ok(answer.ok);
      const catalogue = JSON.parse(String(answer.value.content)) as {
        "@type": string;
        "dcat:dataset": {
          "dct:identifier": string;
          "dct:conformsTo"?: { "dct:identifier": string }[];
          "dcat:distribution": { "dcat:downloadURL": { "@id": string } }[];
        }[];
      };
      assert.equal(catalogue["@type"], "dcat:Catalog");
      assert.deepEqual(
        catalogue["dcat:dataset"][0]?.["dct:conformsTo"]?.map((one) => one["dct:identifier"]),
        ["GB3838-2002", "huanban-2011-22", "CWQI-2017", "HJ633-2026", "GB3095-2026", "HJ663-2013"],
      );
      assert.deepEqual(
        catalogue["dcat:dataset"].map((one) => one["dct:identifier"]),
        ["month-report", "upper", "tower"],
      );
      assert.ok(
        catalogue["dcat:dataset"].every((one) =>
          one["dcat:distribution"].every(({ "dcat:downloadURL": { "@id": url } }) =>
            url.startsWith("/api/monitoring/"),
          ),
        ),
      );
    });

    it("has an empty report for a month without values, and says how much is missing", async () => {
      const found = await there().publicMonth(asked({ month: "2025-12" }), anyone());
      assert.ok(found.ok);
      assert.equal(found.value.isComplete, true);
      assert.deepEqual(
        [found.value.sections[0]?.class, found.value.sections[0]?.coverage[0]?.silent],
        [null, 186],
      );
      assert.deepEqual(found.value.air[0]?.withoutAqi, 31);
    });

    it("counts a month that is over once, and anew within a minute of a correction", async () => {
      const handlers = there();
      const april = (minute: number) => `2026-04-02T00:${String(minute).padStart(2, "0")}:00.000Z`;
      const at = async (minute: number) => {
        const found = await handlers.publicMonth(
          asked({ month: "2026-03" }),
          testContext(undefined, april(minute)),
        );
        assert.ok(found.ok);
        return found.value;
      };
      const first = await at(0);
      assert.equal(await at(2), first);
      const correction = { stream: "upper/ammonia-nitrogen", atMs: marchMs + 4 * hourMs, value: 0.9 };
      assert.ok((await record(net.node(tongzhou).deps, [correction], { source: "test" })).ok);
      await net.exchangeAll();
      assert.equal(await at(2), first);
      const corrected = (await at(3)).sections[0]?.coverage.find(
        ({ property }) => property === "ammonia-nitrogen",
      );
      assert.equal(corrected?.corrected, 1);
    });
  });
