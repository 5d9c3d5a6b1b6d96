/** What monitoring takes from outside: queries and paths of SensorThings, CAP files, tables and batches of readings. */
import { readCapBytes } from "#monitoring/incidents/cap/read-cap.ts";
import { warning } from "#monitoring/incidents/cap/test-warning.ts";
import { writeCap } from "#monitoring/incidents/cap/write-cap.ts";
import { readingsIn, toBlocks } from "#monitoring/observations/batch.ts";
import { maxAtMs, Observed } from "#monitoring/observations/events.ts";
import { allFlags } from "#monitoring/observations/flags.ts";
import { readNationalLayout } from "#monitoring/observations/national-layout.ts";
import { entityTypes } from "#monitoring/sensorthings/model.ts";
import { parseOptions } from "#monitoring/sensorthings/options.ts";
import { parsePath } from "#monitoring/sensorthings/path.ts";
import { mutateBytes, mutateText, mutateValue } from "./mutate.ts";
import { promise, type Target } from "./target.ts";

const queries = [
  "$filter=result gt 0.5 and phenomenonTime ge 2026-11-22T00:00:00Z&$orderby=phenomenonTime desc&$top=5",
  "$expand=Datastreams($select=name;$expand=Observations($top=1;$orderby=phenomenonTime desc))&$count=true",
  "$filter=startswith(name,'a''b') or not (length(description) add 2 mul -3 eq 7)&$skip=10",
  "$filter=st_within(location, geography'POLYGON((116 39,117 39,117 40,116 40,116 39))')&$resultFormat=dataArray",
  "$filter=Datastream/Thing/properties/x eq true and year(phenomenonTime) in (2025,2026)&$skiptoken=WzEsMl0",
];

const queryTarget: Target = {
  name: "sta-query",
  share: 60,
  run: (random, note) => {
    const type = random.of(Object.values(entityTypes));
    const query = mutateText(random, random.of(queries));
    note({ type: type.set, query });
    const read = parseOptions(query, type);
    if (!read.ok) return read.refusal.code;
    promise(read.value.skip >= 0 && (read.value.top ?? 0) >= 0, "counts are not negative");
    return "ok";
  },
};

const addresses = [
  "Things(1)/Datastreams('a''b')/Observations(3)/result/$value",
  "/Datastreams(2)/Thing/$ref",
  "Observations",
];

const pathTarget: Target = {
  name: "sta-path",
  share: 60,
  run: (random, note) => {
    const path = mutateText(random, random.of(addresses));
    note(path);
    const read = parsePath(path);
    return read.ok ? "ok" : read.refusal.code;
  },
};

const cap: Buffer = Buffer.from(writeCap(warning));

const capTarget: Target = {
  name: "cap",
  share: 6,
  run: (random, note) => {
    const bytes = random.onceIn(3)
      ? mutateBytes(random, cap)
      : Buffer.from(mutateText(random, cap.toString()));
    note(bytes.toString("base64"));
    const read = readCapBytes(bytes);
    if (!read.ok) {
      promise(read.faults.length > 0, "what is not taken is told why");
      for (const { line, column } of read.faults) promise(line >= 1 && column >= 1, "a fault has its place");
      return read.faults[0]!.code;
    }
    const again = readCapBytes(Buffer.from(writeCap(read.alert)));
    promise(again.ok, "what is taken can be written and read again");
    return "ok";
  },
};

const table = [
  "\ufeff省份,流域,断面名称,监测时间,水质类别,水温(℃),pH(无量纲),溶解氧(mg/L),氨氮(mg/L),站点情况",
  "河北省,海河流域,土门楼,04-05 20:00,Ⅳ,16.1,8.71,20.29,0.025,正常",
  '天津市,,"三岔口",*,*,--,--,--,0.1,维护',
  "河北省,海河流域,王家摆,2026-04-05 20:00,劣Ⅴ,1.61e1,8.7,9,3.2,",
  "",
].join("\r\n");

const tableTarget: Target = {
  name: "table",
  share: 3,
  run: async (random, note) => {
    const bytes = random.onceIn(2)
      ? mutateBytes(random, Buffer.from(table, random.onceIn(3) ? "utf16le" : "utf8"))
      : Buffer.from(mutateText(random, table));
    note(bytes.toString("base64"));
    const pieces = async function* () {
      for (let at = 0; at < bytes.length; at += 64) yield bytes.subarray(at, at + 64);
    };
    let rows = 0;
    let refusals = 0;
    for await (const found of readNationalLayout(pieces(), { missingYear: { year: 2026 } }))
      for (const one of found) {
        if (one.ok) rows += 1;
        else refusals += 1;
        for (const value of one.ok ? Object.values(one.value.values) : [])
          promise(value === null || Number.isFinite(value), "a value is a number or none");
      }
    return refusals === 0 ? (rows === 0 ? "no rows" : "ok") : rows === 0 ? "refused" : "some";
  },
};

const batch = {
  network: "border-rivers",
  blocks: toBlocks(
    Array.from({ length: 12 }, (_, n) => ({
      stream: `tumenlou/${n % 2 ? "ph" : "turbidity"}`,
      atMs: 1_763_712_000_000 + Math.floor(n / 2) * 14_400_000,
      value: n % 5 ? 8 + n / 10 : null,
      flags: n > 8 ? 4096 : 0,
      averagingMinutes: 60,
      source: "import",
    })),
  ),
};

const batchTarget: Target = {
  name: "observed",
  share: 60,
  run: (random, note) => {
    const changed = mutateValue(random, batch);
    note(changed);
    const read = Observed.safeParse(changed);
    if (!read.success) return "BAD_DATA";
    for (const rows of readingsIn(read.data).values())
      for (const { atMs, flags } of rows)
        promise(atMs <= maxAtMs && flags <= allFlags, "a moment and its flags can be meant");
    return "ok";
  },
};

export const monitoringTargets: readonly Target[] = [
  queryTarget,
  pathTarget,
  capTarget,
  tableTarget,
  batchTarget,
];
