import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { basename } from "node:path";
import type { Refusal } from "#base/outcome.ts";
import { isOfWhole, readNationalLayout } from "#monitoring/observations/national-layout.ts";
import { tableRefusals } from "#monitoring/observations/table-refusals.ts";
import { yearInName } from "#monitoring/observations/table-time.ts";
import { evaluateRow, type JudgedRow } from "#monitoring/standards/evaluate-row.ts";
import type { WaterOptions } from "#monitoring/standards/evaluate-water.ts";
import { explainWater } from "#monitoring/standards/explain.ts";
import type { SurfaceWaterStandard } from "#monitoring/standards/water-standard.ts";
import { pollutionIndex } from "#monitoring/standards/water-group.ts";
import { classWords, noClass } from "#monitoring/standards/class-words.ts";
import { propertyWords } from "#monitoring/standards/words.ts";
import { badInput, type Io } from "./command.ts";
import { refused } from "./refused.ts";

export type WaterAsk = {
  file: string;
  standard: SurfaceWaterStandard;
  options: WaterOptions;
  /** Sections whose water is a lake's, beside `--lake` for all. */
  lakes: ReadonlySet<string>;
  year: number | undefined;
  keepsGood: boolean;
  trustsColumns: boolean;
  explains: boolean;
  json: boolean;
};

const progressEveryMs = 5_000;

/** `2021-04-01T08:00:00+08:00`; by hand, as millions of rows want one. */
const beijingTime = (atMs: number): string =>
  `${new Date(atMs + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`;

const inWords = ({ row, result, flags }: JudgedRow): string => {
  const words = result.class ? classWords[result.class] : noClass;
  const by = result.class && result.class !== "I" ? result.determinedBy : result.missing;
  const names = (language: "zh" | "en", between: string) =>
    by.map((code) => propertyWords(code)[language]).join(between);
  const time = row.atMs === null ? "–" : beijingTime(row.atMs).slice(0, 16).replace("T", " ");
  const marks = flags.length > 0 ? `  [${flags.join(" ")}]` : "";
  return `${row.section}  ${time}  ${words.zh}${by.length > 0 ? `（${names("zh", "、")}）` : ""} / ${words.en}${by.length > 0 ? ` (${names("en", ", ")})` : ""}${marks}`;
};

/** Each item with its index of HJ 2.3 against the target, class III where none was asked for. */
const explained = ({ row, result }: JudgedRow, { standard, options }: WaterAsk) => {
  const temperature = row.values["water-temperature"];
  return result.items.map((item) => ({
    ...item,
    pollutionIndex: pollutionIndex(standard, item.property, item.value, {
      target: options.target ?? "III",
      waterBody: result.waterBody,
      ...(typeof temperature === "number" && { temperatureCel: temperature }),
    }),
  }));
};

const asJson = (judged: JudgedRow, ask: WaterAsk): string => {
  const { row, result, flags } = judged;
  return JSON.stringify({
    section: row.section,
    time: row.atMs === null ? null : beijingTime(row.atMs),
    class: result.class,
    determinedBy: result.class === null ? [] : result.determinedBy,
    flags,
    standard: ask.standard.id,
    averaging: "reading",
    ...(result.target && { target: result.target }),
    ...(ask.explains && {
      items: explained(judged, ask),
      missing: result.missing,
    }),
  });
};

const lineOf = (judged: JudgedRow, ask: WaterAsk): string =>
  ask.json
    ? asJson(judged, ask)
    : [
        inWords(judged),
        ...(ask.explains
          ? explainWater(judged.result, ask.standard).map(({ zh, en }) => `    ${zh} / ${en}`)
          : []),
      ].join("\n");

type Counted = { rows: number; refused: number; published: number; reproduced: number };

const summary = ({ rows, refused: bad, published, reproduced }: Counted, standard: string, io: Io): void => {
  const rate = published > 0 ? ((100 * reproduced) / published).toFixed(2) : undefined;
  io.err(
    `按 ${standard} 逐次评价 ${rows} 行${bad > 0 ? `，${bad} 行有误未评价` : ""}${rate ? `；与公布类别一致 ${reproduced}/${published}（${rate}%）` : ""} / ${rows} readings judged one by one by ${standard}${bad > 0 ? `, ${bad} refused` : ""}${rate ? `; published class reproduced for ${reproduced} of ${published} (${rate} %)` : ""}`,
  );
};

const say = (refusal: Refusal, { file, json }: WaterAsk, io: Io): 2 => {
  const at = refusal.at ? `${file}:${refusal.at}` : file;
  const placed = { ...refusal, at };
  if (json) refused(io, placed, tableRefusals, true);
  return refused({ ...io, err: (line) => io.err(`${at}  ${line}`) }, placed, tableRefusals, false);
};

const openFile = async (file: string): Promise<AsyncIterable<Uint8Array> | { why: string }> => {
  if (file === "-") return process.stdin;
  try {
    if ((await stat(file)).isDirectory()) return { why: "EISDIR" };
    return createReadStream(file, { highWaterMark: 1 << 18 });
  } catch (error) {
    return { why: (error as NodeJS.ErrnoException).code ?? String(error) };
  }
};

/** Judges a table row by row as it streams: the answer of a row leaves before the next is read. */
export const evaluateWaterFile = async (ask: WaterAsk, io: Io): Promise<number> => {
  const bytes = await openFile(ask.file);
  if ("why" in bytes)
    return badInput(io, {
      zh: `读不了 ${ask.file}：${bytes.why}`,
      en: `cannot read ${ask.file}: ${bytes.why}`,
    });
  const year = ask.year ?? yearInName(basename(ask.file));
  const counted: Counted = { rows: 0, refused: 0, published: 0, reproduced: 0 };
  let saidAt = performance.now();
  const rows = readNationalLayout(bytes, {
    missingYear: year === undefined ? { notAfterMs: Date.now() } : { year },
    trustColumns: ask.trustsColumns,
    onHeader: ({ unknown }) => {
      if (unknown.length > 0)
        io.err(`未用到的列：${unknown.join("、")} / columns not used: ${unknown.join(", ")}`);
    },
  });
  for await (const batch of rows) {
    const lines: string[] = [];
    for (const row of batch) {
      if (!row.ok) {
        if (lines.length > 0) io.out(lines.splice(0).join("\n"));
        say(row.refusal, ask, io);
        if (!ask.keepsGood || isOfWhole(row.refusal)) return 2;
        counted.refused += 1;
        continue;
      }
      const options = ask.lakes.has(row.value.section)
        ? { ...ask.options, waterBody: "lake" as const }
        : ask.options;
      const judged = evaluateRow(row.value, ask.standard, options);
      counted.rows += 1;
      if (row.value.publishedClass) {
        counted.published += 1;
        if (row.value.publishedClass === judged.result.class) counted.reproduced += 1;
      }
      lines.push(lineOf(judged, ask));
    }
    if (lines.length > 0) io.out(lines.join("\n"));
    if (performance.now() - saidAt > progressEveryMs) {
      saidAt = performance.now();
      io.err(`已评价 ${counted.rows} 行 / ${counted.rows} rows so far`);
    }
  }
  summary(counted, ask.standard.id, io);
  return 0;
};
