import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { createHash } from "node:crypto";
import { basename } from "node:path";
import { done, refuse, type Outcome } from "#base/outcome.ts";
import { importTable, type Imported } from "#monitoring/observations/import-table.ts";
import { readMapping, sayFault } from "#monitoring/observations/import-words.ts";
import { yearInName } from "#monitoring/observations/table-time.ts";
import { NodeSaidNo, takeAtNode } from "#monitoring/observations/take-at-node.ts";
import { monitoringRefusals } from "#monitoring/refusals.ts";
import { badInput, textOf, textOption, type Command, type Io } from "./command.ts";
import { refused } from "./refused.ts";
import { dataOption, nodesMeant } from "./running-nodes.ts";

const yes = (zh: string, en: string) => ({ type: "boolean" as const, help: { zh, en } });

const progressEveryMs = 2_000;

const open = (file: string) => createReadStream(file, { highWaterMark: 1 << 18 });

const digestOf = async (file: string): Promise<string> => {
  const hash = createHash("sha256");
  for await (const bytes of open(file)) hash.update(bytes as Buffer);
  return hash.digest("hex");
};

const names = (counted: Record<string, number>): string => {
  const all = Object.keys(counted);
  return `${all.slice(0, 5).join("、")}${all.length > 5 ? " …" : ""}`;
};

const summary = (imported: Imported): string[] => {
  const { rows, values, unknown, elsewhere, notMeasured, unknownColumns, isRecorded } = imported;
  const left = (counted: Record<string, number>, zh: string, en: string) =>
    Object.keys(counted).length > 0 ? [`${zh} / ${en}: ${names(counted)}`] : [];
  return [
    isRecorded
      ? `${rows} 行：新增 ${values.new} 个值，更正 ${values.revised} 个，已有 ${values.same} 个 / ${rows} rows: ${values.new} new values, ${values.revised} corrected, ${values.same} here already`
      : `${rows} 行：将新增 ${values.new} 个值，更正 ${values.revised} 个，已有 ${values.same} 个；没有写入 / ${rows} rows: ${values.new} values would be new, ${values.revised} corrected, ${values.same} are here already; nothing was written`,
    ...left(elsewhere, "由另一方节点记录，未导入", "recorded by another party's node, left out"),
    ...left(unknown, "不在监测网络中，未导入", "in no network, left out"),
    ...(notMeasured.length > 0
      ? [`站点不监测，未导入 / not measured by the stations, left out: ${notMeasured.join(", ")}`]
      : []),
    ...(unknownColumns.length > 0 ? [`未用到的列 / columns not used: ${unknownColumns.join(", ")}`] : []),
  ];
};

const sayFaults = (imported: Imported, file: string, io: Io): void => {
  for (const fault of imported.faults) {
    const { line, column, zh, en } = sayFault(fault);
    io.err(`${file}:${line}${column === undefined ? "" : `:${column}`}  ${zh} / ${en}`);
  }
  const more = imported.faultCount - imported.faults.length;
  if (more > 0) io.err(`另有 ${more} 处 / and ${more} more`);
};

const findMapping = async (
  file: string | undefined,
): Promise<Outcome<Record<string, string> | undefined>> => {
  if (file === undefined) return done(undefined);
  const content = await readFile(file, "utf8").catch(() => undefined);
  return content === undefined ? refuse("IMPORT_MAPPING", { what: file }) : readMapping(content);
};

/** Imports what each node that runs here records; a file of the whole country is fine. */
export const command: Command = {
  usage:
    "observations import FILE [--year YYYY] [--network ID] [--station ID] [--mapping FILE.json] [--keep-good] [--preview]",
  summary: {
    zh: "导入监测值：国家发布格式或带列名对照的 CSV；有错则全不入库，除非加 --keep-good",
    en: "Import measurements: national layout or a CSV with a mapping; with faults nothing is recorded unless --keep-good",
  },
  options: {
    year: textOption("时间没有年份时所属的年", "year of times that have none"),
    network: textOption("只导入这个监测网络的站点", "only stations of this network"),
    station: textOption(
      "没有断面列时，所有行所属的站点",
      "the station of all rows, where no column names it",
    ),
    mapping: textOption(
      "列名对照（JSON）：文件里的列名 → 监测项目代码、section 或 time",
      "mapping (JSON): column of the file → code of a property, section or time",
    ),
    "keep-good": yes("保留无误的行", "keep the rows that are good"),
    "trust-columns": yes(
      "整列数值都不合理时也接受",
      "take a column even where none of its first values is possible",
    ),
    preview: yes("只核对，不入库", "only check, record nothing"),
    data: dataOption,
  },
  run: async ({ words: [verb, file, ...rest], options, json }, io) => {
    const said = (name: string) => textOf(options, name);
    const year = said("year") === undefined ? undefined : Number(said("year"));
    const isYear = year === undefined || (Number.isInteger(year) && year >= 1970 && year <= 2199);
    if (verb !== "import" || !file || rest.length > 0 || !isYear)
      return badInput(io, {
        zh: "用法：observations import 文件 [--year 年份]",
        en: "usage: observations import FILE [--year YYYY]",
      });
    const isFile = await stat(file).then((found) => found.isFile(), () => false); // prettier-ignore
    if (!isFile) return badInput(io, { zh: `读不了 ${file}`, en: `cannot read ${file}` });
    const mapping = await findMapping(said("mapping"));
    if (!mapping.ok) return refused(io, mapping.refusal, monitoringRefusals, json);
    const nodes = await nodesMeant(options, io);
    if (nodes === 2) return nodes;

    const source = `import sha256:${await digestOf(file)}`;
    const known = year ?? yearInName(basename(file));
    let saidAt = performance.now();
    let code = 2;
    for (const node of nodes) {
      const { url } = node.door;
      let imported: Outcome<Imported>;
      try {
        imported = await importTable(
          () => open(file),
          takeAtNode(node.monitoring, { source, network: said("network") }),
          {
            previews: options["preview"] === true,
            keepsGood: options["keep-good"] === true,
            table: {
              missingYear: known === undefined ? { notAfterMs: Date.now() } : { year: known },
              trustColumns: options["trust-columns"] === true,
              ...(mapping.value && { mapping: mapping.value }),
              ...(said("station") !== undefined && { station: said("station")! }),
            },
            onProgress: ({ pass, rows }) => {
              if (performance.now() - saidAt < progressEveryMs) return;
              saidAt = performance.now();
              io.err(
                pass === "check"
                  ? `已核对 ${rows} 行 / ${rows} rows checked`
                  : `已导入 ${rows} 行 / ${rows} rows recorded`,
              );
            },
          },
        );
      } catch (error) {
        if (!(error instanceof NodeSaidNo)) throw error;
        return badInput(io, error.problem);
      }
      if (!imported.ok) {
        // A file may be another node's alone.
        if (imported.refusal.code === "IMPORT_NOTHING_HERE" && node !== nodes.at(-1)) continue;
        if (imported.refusal.code === "IMPORT_NOTHING_HERE" && code === 0) continue;
        if (imported.refusal.at) io.err(`${file}:${imported.refusal.at}`);
        return refused(io, imported.refusal, monitoringRefusals, json);
      }
      sayFaults(imported.value, file, io);
      if (json)
        io.out(JSON.stringify({ node: url, ...imported.value, faults: imported.value.faults.map(sayFault) }));
      else for (const line of [url, ...summary(imported.value)]) io.out(line);
      const isDone = imported.value.isRecorded || options["preview"] === true;
      code = isDone && (imported.value.faultCount === 0 || imported.value.isRecorded) ? 0 : 2;
      if (code === 2) return code;
    }
    return code;
  },
};
