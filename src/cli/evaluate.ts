import { readFile } from "node:fs/promises";
import { refuse, type Outcome } from "#base/outcome.ts";
import { dayOf, systemClock } from "#base/time.ts";
import { AirItem } from "#monitoring/standards/air-standard.ts";
import { readAirValues } from "#monitoring/standards/air-values.ts";
import { evaluateAirDay, evaluateAirHour } from "#monitoring/standards/evaluate-air.ts";
import { explainAir } from "#monitoring/standards/explain.ts";
import { readStandard } from "#monitoring/standards/read-standard.ts";
import { standardRefusals } from "#monitoring/standards/refusals.ts";
import {
  findStandard,
  shippedStandards,
  standardAt,
  type StandardKind,
  type StandardOf,
} from "#monitoring/standards/standard-at.ts";
import { waterClasses, type LimitClass } from "#monitoring/standards/water-standard.ts";
import { badInput, textOf, type Command, type Given, type Io } from "./command.ts";
import { evaluateWaterFile } from "./evaluate-water.ts";
import { refused } from "./refused.ts";

/** By its number, from a file, or the one in force today; a refusal has been said when there is none. */
const chooseStandard = async <K extends StandardKind>(
  kind: K,
  name: string | undefined,
  json: boolean,
  io: Io,
): Promise<StandardOf<K> | undefined> => {
  const say = (outcome: Outcome<never> & { ok: false }) => {
    refused(io, outcome.refusal, standardRefusals, json);
    return undefined;
  };
  if (name === undefined) {
    const day = dayOf(systemClock());
    return standardAt(kind, day) ?? say(refuse("STANDARD_NONE", { day }));
  }
  if (!name.endsWith(".json")) {
    const found = findStandard(kind, name);
    if (found) return found;
    const known = shippedStandards.filter((one) => one.kind === kind).map(({ id }) => id);
    return say(refuse("STANDARD_UNKNOWN", { name, known: known.join(", ") }));
  }
  let text: string;
  try {
    text = await readFile(name, "utf8");
  } catch (error) {
    badInput(io, { zh: `读不了 ${name}`, en: `cannot read ${name}: ${(error as Error).message}` });
    return undefined;
  }
  const read = readStandard(name, text, kind);
  if ("standard" in read) return read.standard;
  for (const { file, line, column, zh, en, pointer } of read.findings)
    io.err(`${file}:${line}:${column}  ${pointer || "/"}  ${zh} / ${en}`);
  if (json) io.out(JSON.stringify({ ok: false, findings: read.findings }));
  return undefined;
};

const water = async (file: string, { options, json }: Given, io: Io): Promise<number> => {
  const target = textOf(options, "target");
  if (target !== undefined && !(waterClasses as readonly string[]).includes(target))
    return badInput(io, {
      zh: `--target 应为 ${waterClasses.join("、")} 之一，不是“${target}”`,
      en: `--target is one of ${waterClasses.join(", ")}, not “${target}”`,
    });
  const year = textOf(options, "year");
  if (year !== undefined && !/^(19|20)\d{2}$/.test(year))
    return badInput(io, { zh: `--year 应为四位年份，不是“${year}”`, en: `--year is a year, not “${year}”` });
  const standard = await chooseStandard("surface-water-standard", textOf(options, "standard"), json, io);
  if (!standard) return 2;
  return evaluateWaterFile(
    {
      file,
      standard,
      options: {
        waterBody: options["lake"] ? "lake" : "river",
        ...(target !== undefined && { target: target as LimitClass }),
      },
      lakes: new Set(textOf(options, "lakes")?.split(/[,，、]/)),
      year: year === undefined ? undefined : Number(year),
      keepsGood: options["keep-good"] === true,
      trustsColumns: options["trust-columns"] === true,
      explains: options["explain"] === true,
      json,
    },
    io,
  );
};

const air = async ({ options, json }: Given, io: Io): Promise<number> => {
  const [hourly, daily] = [textOf(options, "hourly"), textOf(options, "daily")];
  if ((hourly === undefined) === (daily === undefined))
    return badInput(io, {
      zh: "请给出 --hourly 或 --daily 之一，如 --hourly pm25=51,pm10=101,o3=57,no2=64,so2=15,co=1.1",
      en: "Give either --hourly or --daily, e.g. --hourly pm25=51,pm10=101,o3=57,no2=64,so2=15,co=1.1",
    });
  const never = textOf(options, "never-monitored")?.split(",") ?? [];
  const odd = never.find((item) => !AirItem.safeParse(item).success);
  if (odd !== undefined)
    return badInput(io, {
      zh: `--never-monitored 中没有“${odd}”，有：${AirItem.options.join("、")}`,
      en: `--never-monitored knows no “${odd}”; there are: ${AirItem.options.join(", ")}`,
    });
  const standard = await chooseStandard("air-index-standard", textOf(options, "standard"), json, io);
  if (!standard) return 2;
  const period = hourly === undefined ? "day" : "hour";
  const values = readAirValues((hourly ?? daily)!, standard, period);
  if (!values.ok) return refused(io, values.refusal, standardRefusals, json);
  const evaluate = period === "hour" ? evaluateAirHour : evaluateAirDay;
  const result = evaluate(standard, values.value, { neverMonitored: never as AirItem[] });
  if (json) {
    const { aqi, level, primary, iaqi, missing, flags, items } = result;
    io.out(
      JSON.stringify({
        aqi,
        level,
        primary,
        iaqi,
        standard: standard.id,
        period,
        missing,
        flags,
        ...(options["explain"] && { items }),
      }),
    );
    return 0;
  }
  const found = standard.levels.find(({ level }) => level === result.level);
  const primary = result.primary.join(", ") || "–";
  const by =
    period === "hour"
      ? `${standard.id} 小时均值 / hourly means`
      : `${standard.id} 日均值（O3 为最大8小时） / daily means (O3: maximum 8 h)`;
  io.out(
    found
      ? `AQI ${result.aqi}  ${found.grade.zh} ${found.name.zh}，首要污染物 ${primary} / ${found.grade.en}, ${found.name.en}, primary pollutant ${primary}  [${by}]`
      : `AQI NA  缺项，不予发布 / items are missing, not published  [${by}]`,
  );
  for (const { zh, en } of explainAir(result, standard)) io.out(`    ${zh} / ${en}`);
  return 0;
};

const usage = {
  zh: "用法：evaluate water 文件.csv，或 evaluate air --hourly pm25=51,pm10=101,…",
  en: "Usage: evaluate water FILE.csv, or evaluate air --hourly pm25=51,pm10=101,…",
};

export const command: Command = {
  usage: "evaluate water FILE.csv | evaluate air --hourly pm25=51,…",
  summary: {
    zh: "按标准评价水质类别（逐行）或空气质量指数，说明每一项依据哪一行限值",
    en: "Judge a table of water rows or a set of air values by the standards, naming the limit and its row",
  },
  options: {
    standard: {
      type: "string",
      help: {
        zh: "标准编号（如 HJ633-2026、HJ633-2012）或 .json 文件，默认今日有效的版本",
        en: "number of the standard (HJ633-2026, HJ633-2012 …) or a .json file; today's if not given",
      },
    },
    hourly: { type: "string", help: { zh: "小时均值，缺项写 NA", en: "hourly means; NA where missing" } },
    daily: {
      type: "string",
      help: { zh: "日均值，o3 为日最大8小时", en: "daily means; o3 is the daily maximum 8 h mean" },
    },
    "never-monitored": {
      type: "string",
      help: {
        zh: "从未监测的项目（5.3.2），如 SO2,CO",
        en: "items never monitored here (5.3.2), e.g. SO2,CO",
      },
    },
    target: {
      type: "string",
      help: { zh: "考核目标，如 III：算出超标倍数", en: "target class, e.g. III: gives multiples" },
    },
    lake: { type: "boolean", help: { zh: "按湖库限值", en: "judge by the limits of lakes" } },
    lakes: {
      type: "string",
      help: { zh: "其中属湖库的断面名称", en: "names of the sections that are in lakes" },
    },
    year: {
      type: "string",
      help: {
        zh: "时间未写年份时的年份；默认取文件名中的年份，否则取不晚于现在的最近一年",
        en: "year of times without one; that of the file's name, or else the latest that is not in the future",
      },
    },
    "keep-good": {
      type: "boolean",
      help: { zh: "遇到有误的行继续评价其余行", en: "go on after a row that cannot be read" },
    },
    "trust-columns": {
      type: "boolean",
      help: {
        zh: "整列不合理也照收（仪器故障）",
        en: "take a column even where none of its values is possible",
      },
    },
    explain: { type: "boolean", help: { zh: "逐项说明依据", en: "say for each item why" } },
  },
  run: (given, io) => {
    const [what, file, ...rest] = given.words;
    if (what === "water" && file !== undefined && rest.length === 0) return water(file, given, io);
    if (what === "air" && file === undefined) return air(given, io);
    return badInput(io, usage);
  },
};
