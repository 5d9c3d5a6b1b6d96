import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { before, describe, it } from "node:test";
import { tongzhou, wuqing } from "#agreements/example-agreement.ts";
import { testDatabases } from "#node/test-database.ts";
import { findRealFile, unlessPresent } from "../test-real-file.ts";
import { testContext, testNetwork, testRivers, testStation } from "../test-network.ts";
import { flagCodes } from "./flags.ts";
import { observationHandlers } from "./handlers.ts";
import { readLatest, readSeries } from "./read.ts";
import { readRevisions } from "./store.ts";

const stations = [
  testStation("dongdian", tongzhou, { codes: { cnemc: "东店" } }),
  testStation("wangjiabai", tongzhou, { codes: { cnemc: "王家摆" } }),
  testStation("tumenlou", wuqing, { codes: { cnemc: "土门楼" } }),
];

const header = "断面名称,监测时间,水温(℃),pH(无量纲),氨氮(mg/L)";
const rows = [
  "东店,04-01 08:00,14.6,7.75,0.139",
  "东店,04-01 12:00,14.5,--,*",
  "土门楼,04-01 08:00,15.1,8.02,0.21",
  "白石桥,04-01 08:00,16.1,7.90,0.025",
];
const at8 = Date.parse("2021-04-01T08:00:00+08:00");
const hour = 3_600_000;

const streamOf = async function* (text: string | Buffer): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
};

for (const { name, open } of testDatabases())
  describe(`importing a table (${name})`, () => {
    let net: Awaited<ReturnType<typeof testNetwork>>;
    before(async () => {
      net = await testNetwork(
        { [tongzhou]: (await open()).db },
        { networks: [{ ...testRivers, stations }], clock: () => "2021-04-10T00:00:00.000Z" },
      );
    });
    const db = () => net.node(tongzhou).db;
    const bring = (text: string | Buffer, query: object = {}) =>
      observationHandlers(net.node(tongzhou).deps).importObservations(
        {
          params: undefined,
          query: { preview: false, keepGood: false, trustColumns: false, year: 2021, ...query },
          body: streamOf(text),
        },
        testContext("duty-officer"),
      );
    const imported = async (...asked: Parameters<typeof bring>) => {
      const outcome = await bring(...asked);
      assert.ok(outcome.ok, JSON.stringify(outcome));
      return outcome.value;
    };
    const table = (...lines: string[]) => [header, ...lines].join("\r\n");

    it("shows first what it would do, and writes nothing", async () => {
      const preview = await imported(table(...rows), { preview: true });
      assert.equal(preview.isRecorded, false);
      assert.deepEqual([preview.rows, preview.values.new, preview.faultCount], [4, 5, 0]);
      assert.deepEqual(await readLatest(db()), []);
    });

    it("records what this node's stations measured, and says what it left out", async () => {
      const report = await imported(table(...rows));
      assert.deepEqual(report.values, { new: 5, revised: 0, same: 0 });
      assert.deepEqual([report.elsewhere, report.unknown], [{ 土门楼: 1 }, { 白石桥: 1 }]);
      const ph = (await readSeries(db(), ["dongdian/ph"], 0, at8 + 9 * hour)).get("dongdian/ph")!;
      assert.deepEqual(
        [ph.values, ph.flags.map(flagCodes)],
        [
          [7.75, null],
          [[], ["not-reported"]],
        ],
      );
    });

    it("a second time changes nothing; a corrected value is a revision that keeps the old one", async () => {
      assert.deepEqual((await imported(table(...rows))).values, { new: 0, revised: 0, same: 5 });
      const again = await imported(table(rows[0]!.replace("0.139", "0.193")));
      assert.deepEqual(again.values, { new: 0, revised: 1, same: 2 });
      const [replaced] = await readRevisions(db(), ["dongdian/ammonia-nitrogen"], at8);
      assert.equal(replaced?.value, 0.139);
      assert.equal(replaced?.by.role, "duty-officer");
      assert.match(replaced!.source, /^import sha256:[0-9a-f]{64}$/);
    });

    it("foresees what is new, a correction, and here already", async () => {
      const more = "东店,04-01 16:00,14.4,7.7,0.15";
      const preview = await imported(table(rows[0]!.replace("7.75", "7.76"), rows[1]!, more, more), {
        preview: true,
      });
      assert.deepEqual(preview.values, { new: 3, revised: 1, same: 7 });
    });

    it("takes rows in many questions, and says once in the audit log who did", async () => {
      const source = `import sha256:${"a".repeat(64)}`;
      const noted: unknown[] = [];
      const { deps } = net.node(tongzhou);
      const handlers = observationHandlers({
        ...deps,
        recordAudit: async (_, { outcome, subject }) => void noted.push([outcome, subject]),
      });
      const take = (hours: number, checkOnly: boolean) =>
        handlers.takeRows(
          {
            params: undefined,
            query: undefined,
            body: {
              source,
              checkOnly,
              rows: [{ line: 2, section: "东店", atMs: at8 + hours * hour, values: { turbidity: 31 } }],
            },
          },
          testContext("duty-officer"),
        );
      await take(0, true);
      for (const hours of [0, 4, 4]) assert.ok((await take(hours, false)).ok);
      assert.deepEqual(noted, [["import", source]]);
    });

    it("writes nothing where a row is wrong, and says where; keeps the good rows where that is asked for", async () => {
      const bad = table(
        "王家摆,04-02 08:00,14.6,7.7o,0.1",
        "王家摆,04-02 12:00,14.6,7.7,0.1",
        "王家摆,04-02",
      );
      const refused = await imported(bad);
      assert.equal(refused.isRecorded, false);
      assert.deepEqual(
        refused.faults.map(({ line, column, code }) => [line, column, code]),
        [
          [2, 4, "TABLE_NUMBER"],
          [4, 2, "TABLE_ROW_SHORT"],
        ],
      );
      assert.deepEqual(await readLatest(db(), ["wangjiabai/ph"]), []);
      const kept = await imported(bad, { keepGood: true });
      assert.deepEqual([kept.isRecorded, kept.faultCount, kept.values.new], [true, 2, 3]);
    });

    it("refuses values of a time to come at their line and column", async () => {
      const early = await imported(table("王家摆,2021-05-02 08:00,14.6,7.7,0.1"));
      const places = early.faults.map(({ line, column, code }) => [line, column, code]);
      assert.deepEqual(
        places,
        [3, 4, 5].map((column) => [2, column, "TIME_AHEAD"]),
      );
    });

    it("reads plain tables by a mapping, and GB18030 as it stands", async () => {
      const plain = "where;when".replace(";", ",") + ",acidity\nwangjiabai,2021-04-03T08:00:00+08:00,7.81\n";
      const mapping = JSON.stringify({ where: "section", when: "time", acidity: "ph" });
      assert.deepEqual((await imported(plain, { mapping })).values, { new: 1, revised: 0, same: 0 });
      const broken = await bring(plain, { mapping: "[1]" });
      assert.ok(!broken.ok && broken.refusal.code === "IMPORT_MAPPING");
      // 王家摆 in GB18030
      const gb = Buffer.concat([
        Buffer.from("station,time,ph\r\n"),
        Buffer.from([0xcd, 0xf5, 0xbc, 0xd2, 0xb0, 0xda]),
        Buffer.from(",2021-04-03 12:00,7.82\r\n"),
      ]);
      assert.deepEqual((await imported(gb)).values, { new: 1, revised: 0, same: 0 });
    });

    it("says so where nothing of the file is recorded here", async () => {
      const outcome = await bring(table(rows[2]!, rows[3]!));
      assert.ok(!outcome.ok && outcome.refusal.code === "IMPORT_NOTHING_HERE");
    });

    const file = findRealFile("water", "border_sections_2021-04-01_05.csv");
    it(
      "catches what was published as normal at Wangjiabai",
      { skip: unlessPresent(file, "the real file") },
      async () => {
        const text = await readFile(file!);
        const report = await imported(text, { keepGood: true });
        assert.equal(report.faultCount, 0);
        const collapse = Date.parse("2021-04-05T16:00:00+08:00");
        const streams = ["conductivity", "water-temperature", "ph", "ammonia-nitrogen"].map(
          (one) => `wangjiabai/${one}`,
        );
        const series = await readSeries(db(), streams, collapse - 4 * hour, collapse + 4 * hour + 1);
        const dry = (stream: string) =>
          series.get(stream)!.flags.map((flags) => flagCodes(flags).includes("out-of-water"));
        for (const stream of streams.slice(0, 3)) assert.deepEqual(dry(stream), [false, true, true], stream);
        assert.ok(
          dry(streams[3]!).every((one) => !one),
          "the analyser hangs on no sonde",
        );
        const same = await imported(text, { keepGood: true });
        assert.deepEqual([same.values.new, same.values.revised], [0, 0]);
      },
    );
  });
