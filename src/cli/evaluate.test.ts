import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { command } from "./evaluate.ts";
import { runCommand } from "./command.ts";

const folder = await mkdtemp(join(tmpdir(), "tongwulang-evaluate-"));
after(() => rm(folder, { recursive: true }));

const run = async (...args: string[]) => {
  const lines: string[] = [];
  const errors: string[] = [];
  const code = await runCommand(command, args, {
    out: (line) => lines.push(line),
    err: (line) => errors.push(line),
  });
  return { code, out: lines.join("\n"), err: errors.join("\n") };
};

const write = async (name: string, text: string): Promise<string> => {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
};

const header = "断面名称,监测时间,水质类别,pH(无量纲),溶解氧(mg/L),氨氮(mg/L),站点情况";
const example = "pm25=51,pm10=101,o3=57,no2=64,so2=15,co=1.1";

describe("./tongwulang evaluate water", () => {
  it("gives one object for each row, with the year of the file's name", async () => {
    const file = await write(
      "rows_2021-04.csv",
      `${header}\n土门楼,04-05 20:00,Ⅳ,8.71,20.29,1.35,正常\n土门楼,04-06 00:00,*,8.6,--,1.1,维护\n`,
    );
    const { code, out, err } = await run("water", file, "--json", "--target", "III");
    assert.equal(code, 0);
    assert.deepEqual(
      out.split("\n").map((line) => JSON.parse(line) as unknown),
      [
        {
          section: "土门楼",
          time: "2021-04-05T20:00:00+08:00",
          class: "IV",
          determinedBy: ["ammonia-nitrogen"],
          flags: [],
          standard: "GB3838-2002",
          averaging: "reading",
          target: {
            class: "III",
            isMet: false,
            exceeding: [{ property: "ammonia-nitrogen", value: 1.35, limit: 1, multiple: 0.35 }],
          },
        },
        {
          section: "土门楼",
          time: "2021-04-06T00:00:00+08:00",
          class: null,
          determinedBy: [],
          flags: ["not-reported", "maintenance"],
          standard: "GB3838-2002",
          averaging: "reading",
          target: {
            class: "III",
            isMet: false,
            exceeding: [{ property: "ammonia-nitrogen", value: 1.1, limit: 1, multiple: 0.1 }],
          },
        },
      ],
    );
    assert.match(err, /2 readings judged one by one by GB3838-2002/);
    assert.match(err, /1 of 1/);
  });

  it("says why in both languages, and judges lakes by their limits", async () => {
    const file = await write(
      "lake_2021.csv",
      "section,time,total-phosphorus\n密云水库,2021-04-01 08:00,0.028\n",
    );
    const { out } = await run("water", file, "--explain", "--lakes", "密云水库");
    assert.match(out, /Ⅲ类（总磷） \/ class III/);
    assert.match(out, /总磷 0\.028 mg\/L ≤ 0\.05：Ⅲ类（GB3838-2002 表1第8行）/);
  });

  it("stops at the first row it cannot read, naming line and column; goes on only where told to", async () => {
    const file = await write(
      "bad_2021.csv",
      `${header}\n土门楼,04-05 20:00,*,8.71,7,x,正常\n土门楼,04-06 00:00,*,8.6,7,1.1,正常\n`,
    );
    const stopped = await run("water", file, "--json");
    assert.equal(stopped.code, 2);
    assert.match(stopped.err, /bad_2021\.csv:2:6 .*第 2 行第 6 列.*Line 2, column 6/);
    assert.equal((JSON.parse(stopped.out) as { code: string }).code, "TABLE_NUMBER");
    const kept = await run("water", file, "--json", "--keep-good");
    assert.equal(kept.code, 0);
    assert.match(kept.err, /1 refused/);
    assert.match(kept.out.split("\n").at(-1)!, /"class":"IV"/);
  });

  it("treats what no instrument can have seen as not reported", async () => {
    const file = await write(
      "odd_2021.csv",
      "section,time,ph,dissolved-oxygen\n土门楼,04-05 20:00,7.1,8\n土门楼,04-06 00:00,7.1,808\n",
    );
    const { out } = await run("water", file, "--json");
    assert.match(
      out.split("\n")[1]!,
      /"class":null,.*"flags":\["not-reported","out-of-range:dissolved-oxygen"\]/,
    );
  });

  it("names black and odorous water where it was looked for, and gives the index of each item", async () => {
    const file = await write(
      "black_2021.csv",
      "section,time,transparency,dissolved-oxygen,ammonia-nitrogen\n示例河,2021-07-01 08:00,9,3,4.5\n",
    );
    const { out } = await run("water", file, "--json", "--explain");
    const row = JSON.parse(out) as { flags: string[]; items: { property: string; pollutionIndex: number }[] };
    assert.deepEqual(row.flags, ["black-odorous-severe"]);
    assert.deepEqual(
      row.items.map(({ property, pollutionIndex }) => [property, pollutionIndex]),
      [
        ["dissolved-oxygen", 4.6],
        ["ammonia-nitrogen", 4.5],
      ],
    );
  });

  it("refuses what is no file, no class and no year", async () => {
    assert.equal((await run("water", join(folder, "absent.csv"))).code, 2);
    assert.equal((await run("water", folder)).code, 2);
    assert.equal((await run("water", "x.csv", "--target", "VI")).code, 2);
    assert.equal((await run("water", "x.csv", "--year", "21")).code, 2);
    assert.equal((await run("water")).code, 2);
  });
});

describe("./tongwulang evaluate air", () => {
  it("judges the same hour by either edition", async () => {
    const found = async (standard: string) =>
      JSON.parse((await run("air", "--standard", standard, "--hourly", example, "--json")).out) as unknown;
    assert.deepEqual(await found("HJ633-2026"), {
      aqi: 87,
      level: 2,
      primary: ["PM10"],
      iaqi: { "PM2.5": 82, PM10: 87, O3: 18, NO2: 32, SO2: 5, CO: 11 },
      standard: "HJ633-2026",
      period: "hour",
      missing: [],
      flags: [],
    });
    const { aqi } = (await found("hj633-2012")) as { aqi: number };
    assert.equal(aqi, 76);
  });

  it("publishes no AQI with a gap below 100, and says so", async () => {
    const { out, code } = await run("air", "--standard", "HJ633-2026", "--hourly", "PM2.5=51,pm10=101,o3=NA");
    assert.equal(code, 0);
    assert.match(out, /AQI NA/);
    assert.match(out, /\[HJ633-2026 小时均值 \/ hourly means\]/);
    assert.match(out, /AQI 不予发布（HJ633-2026 5\.3\.1）/);
  });

  it("refuses unknown items, doubled items, text, wrong units and unknown editions, each at its place", async () => {
    const refusal = async (...args: string[]) => {
      const { code, err } = await run("air", ...args);
      assert.equal(code, 2);
      return err;
    };
    assert.match(await refusal("--hourly", "pm25=51,pm1=3"), /character 9: there is no item “pm1”/);
    assert.match(await refusal("--hourly", "co=1,co=2"), /character 6: “co” is given twice/);
    assert.match(await refusal("--hourly", "co=-1"), /“-1” of co is no concentration/);
    assert.match(await refusal("--hourly", "co=1100"), /within 0 to 150 mg\/m³; check the unit/);
    assert.match(await refusal("--hourly", "co=1", "--standard", "HJ633-1999"), /HJ633-2012, HJ633-2026/);
    assert.match(await refusal("--hourly", "co=1", "--daily", "co=1"), /either/);
  });

  it("checks a standard in a file and names line and column of overlapping breakpoints", async () => {
    const shipped = join(import.meta.dirname, "../../definitions/standards/hj633-2026.json");
    const text = await readFile(shipped, "utf8");
    const file = await write("draft.json", text.replace("[0, 50, 120, 250,", "[0, 50, 40, 250,"));
    const { code, err } = await run("air", "--standard", file, "--hourly", example);
    assert.equal(code, 2);
    assert.match(err, /draft\.json:\d+:\d+ {2}\/rows\/4\/breakpoints\/2 .*重叠.*overlap/);
    assert.equal((await run("air", "--standard", shipped, "--hourly", example)).code, 0);
  });
});
