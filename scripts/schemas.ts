/** Writes docs/schemas/*.json, which editors read; with `--check` only says whether they are stale (exit 1). */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { Agreement } from "#agreements/agreement.ts";
import { Item } from "#cases/item.ts";
import { Procedure } from "#cases/procedure.ts";
import { AlertPlan } from "#monitoring/alerts/plan.ts";
import { Network } from "#monitoring/network-schema.ts";
import { ObservedProperties } from "#monitoring/standards/observed-properties.ts";
import {
  AirEvaluation,
  AirIndexStandard,
  AirQualityStandard,
  HeavyPollutionWarning,
} from "#monitoring/standards/air-standard.ts";
import {
  BlackOdorousWater,
  SurfaceWaterStandard,
  WaterEvaluation,
  WaterRanking,
} from "#monitoring/standards/water-standard.ts";
import { ResponsePlan } from "#monitoring/incidents/response-plan.ts";
import { FindingKinds, PatrolRoute } from "#monitoring/patrol/route.ts";

const folder = join(import.meta.dirname, "../docs/schemas");
const titles = {
  agreement: [Agreement, "协议（agreement.json） · An agreement (agreement.json)"],
  item: [Item, "政务服务事项 · A service item"],
  procedure: [Procedure, "办理流程 · A procedure"],
  "observed-properties": [ObservedProperties, "监测项目 · What can be measured"],
  "surface-water-standard": [SurfaceWaterStandard, "地表水环境质量标准 · Limits of surface water"],
  "water-evaluation": [WaterEvaluation, "地表水环境质量评价办法 · How surface water is evaluated"],
  "black-odorous-water": [BlackOdorousWater, "城市黑臭水体分级 · Black and odorous urban water"],
  "water-ranking": [WaterRanking, "城市水质指数 · City water quality index"],
  "air-index-standard": [AirIndexStandard, "空气质量指数 · Air quality index"],
  "air-quality-standard": [AirQualityStandard, "环境空气质量标准 · Limits of ambient air"],
  "air-evaluation": [AirEvaluation, "环境空气质量评价 · How a month or a year of air is evaluated"],
  "heavy-pollution-warning": [
    HeavyPollutionWarning,
    "重污染天气预警分级 · Tiers of heavy-pollution warnings",
  ],
  network: [Network, "监测网络 · A monitoring network"],
  "patrol-route": [PatrolRoute, "联合巡查路线 · A patrol route"],
  "patrol-finding-kinds": [FindingKinds, "巡查问题清单 · What a patrol may find"],
  "response-plan": [ResponsePlan, "联防联控响应方案 · A plan of joint response"],
  "alert-plan": [AlertPlan, "预警方案 · An alert plan"],
} as const;

/** File name → text, generated from the very schemas that the checker uses. */
export const schemaTexts = (): Map<string, string> =>
  new Map(
    Object.entries(titles).map(([name, [schema, title]]) => {
      const { $schema, ...rest } = z.toJSONSchema(schema, { io: "input" });
      return [`${name}.json`, `${JSON.stringify({ $schema, title, ...rest }, null, 2)}\n`];
    }),
  );

export const staleSchemas = (): string[] =>
  [...schemaTexts()]
    .filter(([name, text]) => {
      try {
        return readFileSync(join(folder, name), "utf8") !== text;
      } catch {
        return true;
      }
    })
    .map(([name]) => name);

if (import.meta.main) {
  if (process.argv.includes("--check")) {
    const stale = staleSchemas();
    for (const name of stale) console.error(`docs/schemas/${name} is stale; run node scripts/schemas.ts`);
    process.exitCode = stale.length > 0 ? 1 : 0;
  } else {
    mkdirSync(folder, { recursive: true });
    for (const [name, text] of schemaTexts()) writeFileSync(join(folder, name), text);
  }
}
