import { z } from "zod";
import { Party } from "#base/party.ts";
import { Field } from "./field.ts";

const Words = z.object({ zh: z.string().min(1), en: z.string().min(1) });

/** A time limit as an item states it; the legal clock's rule is the procedure's (行政许可法 82: working days). */
export const Limit = z.strictObject({
  n: z.int().min(0).max(400).describe("数量，0 为当场 · Number; 0: on the spot"), // 0: on the spot
  unit: z.enum(["workday", "day", "month", "year"]).describe("单位 · Unit"),
  note: Words.optional().describe("说明 · Note"),
});
export type Limit = z.infer<typeof Limit>;

/** One paper of the complete list (GB/T 39046 materials: issuer, originals, copies, necessary or not). */
export const Material = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  name: Words.describe("材料名称 · Name of the paper"),
  issuer: Words.describe("材料来源 · Who issues it"),
  originals: z.int().min(0).max(10).describe("原件份数 · Originals"),
  copies: z.int().min(0).max(10).describe("复印件份数 · Copies"),
  /** The original is shown and given back; a copy or scan stays in the file. */
  verifyOriginal: z.boolean().describe("是否核验原件 · Whether the original is checked"),
  necessary: z.boolean().describe("是否必要 · Whether it is necessary"),
  /** Obtainable by sharing: must not be asked of the applicant (国务院令716 art. 7). */
  fromSharing: z.boolean().describe("是否共享取得 · Whether it is obtained by sharing"),
  /** An application form that the system makes from the answers: never handed in, and not "obtained by sharing". */
  madeBySystem: z
    .boolean()
    .optional()
    .describe("由系统按填写内容生成，不用提交 · Made by the system from the answers; never handed in"),
  when: z.lazy(() => Field.shape.when).describe("何时需要 · When it is needed"), // only where an answer makes it necessary
  note: Words.optional().describe("说明 · Note"),
  /** What a good one looks like, in words a clerk and an applicant can check. */
  sample: Words.optional().describe("合格的样子 · What a good one looks like"),
});
export type Material = z.infer<typeof Material>;

/** The body that decides the item in one party, with the codes and the counter people need. */
export const ItemAuthority = z.strictObject({
  party: Party,
  name: Words.describe("决定部门 · Deciding body"),
  department: z.string().describe("决定部门代码 · Code of the deciding department"), // code of the deciding department on that party's node
  creditCode: z
    .string()
    .length(18)
    .describe("统一社会信用代码，18位 · Unified social credit code, 18 characters"),
  /** Implementation code: 31 digits (USCC + level + 12-digit basic code). */
  code: z.string().length(31).describe("实施编码，31位 · Implementation code, 31 characters"),
  address: Words.describe("办理地址 · Address"),
  hours: Words.describe("办理时间 · Hours"),
  phone: z.string().describe("咨询电话 · Telephone for questions"),
  complaintPhone: z.string().describe("监督投诉电话 · Telephone for complaints"),
});
export type ItemAuthority = z.infer<typeof ItemAuthority>;

/** A service item (政务服务事项), one file under an agreement's `services/`; fields follow GB/T 39046-2020. */
export const Item = z.strictObject({
  $schema: z.string(),
  kind: z.literal("service-item"),
  id: z
    .string()
    .regex(/^[a-z][a-z0-9-]*$/)
    .describe("事项标识 · Id of the item"),
  basicCode: z
    .string()
    .regex(/^[0-9A-Z]{12}$/)
    .describe("基本编码，12位 · Basic code, 12 characters"),
  version: z.int().min(1).describe("版本 · Version"),
  effectiveFrom: z.iso.date().describe("生效日 · Day it takes effect"),
  name: Words.describe("事项名称 · Name of the item"),
  summary: Words.describe("一句话说明 · One sentence on what it is for"),
  /** Scenarios and everyday words it is found by ("开店", "moving to Tongzhou"). */
  scenarios: z.array(Words).describe("情形和口语说法，供查找 · Scenarios and everyday words it is found by"),
  domain: z.enum([
    "household",
    "social-security",
    "housing-fund",
    "market",
    "transport",
    "civil-affairs",
    "notary",
  ]),
  /** GB/T 39046 A.1 / A.6 / A.4 / A.5. */
  typeCode: z.enum(["01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "20"]),
  caseType: z
    .enum(["1", "2"])
    .describe("办件类型，1 即办件，2 承诺件 · Case type: 1 on the spot, 2 with a promised limit"), // 1 即办件 2 承诺件
  serves: z
    .array(z.enum(["1", "2", "3", "4", "5", "6"]))
    .min(1)
    .describe("服务对象 · Whom it serves"),
  forms: z.array(z.enum(["1", "2", "3", "4", "9"])).min(1),
  procedure: z
    .enum(["administrative-licence", "on-the-spot-registration"])
    .describe("办理流程 · Procedure it follows"),
  reach: z.enum(["national", "cross-province", "cross-city", "cross-county"]),
  modes: z
    .array(z.enum(["online", "accept-elsewhere", "joint"]))
    .min(1)
    .describe("办理形式 · Ways to apply"),
  basis: z.array(Words).min(1).describe("设定依据 · Legal basis"),
  conditions: z.array(Words).min(1).describe("受理条件 · Conditions"),
  legalLimit: Limit.describe("法定办结时限 · Legal time limit"),
  promisedLimit: Limit.describe("承诺办结时限 · Promised time limit"),
  specialProcedures: z
    .array(
      z.enum([
        "hearing",
        "tender",
        "auction",
        "test",
        "inspection",
        "quarantine",
        "appraisal",
        "expert-review",
      ]),
    )
    .describe("特别程序 · Special procedures"),
  materials: z.array(Material).describe("申请材料，完整目录 · Materials: the complete list"),
  form: z.array(Field).describe("申请表问题 · Questions of the form"),
  fees: z
    .array(z.strictObject({ name: Words, amountFen: z.string().regex(/^\d+$/), per: Words, basis: Words }))
    .describe("收费项目 · Fees"),
  result: z
    .strictObject({
      name: Words.describe("名称 · Name"),
      validity: Words.optional().describe("有效期 · Validity"),
    })
    .describe("办理结果 · Result"),
  delivery: z
    .array(z.enum(["window", "courier", "electronic"]))
    .min(1)
    .describe("结果送达方式 · How the result is delivered"),
  questions: z
    .array(z.strictObject({ ask: Words, answer: Words }))
    .describe("常见问题 · Questions people ask"),
  authorities: z
    .array(ItemAuthority)
    .min(1)
    .describe("实施主体，每方一个 · Authorities that decide, one for each party"),
  /** Paths of facts that were not read in an official source; shown as samples (示例) on screen. */
  unverified: z
    .array(z.string())
    .describe(
      "未经官方来源核实的路径，页面标为示例 · Paths not read in an official source; shown as samples",
    ),
  sources: z.array(z.strictObject({ fact: z.string(), from: z.string(), readOn: z.iso.date() })),
});
export type Item = z.infer<typeof Item>;

/** The three rooms an item touches, found by its implementation code. */
export const findAuthority = (
  items: readonly Item[],
  code: string,
): { item: Item; authority: ItemAuthority } | undefined => {
  for (const item of items) {
    const authority = item.authorities.find((one) => one.code === code);
    if (authority) return { item, authority };
  }
  return undefined;
};
