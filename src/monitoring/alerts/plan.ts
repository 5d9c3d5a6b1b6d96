import { z } from "zod";
import { levels } from "./level.ts";

/*
 * When somebody is warned, as an agreement brings it into force: `alert-plans/*.json`. Limits, holds and deadlines are
 * signed data, so every alert can name the rule it follows from.
 */

const Words = z.object({ zh: z.string().min(1), en: z.string().min(1) });
const Id = z.string().regex(/^[a-z][a-z0-9-]*$/);
const Source = z
  .string()
  .min(1)
  .describe("出处，没有的写“示例” · Where it was read; “sample” where nothing is published");
export const AlertLevel = z.enum(levels).describe("等级 · Level: notice, yellow, orange, red");
const Hold = z.strictObject({
  values: z.int().min(1).max(1000).describe("连续次数 · Readings in a row"),
  minutes: z.int().min(0).max(43_200).describe("持续分钟 · Minutes that they span"),
});

const rungs = (enter: string, leave: string) =>
  z
    .array(
      z.strictObject({
        level: AlertLevel,
        enter: z.number().describe(enter),
        leave: z.number().optional().describe(leave),
        raise: Hold.optional().describe(
          "单独的起报条件 · Where it must hold for another time than the rule's",
        ),
      }),
    )
    .min(1)
    .describe("各级界限，由轻到重 · Limits of the levels, the mildest first");

const common = {
  id: Id.describe("标识 · Id"),
  title: Words.describe("名称 · Title"),
  basis: Words.optional().describe("依据 · Basis"),
  source: Source,
  stations: z
    .array(Id)
    .optional()
    .describe("只用于这些站点；不写则全部 · Only these stations; all if absent"),
  raise: Hold.describe("起报须持续 · How long before it is raised"),
  clear: Hold.describe("解除须持续 · How long before it clears by itself"),
};

/** A value beyond a limit. */
const LimitRule = z.strictObject({
  kind: z.literal("limit"),
  ...common,
  property: Id.describe("项目代码 · Property"),
  worse: z.enum(["above", "below"]).describe("高于还是低于界限为差 · Which side of the limit is bad"),
  rungs: rungs("超过即达到 · Entered beyond it", "回到其内才算好转 · Left within it; the same if absent"),
});

/** The class of the section is worse than its target by so many classes. */
const ClassRule = z.strictObject({
  kind: z.literal("class"),
  ...common,
  rungs: rungs("比目标差几类 · Classes worse than the target", "同左 · Left below it; the same if absent"),
});

/** A value that rises (or falls) by so much within a time. */
const RateRule = z.strictObject({
  kind: z.literal("rate"),
  ...common,
  property: Id.describe("项目代码 · Property"),
  direction: z.enum(["rise", "fall"]).describe("上升或下降 · Rising or falling"),
  withinMinutes: z.int().min(1).max(10_080).describe("时间窗（分钟） · Time it is looked at over"),
  from: z
    .number()
    .describe(
      "升过（降到）此值才看变化 · The change counts only above (falling: below) this value, so that small noise is none",
    ),
  rungs: rungs("变化量 · Change", "同左 · Left below it; the same if absent"),
});

/** Values that the quality control calls the instrument's, not the water's. */
const MaintenanceRule = z.strictObject({
  kind: z.literal("maintenance"),
  ...common,
  flags: z
    .array(z.enum(["out-of-range", "impossible-jump", "flat-line", "out-of-water", "future-clock"]))
    .min(1)
    .describe("哪些质控标记 · Which flags"),
});

/** No value for so many of the station's own intervals. */
const SilenceRule = z.strictObject({
  kind: z.literal("silence"),
  ...common,
  rungs: rungs("几个报数间隔没有数据 · Intervals without a value", "同左 · Left below it"),
});

/** What goes down a river from an alert upstream, judged by the limits of the section it will reach. */
const ArrivalRule = z.strictObject({
  kind: z.literal("arrival"),
  ...common,
  judgedBy: z.array(Id).min(1).describe("用哪些界限规则判断 · By which limit rules it is judged"),
  atMost: AlertLevel.describe("最高只报到 · A prediction warns no higher than this"),
  likelihood: z
    .enum(["expected", "worst"])
    .describe("按预计峰值还是最不利峰值 · Judged by the expected peak or by the worst"),
});

/** Tiers of the regional heavy-pollution plan in force (definitions/standards), on the forecast daily AQI. */
const ForecastRule = z.strictObject({ kind: z.literal("forecast"), ...common });

export const AlertRule = z.discriminatedUnion("kind", [
  LimitRule,
  ClassRule,
  RateRule,
  MaintenanceRule,
  SilenceRule,
  ArrivalRule,
  ForecastRule,
]);
export type AlertRule = z.infer<typeof AlertRule>;
export type RuleOf<K extends AlertRule["kind"]> = Extract<AlertRule, { kind: K }>;

/** Who must confirm by when, and who is told if nobody does. */
const Response = z.strictObject({
  words: Words.describe("等级名称 · Name of the level"),
  confirmWithinMinutes: z
    .int()
    .min(1)
    .max(10_080)
    .optional()
    .describe("确认时限（分钟）；不写则不要求确认 · Deadline for confirming; absent where none is asked"),
  escalate: z
    .array(
      z.strictObject({
        afterMinutes: z.int().min(1).max(10_080).describe("多少分钟未确认 · After so many minutes"),
        to: z
          .array(z.enum(["duty-officer", "supervisor"]))
          .min(1)
          .describe("再通知谁 · Who is told then"),
      }),
    )
    .default([])
    .describe("无人确认时逐级通知 · Steps while nobody confirms"),
});

export const AlertPlan = z.strictObject({
  $schema: z.string().optional(),
  kind: z.literal("alert-plan").describe("文件种类 · Kind of file"),
  id: Id.describe("标识 · Id"),
  version: z.int().min(1).describe("版本 · Version"),
  network: Id.describe("监测网络 · Network"),
  title: Words.describe("名称 · Title"),
  source: Source,
  confirmedBy: z
    .enum(["downstream", "all"])
    .describe("由谁确认：记录方与下游各方，或全部 · The recording party and those downstream, or all"),
  levels: z
    .record(AlertLevel, Response)
    .describe("各级名称、确认时限和逐级通知 · Names, deadlines and escalation of the levels"),
  group: z
    .strictObject({
      by: z.enum(["river", "network"]).describe("按河流或按网络归并 · Gathered by river or by network"),
      withinHours: z.int().min(1).max(720).describe("相隔不超过 · Apart by no more than"),
    })
    .describe("归并为同一事件 · What is gathered into one incident"),
  unverified: z
    .strictObject({
      atMost: AlertLevel.describe("最高只报到 · Told no higher than this"),
      againAfterHours: z
        .int()
        .min(0)
        .max(720)
        .describe(
          "未获证实后多久才再因单个读数起报 · After one was not borne out, one reading is told again",
        ),
    })
    .optional()
    .describe(
      "单个存疑（跳变）读数越限时先报“未核实”；不写则等下一个读数 · One doubted reading (a jump) beyond a limit is told as unverified; absent: the next reading is waited for",
    ),
  rules: z.array(AlertRule).min(1).describe("规则 · Rules"),
});
export type AlertPlan = z.infer<typeof AlertPlan>;
