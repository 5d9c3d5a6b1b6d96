import type { z } from "zod";
import type { Bilingual } from "./bilingual.ts";
import type { Role } from "./role.ts";

/**
 * Who may call a route. `anyone`: no sign-in. `peer`: another party's node, by signed request.
 * A list: people with one of these roles. There is no default; a route without access does not type-check.
 */
export type Access = "anyone" | "peer" | readonly Role[];

/** One question a capability answers over HTTP. The server, the typed client and OpenAPI read this same value. */
export type Route = {
  method: "GET" | "POST" | "PUT" | "DELETE";
  /** `/api/cases/:id`; every `:name` has a member in `params`. */
  path: string;
  summary: Bilingual;
  access: Access;
  params?: z.ZodObject;
  query?: z.ZodObject;
  /** A schema (JSON), or `bytes`: the raw body is handed on as a stream. */
  body?: z.ZodType | "bytes";
  /** A schema (JSON), or `file`: the handler answers with a stream, its media type and a file name. */
  output: z.ZodType | "file";
  /** Codes of refusals this route can answer with, beside those every route can (see `commonRefusals`). */
  refusals: readonly string[];
};

export type Contract = Record<string, Route>;

/** Keeps literal types, so that refusal codes are known at the call site. */
export const contract = <const C extends Contract>(routes: C): C => routes;

type Read<S> = S extends z.ZodType ? z.output<S> : undefined;
type Write<S> = S extends z.ZodType ? z.input<S> : undefined;

/** A file as a handler answers it. */
export type FileAnswer = {
  mediaType: string;
  name: string;
  inline?: boolean;
  size?: number;
  content: unknown;
};

/** What a handler is given. */
export type Asked<R extends Route> = {
  params: Read<R["params"]>;
  query: Read<R["query"]>;
  body: R["body"] extends "bytes" ? AsyncIterable<Uint8Array> : Read<R["body"]>;
};

/** What a handler answers. */
export type Answered<R extends Route> = R["output"] extends "file" ? FileAnswer : Write<R["output"]>;

/** What a caller gives; parts that a route does not have are left out. */
export type Ask<R extends Route> = (R["params"] extends z.ZodType ? { params: Write<R["params"]> } : object) &
  (R["query"] extends z.ZodType ? { query?: Write<R["query"]> } : object) &
  (R["body"] extends z.ZodType
    ? { body: Write<R["body"]> }
    : R["body"] extends "bytes"
      ? { body: Blob }
      : object);

/** Refusals that any route may answer with. */
export const commonRefusals = {
  INVALID: {
    status: 422,
    zh: "填写的内容不符合要求：{what}",
    en: "What was sent does not fit: {what}",
    next: {
      zh: "请按提示更正后重新提交，已填内容不会丢失。",
      en: "Correct the marked part and send again; nothing typed is lost.",
    },
  },
  NOT_SIGNED_IN: {
    status: 401,
    zh: "登录已失效或尚未登录",
    en: "You are not signed in, or your session has ended",
    next: {
      zh: "请重新登录，已填内容已保存在本机。",
      en: "Sign in again; what you typed is kept on this device.",
    },
  },
  NOT_ALLOWED: {
    status: 403,
    zh: "您的岗位没有这项权限",
    en: "Your role does not allow this",
    next: {
      zh: "如确需办理，请联系本单位安全管理员。",
      en: "If you need it for your work, ask your security administrator.",
    },
  },
  NOT_FOUND: {
    status: 404,
    zh: "没有找到您要的内容",
    en: "What you asked for was not found",
    next: { zh: "请核对地址或编号。", en: "Check the address or number." },
  },
  TOO_LARGE: {
    status: 413,
    zh: "内容超过上限 {limit}",
    en: "Larger than the limit of {limit}",
    next: { zh: "请压缩或分成几份后再传。", en: "Compress it or split it, then send again." },
  },
  TOO_MANY: {
    status: 429,
    zh: "操作过于频繁，请 {seconds} 秒后再试",
    en: "Too many requests; try again in {seconds} seconds",
  },
  CROSS_SITE: {
    status: 403,
    zh: "请求来源不明，已拒绝",
    en: "The request came from another site and was refused",
    next: { zh: "请从本站页面重新操作。", en: "Do it again from this site's own page." },
  },
  STORAGE_FULL: {
    status: 507,
    zh: "存储空间不足，本次操作没有写入",
    en: "Storage is full; nothing of this was written",
    next: {
      zh: "请联系系统管理员清理空间后重试。",
      en: "Ask the system administrator to free space, then try again.",
    },
  },
  FAULT: {
    status: 500,
    zh: "系统内部错误，编号 {request}",
    en: "Internal fault, reference {request}",
    next: {
      zh: "本次操作没有写入。请稍后再试，或把编号告诉管理员。",
      en: "Nothing was written. Try later, or give the reference to the administrator.",
    },
  },
} as const;
