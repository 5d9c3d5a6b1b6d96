import type { FastifyReply } from "fastify";
import { z } from "zod";
import type { Language } from "#base/bilingual.ts";
import { refuse, toProblem, type Refusal, type Refusals } from "#base/outcome.ts";

const localised = { zh: z.locales.zhCN().localeError, en: z.locales.en().localeError };

/** The language a person wants: `?lang=en`, else the first of Accept-Language that we speak, else Chinese. */
export const languageOf = (accept: string | undefined, asked?: unknown): Language => {
  if (asked === "en" || asked === "zh") return asked;
  for (const range of (accept ?? "").split(",")) {
    const tag = range.trim().toLowerCase();
    if (tag.startsWith("zh")) return "zh";
    if (tag.startsWith("en")) return "en";
  }
  return "zh";
};

/** Reads one part of a request by its schema; what does not fit names the field, never its value. */
export const read = (schema: z.ZodType, value: unknown, language: Language) => {
  const parsed = schema.safeParse(value, { error: localised[language] });
  if (parsed.success) return { ok: true as const, value: parsed.data };
  const issues = parsed.error.issues.map((issue) => ({ at: issue.path.join("."), message: issue.message }));
  const what = issues.map(({ at, message }) => (at ? `${at}: ${message}` : message)).join("; ");
  return refuse("INVALID", { what, issues }, issues[0]?.at || undefined);
};

const codesOf = function* (error: unknown): Generator<string> {
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    if ("code" in cause && typeof cause.code === "string") yield cause.code;
};

/** A full disk is foreseeable and said; every other fault is a bug or a broken world. 53100 is PostgreSQL's word. */
export const refusalOfFault = (error: unknown, requestId: string): Refusal => {
  for (const code of codesOf(error))
    if (code === "ENOSPC" || code === "EDQUOT" || code === "53100") return { code: "STORAGE_FULL" };
  return { code: "FAULT", detail: { request: requestId } };
};

/** Answers with a refusal as problem details (RFC 9457) in the caller's language. */
export const sendRefusal = (
  reply: FastifyReply,
  refusal: Refusal,
  texts: Refusals,
  language: Language,
): FastifyReply => {
  const problem = toProblem(refusal, texts, language);
  if (refusal.code === "TOO_MANY") reply.header("retry-after", String(refusal.detail?.["seconds"] ?? 60));
  return reply.code(problem.status).type("application/problem+json").send(JSON.stringify(problem));
};
