import { z } from "zod";
import { Party } from "#base/party.ts";
import { flowClasses } from "./network.ts";
import { waterClasses } from "./standards/water-standard.ts";

/*
 * A network of monitoring stations as an agreement brings it into force: `networks/*.json`. Rivers, sections, flow and
 * who records what are signed data, so that a warning can say why it went to whom.
 */

const Words = z.object({ zh: z.string().min(1), en: z.string().min(1) });
const Id = z.string().regex(/^[a-z][a-z0-9-]*$/);
const Division = z.string().regex(/^[1-9]\d{5}$/);
const Source = z
  .string()
  .min(1)
  .describe(
    "出处，未公布的写“估计”或“示例” · Where it was read; “estimate” or “sample” where nothing is published",
  );

const Place = z.strictObject({
  lon: z.number().min(73).max(136).describe("经度 · Longitude"),
  lat: z.number().min(3).max(54).describe("纬度 · Latitude"),
  accuracy: z
    .enum(["published", "approximate"])
    .describe("坐标是公布的还是示意 · Published, or approximate and only for drawing"),
});
export type Place = z.infer<typeof Place>;

const Target = z.strictObject({
  year: z.int().min(2000).max(2100).describe("年份 · Year from which it holds, until a later one"),
  class: z.enum(waterClasses).describe("目标类别 · Class to be met"),
  source: Source,
  sample: z.boolean().optional().describe("示例，非公布目标 · Made up for the trial"),
});

export const Station = z.strictObject({
  id: Id.describe("标识，监测项以它开头，如 tumenlou/ph · Id; streams begin with it, such as tumenlou/ph"),
  name: Words.describe("名称 · Name"),
  party: Party.optional().describe(
    "由哪一方的节点记录；不写的只作参照，不入库 · Whose node records it; without it, it is only a reference",
  ),
  kind: z.enum(["section", "air-station", "lidar"]).describe("站点类型 · Kind of station"),
  river: Id.optional().describe("所在河流 · River it lies on"),
  border: z
    .strictObject({ from: Division, to: Division })
    .optional()
    .describe(
      "所在边界，从哪一侧流向哪一侧 · Border it stands at: from the side upstream to the one downstream",
    ),
  waterBody: z.enum(["river", "lake"]).optional().describe("按河流还是湖库评价 · Judged as river or lake"),
  place: Place.describe("位置 · Place"),
  kmFromMouth: z
    .number()
    .min(0)
    .max(6400)
    .optional()
    .describe("距河口河长（公里），下游小于上游 · River kilometres from the mouth; smaller downstream"),
  elevationM: z
    .number()
    .min(-160)
    .max(6000)
    .optional()
    .describe("水面高程（米） · Level of the water above the sea"),
  intervalMinutes: z
    .int()
    .min(1)
    .max(44640)
    .describe("报数间隔（分钟） · Minutes between two values; longer without is silence"),
  properties: z.array(Id).min(1).describe("监测项目代码 · Codes of what it measures"),
  codes: z
    .strictObject({ cnemc: z.string().min(1).optional() })
    .optional()
    .describe("国家发布平台用的名称或编码 · Name or code in the national publication"),
  targets: z.array(Target).describe("水质目标 · Targets"),
  sample: z
    .boolean()
    .optional()
    .describe("示例站点，并不存在 · Made up for the trial: there is no such station"),
  source: Source,
});
export type Station = z.infer<typeof Station>;

const Travel = z.strictObject({
  flow: z.enum(flowClasses).describe("流量等级 · Class of flow"),
  velocityMPerS: z.number().positive().describe("平均流速（米/秒） · Mean velocity"),
  dispersionM2PerS: z.number().positive().describe("纵向离散系数 · Longitudinal dispersion coefficient"),
  decayPerDay: z.number().min(0).max(50).optional().describe("一级衰减（每日） · First-order decay"),
  velocityFactor: z
    .number()
    .min(1)
    .max(5)
    .optional()
    .describe("流速的不确定倍数，如 1.5 表示可慢或快 1.5 倍 · How far the velocity may be off, either way"),
});
export type Travel = z.infer<typeof Travel>;

export const Reach = z.strictObject({
  from: Id.describe("上游断面 · Section upstream"),
  to: Id.describe("下游断面 · Section downstream"),
  lengthKm: z.number().positive().max(1000).describe("河长（公里） · Length along the river"),
  travel: z
    .array(Travel)
    .describe(
      "各流量等级的传播参数；空表示不作预测 · Parameters by flow; none means nothing can be predicted",
    ),
  flowShare: z
    .number()
    .positive()
    .max(1)
    .optional()
    .describe(
      "汇入后占下游流量的份额；不写则不计稀释，浓度按上限 · Share of the water downstream; without it nothing is diluted",
    ),
  barrier: Words.optional().describe(
    "阻断传播的水库等 · What keeps a wave from being followed, such as a reservoir",
  ),
  source: Source,
  verified: z.boolean().describe("参数是否经实测核实 · Whether the parameters were measured"),
});
export type Reach = z.infer<typeof Reach>;

const Point = z.tuple([z.number(), z.number()]);

const River = z.strictObject({
  id: Id.describe("标识 · Id"),
  name: Words.describe("名称 · Name"),
  into: Id.optional().describe("汇入的河流 · River it flows into"),
  course: z
    .array(Point)
    .min(2)
    .optional()
    .describe("示意河线，经纬度，自上而下 · Course for drawing, downstream order"),
  note: Words.optional().describe("说明 · Note"),
  source: Source,
});
export type River = z.infer<typeof River>;

/** A line of a border as drawn on the map: schematic, never a legal boundary. */
const BorderLine = z.strictObject({ between: z.tuple([Division, Division]), line: z.array(Point).min(2) });

export const Network = z.strictObject({
  $schema: z.string().optional(),
  kind: z.literal("monitoring-network").describe("文件种类 · Kind of file"),
  id: Id.describe("标识 · Id"),
  version: z.int().min(1).describe("版本 · Version"),
  medium: z.enum(["water", "air"]).describe("水或气 · Water or air"),
  title: Words.describe("名称 · Title"),
  stations: z.array(Station).min(1).describe("站点 · Stations"),
  rivers: z.array(River).describe("河流 · Rivers"),
  reaches: z.array(Reach).describe("河段，自上而下 · Reaches, from upstream to downstream"),
  borders: z.array(BorderLine).optional().describe("示意边界线 · Borders, for drawing only"),
});
export type Network = z.infer<typeof Network>;
