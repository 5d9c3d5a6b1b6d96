import { z } from "zod";
import { contract } from "#base/contract.ts";
import { Level } from "../alerts/events.ts";

const Instant = z.iso.datetime();
const Clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const Words = z.object({ zh: z.string(), en: z.string().optional() });
const staff = ["duty-officer", "supervisor"] as const;

/** From which level on a person is told in a way; absent: not at all. */
const Preference = z.object({
  email: z.email().max(200).optional(),
  mailFrom: Level.optional(),
  pushFrom: Level.optional(),
  quiet: z.object({ from: Clock, until: Clock }).optional(),
  language: z.enum(["zh", "en"]),
});
export type PreferenceView = z.infer<typeof Preference>;

const NoticeView = z.object({
  id: z.uuid(),
  way: z.enum(["mail", "push"]),
  level: Level,
  /** What happened (marks, level, deadline), of what, and where it is to be seen. */
  head: Words,
  title: Words,
  path: z.string(),
  state: z.enum(["waiting", "sending", "sent", "refused", "unknown", "dropped"]),
  createdAt: Instant,
  sentAt: Instant.optional(),
  acknowledgedAt: Instant.optional(),
  nextAt: Instant,
});
export type NoticeView = z.infer<typeof NoticeView>;

export const noticeContract = contract({
  readNotices: {
    method: "GET",
    path: "/api/monitoring/notices",
    access: staff,
    refusals: [],
    summary: { zh: "我的通知与通知设置", en: "My notices, and how I want to be told" },
    output: z.object({
      preference: Preference,
      notices: z.array(NoticeView),
      /** Whether this node can send at all, and the key that browsers subscribe with. */
      canMail: z.boolean(),
      pushKey: z.string(),
      browsers: z.int(),
    }),
  },
  setPreference: {
    method: "PUT",
    path: "/api/monitoring/notices/preference",
    access: staff,
    refusals: ["NO_MAIL_SERVER", "MAIL_NEEDS_ADDRESS"],
    summary: { zh: "修改我的通知设置", en: "Change how I want to be told" },
    body: Preference,
    output: Preference,
  },
  subscribePush: {
    method: "POST",
    path: "/api/monitoring/notices/browsers",
    access: staff,
    refusals: ["PUSH_ADDRESS", "TOO_MANY_BROWSERS"],
    summary: { zh: "在这个浏览器上接收推送", en: "Be told in this browser" },
    body: z.object({
      endpoint: z.string().max(2000),
      keys: z.object({
        p256dh: z.string().regex(/^[\w-]{87,88}=?$/),
        auth: z.string().regex(/^[\w-]{22}={0,2}$/),
      }),
    }),
    output: z.object({ browsers: z.int() }),
  },
  unsubscribePush: {
    method: "POST",
    path: "/api/monitoring/notices/browsers/stop",
    access: staff,
    refusals: [],
    summary: { zh: "停止在这个浏览器上接收推送", en: "Stop being told in this browser" },
    body: z.object({ endpoint: z.string().max(2000) }),
    output: z.object({ browsers: z.int() }),
  },
  acknowledgeNotice: {
    method: "POST",
    path: "/api/monitoring/notices/:id/acknowledge",
    access: staff,
    refusals: ["NOT_FOUND"],
    summary: { zh: "已阅", en: "Acknowledge a notice" },
    params: z.object({ id: z.uuid() }),
    output: z.object({}),
  },
});
