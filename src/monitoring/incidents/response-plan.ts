import { z } from "zod";
import { levels, type Level } from "../alerts/level.ts";

/*
 * What three parties do when water is bad at a border, as an agreement brings it into force: `response-plans/*.json`.
 * Deadlines, tasks and who is told when nobody answers are signed data.
 */

const Words = z.object({ zh: z.string().min(1).max(300), en: z.string().min(1).max(300) });
const Id = z.string().regex(/^[a-z][a-z0-9-]*$/);

const minutes = z.int().min(1).max(43_200);

const byLevel = Object.fromEntries(levels.map((level) => [level, minutes])) as Record<Level, typeof minutes>;

/** 预警、通报、溯源协查、解除. A receipt answers one of them; an exercise is a mark on all of them. */
export const messageKinds = ["warning", "information", "search", "end"] as const;
export const MessageKind = z.enum(messageKinds);
export type MessageKind = z.infer<typeof MessageKind>;

const MessageTimes = z.strictObject({
  receiptMinutes: z
    .strictObject(byLevel)
    .describe("各级回执时限（分钟） · Minutes within which it is to be confirmed, by level"),
  expiresHours: z
    .int()
    .min(1)
    .max(720)
    .describe("多少小时后失效 · Hours after which it holds no longer (CAP expires)"),
});

const Task = z.strictObject({
  id: Id.describe("标识 · Id"),
  title: Words.describe("名称 · Title"),
  does: Words.describe("做什么 · What is to be done"),
  side: z
    .enum(["every", "upstream", "downstream"])
    .describe("由哪一侧办理 · Whose task it is: every party's, or of those upstream or downstream"),
  minutes: minutes.describe("时限（分钟） · Minutes it may take"),
  basis: Words.optional().describe("依据 · Basis"),
});

export const ResponsePlan = z.strictObject({
  $schema: z.string().optional(),
  kind: z.literal("response-plan").describe("文件种类 · Kind of file"),
  id: Id.describe("标识 · Id"),
  version: z.int().min(1).describe("版本 · Version"),
  network: Id.describe("监测网络 · Network"),
  title: Words.describe("名称 · Title"),
  source: z
    .string()
    .min(1)
    .describe("出处，没有的写“示例” · Where it was read; “sample” where nothing is published"),
  messages: z
    .strictObject({
      warning: MessageTimes,
      information: MessageTimes,
      search: MessageTimes,
      end: MessageTimes,
    })
    .describe("各类报文的时限 · Times of the kinds of messages"),
  escalation: z
    .array(
      z.strictObject({
        afterMinutes: z
          .int()
          .min(0)
          .max(10_080)
          .describe("超过回执时限多少分钟 · Minutes after the deadline"),
        to: Words.describe("报告谁 · Who is told"),
      }),
    )
    .min(1)
    .max(5)
    .describe("无人回执时逐级报告 · Steps while nobody confirms"),
  tasks: z.array(Task).min(1).max(20).describe("任务 · Tasks"),
});
export type ResponsePlan = z.infer<typeof ResponsePlan>;
