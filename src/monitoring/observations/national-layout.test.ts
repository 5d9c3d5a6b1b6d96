import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { readNationalLayout, type NationalRow, type TableOptions } from "./national-layout.ts";

const header =
  "省份,流域,断面名称,监测时间,水质类别,水温(℃),pH(无量纲),溶解氧(mg/L),氨氮(mg/L),叶绿素α(mg/L),站点情况";
const good = "河北省,海河流域,土门楼,04-05 20:00,Ⅳ,16.1,8.71,20.29,0.025,*,正常";
const april = Date.UTC(2021, 3, 5, 12);

async function* inPieces(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const readAll = async (
  text: string | Uint8Array,
  options: Partial<TableOptions> = {},
  pieceBytes = 7,
): Promise<{ rows: NationalRow[]; refused: string[] }> => {
  const bytes = typeof text === "string" ? Buffer.from(text) : text;
  const found = { rows: [] as NationalRow[], refused: [] as string[] };
  for await (const batch of readNationalLayout(inPieces(bytes, pieceBytes), {
    missingYear: { year: 2021 },
    ...options,
  }))
    for (const row of batch) {
      if (row.ok) found.rows.push(row.value);
      else found.refused.push(`${row.refusal.code} ${row.refusal.at ?? ""}`.trim());
    }
  return found;
};

test("a row of the national publication: no sensor is left out, not reported is null, Beijing time", async () => {
  const { rows, refused } = await readAll(`${header}\n${good}\n天津市,,三岔口,*,*,--,--,--,0.1,*,维护\n`);
  assert.deepEqual(refused, []);
  assert.deepEqual(rows[0], {
    line: 2,
    section: "土门楼",
    atMs: april,
    values: { "water-temperature": 16.1, ph: 8.71, "dissolved-oxygen": 20.29, "ammonia-nitrogen": 0.025 },
    publishedClass: "IV",
    state: "正常",
    province: "河北省",
  });
  assert.equal(rows[1]?.atMs, null); // a station that sent nothing has no time
  assert.equal(rows[1]?.publishedClass, null);
  assert.deepEqual(rows[1]?.values["ph"], null);
});

test("UTF-8 with a mark, UTF-16 and every kind of line end are read alike", async () => {
  const text = `${header}\r\n${good}\n\n${good}\r`;
  const plain = await readAll(text);
  assert.equal(plain.rows.length, 2);
  assert.equal(plain.rows[1]?.line, 4);
  assert.deepEqual(await readAll(`\ufeff${text}`), plain);
  assert.deepEqual(await readAll(Buffer.from(`\ufeff${text}`, "utf16le")), plain);
});

test("GB18030 is recognised, wherever the bytes are cut", async () => {
  // 断面名称,监测时间,pH and 土门楼 in GB18030, as there is no encoder for it
  const bytes = Buffer.concat([
    Buffer.from("b6cfc3e6c3fbb3c6", "hex"), Buffer.from(","), Buffer.from("bce0b2e2cab1bce4", "hex"),
    Buffer.from(",pH\n"), Buffer.from("cdc1c3c5c2a5", "hex"), Buffer.from(",04-05 20:00,8.71\n"),
  ]); // prettier-ignore
  for (const size of [1, 3, 1000]) {
    const { rows, refused } = await readAll(bytes, {}, size);
    assert.deepEqual(refused, []);
    assert.deepEqual([rows[0]?.section, rows[0]?.values["ph"]], ["土门楼", 8.71]);
  }
});

test("columns are known by name, so their order does not matter; codes and a mapping do as well", async () => {
  const { rows } = await readAll("time,ph,section\n2021-04-05T12:00:00Z,8.71,Tumenlou\n");
  assert.deepEqual([rows[0]?.section, rows[0]?.atMs, rows[0]?.values["ph"]], ["Tumenlou", april, 8.71]);
  const mapped = await readAll("名,时刻,酸碱度\n土门楼,2021/4/5 20:00,8.71\n", {
    mapping: { 名: "section", 时刻: "time", 酸碱度: "ph" },
  });
  assert.deepEqual([mapped.rows[0]?.atMs, mapped.rows[0]?.values["ph"]], [april, 8.71]);
});

test("a mapping says what a column is; the unit that its name says is checked all the same", async () => {
  const mapped = (name: string) =>
    readAll(`section,time,${name}\n土门楼,2021-04-05 20:00,139\n`, {
      mapping: { [name]: "ammonia-nitrogen" },
    });
  assert.deepEqual((await mapped("NH3(µg/L)")).refused, ["TABLE_UNIT 1:3"]);
  assert.equal((await mapped("NH3(mg/L)")).rows[0]?.values["ammonia-nitrogen"], 139);
});

test("a table of one station needs no column for it, and a station may be called what its owner calls it", async () => {
  const { rows } = await readAll("time,ph\n2021-04-05 20:00,8.71\n", { station: "tumenlou" });
  assert.equal(rows[0]?.section, "tumenlou");
  const called = await readAll("section,time,ph,\n北运河出境,2021-04-05 20:00,8.71,1\n", {
    stations: { 北运河出境: "tumenlou" },
    mapping: { ph: "" },
  });
  assert.deepEqual([called.rows[0]?.section, called.rows[0]?.values], ["tumenlou", {}]);
});

test("semicolons and tabs are told from commas by the header", async () => {
  const table = (sign: string) =>
    ["section,time,ph", "土门楼,2021-04-05 20:00,8.71"].join("\n").replaceAll(",", sign);
  const plain = await readAll(table(","));
  assert.equal(plain.rows.length, 1);
  assert.deepEqual(await readAll(table(";")), plain);
  // what a spreadsheet program saves as “Unicode text”
  assert.deepEqual(await readAll(Buffer.from(`\ufeff${table("\t")}`, "utf16le")), plain);
});

test("a workbook is none of these, and says how to make one", async () => {
  for (const sign of ["504b0304", "d0cf11e0"])
    assert.deepEqual((await readAll(Buffer.from(`${sign}1400`, "hex"))).refused, ["TABLE_WORKBOOK 1:1"]);
});

const record = { section: "土门楼", time: "2021-04-05 20:00", ph: 8.71 };

test("records of JSON are rows: an array, or one on each line, wherever the bytes are cut", async () => {
  const other = { time: "2021-04-06 00:00", section: '门"}{[\\', ph: null };
  const csv = `section,time,ph\n土门楼,2021-04-05 20:00,8.71\n"门""}{[\\",2021-04-06 00:00,--\n`;
  const plain = await readAll(csv);
  assert.equal(plain.rows.length, 2);
  for (const text of [
    JSON.stringify([record, other]),
    JSON.stringify([record, other], null, 2),
    `${JSON.stringify(record)}\n${JSON.stringify(other)}\n`,
  ])
    for (const size of [1, 5, 100_000]) assert.deepEqual(await readAll(text, {}, size), plain, text);
});

test("what is wrong in JSON is named by its record, and the others are still there", async () => {
  const all = [record, { ...record, ph: { value: 1 } }, { ...record, more: 1 }, { ph: 7 }, record];
  const { rows, refused } = await readAll(JSON.stringify(all));
  assert.equal(rows.length, 2);
  assert.deepEqual(refused, ["TABLE_JSON_VALUE 3:3", "TABLE_ROW_LONG 4:4", "TABLE_SECTION 5:1"]);
  const half = await readAll(JSON.stringify(all).slice(0, -9));
  assert.deepEqual(half.refused.at(-1), "TABLE_JSON_CUT 5:1");
  assert.deepEqual((await readAll('[{"section":"a"} oops')).refused, ["TABLE_JSON 1:1"]);
  assert.deepEqual((await readAll("[]")).refused, ["TABLE_EMPTY"]);
});

test("what cannot be read is named with its line and column, and the other rows are still there", async () => {
  const bad = (change: (cells: string[]) => void) => {
    const cells = good.split(",");
    change(cells);
    return cells.join(",");
  };
  const { rows, refused } = await readAll(
    [
      header,
      bad((cells) => (cells[6] = "8,71")), // a decimal comma makes a column too many
      bad((cells) => (cells[7] = "abc")),
      bad((cells) => (cells[3] = "44291.8333")),
      bad((cells) => (cells[3] = "13-05 20:00")),
      bad((cells) => (cells[3] = "02-29 20:00")), // 2021 has none
      bad((cells) => (cells[4] = "Ⅵ")),
      bad((cells) => (cells[2] = " ")),
      good,
      "河北省,海河流域,土门楼,04-0",
    ].join("\n"),
  );
  assert.equal(rows.length, 1);
  assert.deepEqual(refused, [
    "TABLE_ROW_LONG 2:12",
    "TABLE_NUMBER 3:8",
    "TABLE_TIME_SERIAL 4:4",
    "TABLE_TIME 5:4",
    "TABLE_TIME 6:4",
    "TABLE_CLASS 7:5",
    "TABLE_SECTION 8:3",
    "TABLE_ROW_SHORT 10:4",
  ]);
});

test("a table that is wrong as a whole is refused at the place that shows it", async () => {
  const refusedBy = async (text: string | Uint8Array) =>
    (await readAll(text, {}, text.length > 1000 ? 65_536 : 7)).refused;
  assert.deepEqual(await refusedBy(""), ["TABLE_EMPTY"]);
  assert.deepEqual(await refusedBy("section,ph\n土门楼,7\n"), ["TABLE_COLUMN_MISSING 1:1"]);
  assert.deepEqual(await refusedBy("section,time,ph,pH(无量纲)\n"), ["TABLE_COLUMN_TWICE 1:4"]);
  assert.deepEqual(await refusedBy("断面名称,监测时间,氨氮(μg/L)\n"), ["TABLE_UNIT 1:3"]);
  assert.deepEqual(await refusedBy("section,time,pH,电导率(μS/cm)\n土门楼,04-05 20:00,731.2,7.75\n"), [
    "TABLE_SWAPPED 2:3",
  ]);
  assert.deepEqual(await refusedBy('section,time,ph\n"土门楼,04-05 20:00,7\n'), ["TABLE_QUOTE 2:1"]);
  assert.deepEqual(await refusedBy(`section,time,ph\n"${"x,y\n".repeat(300_000)}`), ["TABLE_QUOTE 2:1"]);
  const cut = Buffer.concat([Buffer.from(`${header}\n`.repeat(4000)), Buffer.from([0xff, 0xff])]);
  assert.ok((await refusedBy(cut)).some((one) => one.startsWith("TABLE_ENCODING")));
});

test("a column that is impossible from its first row on is taken where somebody says so", async () => {
  const text = "section,time,ph\n土门楼,04-05 20:00,14.9\n";
  assert.deepEqual((await readAll(text)).refused, ["TABLE_SWAPPED 2:3"]);
  assert.equal((await readAll(text, { trustColumns: true })).rows[0]?.values["ph"], 14.9);
});

test("a time without a year is the latest that is not in the future", async () => {
  const text = "section,time,ph\n土门楼,12-31 20:00,7\n土门楼,01-01 00:00,7\n";
  const { rows } = await readAll(text, { missingYear: { notAfterMs: Date.UTC(2026, 0, 2) } });
  assert.deepEqual(
    rows.map(({ atMs }) => new Date(atMs!).toISOString()),
    ["2025-12-31T12:00:00.000Z", "2025-12-31T16:00:00.000Z"],
  );
});

test("whatever the bytes, reading ends with rows or refusals and never throws", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), fc.boolean(), async (noise, withHeader) => {
      const bytes = withHeader ? Buffer.concat([Buffer.from(`${header}\n${good}\n`), noise]) : noise;
      const { rows, refused } = await readAll(bytes);
      assert.ok(rows.length + refused.length > 0);
    }),
  );
});

test("a number too large to be one is refused in its place", async () => {
  const { rows, refused } = await readAll(`${header}\n${good.replace("8.71", "0.1e999")}\n`);
  assert.deepEqual(rows, []);
  assert.deepEqual(
    refused.map((one) => one.split(" ")[0]),
    ["TABLE_NUMBER"],
  );
});
