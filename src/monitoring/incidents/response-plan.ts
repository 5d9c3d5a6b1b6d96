import { z } from "zod";
import { Level } from "../alerts/events.ts";
import { capCategories } from "./cap/cap-alert.ts";

/*
 * What three parties do when water or air is bad at their borders, as an agreement brings it into force:
 * `response-plans/*.json`. Words, deadlines, tasks and who is told when nobody answers are signed data.
 */

const Words = z.object({ zh: z.string().min(1).max(300), en: z.string().min(1).max(300) });
const Id = z.string().regex(/^[a-z][a-z0-9-]*$/);

const minutes = z.int().min(1).max(43_200);

/** 预警、通报、溯源协查、解除. A receipt answers one of them; an exercise is a mark on all of them. */
export const messageKinds = ["warning", "information", "search", "end"] as const;
export const MessageKind = z.enum(messageKinds);
export type MessageKind = z.infer<typeof MessageKind>;

const MessageTerms = z.strictObject({
  says: Words.describe("拟报文时的正文 · What a message of this kind is proposed to say"),
  receiptMinutes: z
    .record(Level, minutes)
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
    .enum(["every", "opener", "affected"])
    .describe(
      "由谁办理 · Whose task it is: every party's, of the one that opened the incident, or of those it reaches",
    ),
  from: Level.optional().describe("从哪一级起 · From which level on; without it, always"),
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
  hazard: Words.describe("事件类型 · What kind of event it is (CAP event)"),
  categories: z.array(z.enum(capCategories)).min(1).describe("CAP 类别 · CAP categories"),
  roles: z
    .strictObject({ opener: Words, affected: Words, informed: Words })
    .describe("各方在事件中的称呼 · What the parties are called in an incident"),
  endsWhen: Words.describe("解除条件 · When it may be ended"),
  messages: z
    .strictObject({
      warning: MessageTerms,
      information: MessageTerms,
      search: MessageTerms,
      end: MessageTerms,
    })
    .describe("各类报文的正文和时限 · Words and times of the kinds of messages"),
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
