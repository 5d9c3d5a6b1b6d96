import { z } from "zod";

export const Words = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
export type Words = z.infer<typeof Words>;

/** Where a figure was taken from, and when it was read there. */
const Source = z.strictObject({ fact: z.string(), from: z.string(), readOn: z.iso.date().optional() });

/** What every standard says of itself. Days are the first and last on which it is in force. */
export const heading = {
  $schema: z.string().optional(),
  id: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9-]*$/)
    .describe("标准编号，如 HJ633-2026 · Number of the standard"),
  series: z
    .string()
    .describe("同一标准各版本共用的名称，如 HJ633 · What all editions of one standard have in common"),
  title: Words.describe("名称 · Title"),
  issuedOn: z.iso.date().optional(),
  effectiveFrom: z.iso.date().describe("施行日期 · First day in force"),
  effectiveUntil: z.iso.date().optional().describe("最后一个施行日，没有则不写 · Last day in force"),
  replaces: z.string().optional(),
  /** Known from secondary sources only: never chosen by date, only where somebody asks for it by name. */
  secondary: z.literal(true).optional(),
  sources: z.array(Source).min(1).describe("各项数字的出处 · Where each figure was taken from"),
  unverified: z.array(Words).describe("未核对原文的内容 · What was not compared with the text"),
};

export type Heading = {
  id: string;
  series: string;
  effectiveFrom: string;
  effectiveUntil?: string | undefined;
  secondary?: true | undefined;
};
