import { z } from "zod";
import { canonical } from "#base/canonical.ts";
import { sha256Hex } from "#base/hash.ts";
import { suiteNames } from "#base/signature.ts";
import { Party } from "#base/party.ts";
import { Digest } from "#protocol/event.ts";

const Words = z.object({ zh: z.string().min(1), en: z.string().min(1) });

// Descriptions are `中文 · English`: editors show them from docs/schemas, the checker quotes them.

/**
 * What a clause lets parties do with cases decided by another party. Deciding for another authority is not a power
 * that exists here (行政许可法 24 asks for a formal, published entrustment; a cooperation clause is none).
 */
export const CasesGrant = z.strictObject({
  items: z
    .array(z.string())
    .min(1)
    .describe(
      "生效的事项文件，如 services/*.json · Item files this brings into force, such as services/*.json",
    ),
  procedures: z
    .array(z.string())
    .min(1)
    .describe(
      "流程文件（definitions/procedures 下的文件名） · Procedures: file names under definitions/procedures",
    ),
  clockStart: z
    .enum(["accepting-window", "deciding-authority"])
    .describe(
      "时限起算，自哪一方受理之日起 · Where time limits start: at the accepting window or at the deciding authority",
    ),
  powers: z
    .array(
      z.enum([
        "receive",
        "accept",
        "notify-supplement",
        "verify-original",
        "verify-identity",
        "deliver",
        "copy-for-archive",
      ]),
    )
    .min(1)
    .describe("授权事宜（决定权不可授予） · Powers granted; deciding is none of them"),
  to: z.array(Party).min(1).describe("被授权方，行使上述权力的一方 · Who is granted these powers"),
  from: z.array(Party).min(1).describe("授权方，事项由其决定的一方 · Whose items they are for"),
  discloses: z
    .array(z.string())
    .describe(
      "可提供的个人信息，逐项写路径；事项自己的问题（form.*）不必列 · Personal data that may cross, as paths; an item's own questions (form.*) need not be listed",
    ),
  relayLimit: z
    .strictObject({
      n: z.int().min(1).describe("数量 · Number"),
      unit: z.enum(["workday", "day"]).describe("单位 · Unit"),
    })
    .describe("转交时限 · Time within which the file is handed over to the other side"),
  numbering: z
    .record(
      Party,
      z.strictObject({
        from: z.int().min(1).describe("起号 · First number"),
        to: z.int().max(9999).describe("止号 · Last number"),
      }),
    )
    .describe(
      "办件流水号段，各收件方互不重叠 · Ranges of case numbers, one for each accepting party, disjoint",
    ),
});
export type CasesGrant = z.infer<typeof CasesGrant>;

/** What parties may do with the agreements themselves and with the exchange: the clause that carries all others. */
export const GovernanceGrant = z.strictObject({
  agreements: z
    .array(z.enum(["propose", "sign", "end"]))
    .describe("对协议可做的事 · What may be done with agreements"),
  exchange: z.array(z.enum(["refuse"])).describe("对交换内容可做的事 · What may be done with what arrives"),
  keys: z
    .array(z.enum(["change-key", "revoke-key"]))
    .optional()
    .describe("对密钥可做的事 · What may be done with keys"),
});
export type GovernanceGrant = z.infer<typeof GovernanceGrant>;

/** What parties may do with measurements, warnings and patrols of the networks that the clause brings into force. */
export const MonitoringGrant = z.strictObject({
  networks: z
    .array(z.string())
    .min(1)
    .describe("监测网络文件，如 networks/*.json · Files of networks, such as networks/*.json"),
  standards: z
    .array(z.string())
    .describe(
      "评价标准文件（definitions/standards 下的文件名） · Standards: file names under definitions/standards",
    ),
  plans: z
    .array(z.string())
    .describe(
      "预警方案、巡查路线等文件，如 alert-plans/*.json · Files of alert plans, patrol routes and the like",
    ),
  powers: z
    .array(z.enum(["observe", "forecast", "warn", "confirm", "respond", "patrol"]))
    .min(1)
    .describe("授权事宜 · Powers granted"),
  to: z.array(Party).min(1).describe("被授权方 · Who is granted these powers"),
  publishes: z
    .array(z.enum(["observe", "forecast"]))
    .describe("可向社会公开的内容 · What of it may be public"),
});
export type MonitoringGrant = z.infer<typeof MonitoringGrant>;

export const Grant = z.union([
  z.strictObject({
    cases: CasesGrant.describe("办件授权 · What may be done with cases decided by another party"),
  }),
  z.strictObject({
    monitoring: MonitoringGrant.describe("监测授权 · What may be done with measurements and warnings"),
  }),
  z.strictObject({
    governance: GovernanceGrant.describe("协议管理 · Care of agreements and of the exchange"),
  }),
]);
export type Grant = z.infer<typeof Grant>;

/** Which files of the folder a grant brings into force. */
export const patternsOf = (grant: Grant): string[] => {
  if ("cases" in grant)
    return [...grant.cases.items, ...grant.cases.procedures.map((name) => `procedures/${name}`)];
  if ("monitoring" in grant) {
    const { networks, standards, plans } = grant.monitoring;
    return [...networks, ...standards.map((name) => `standards/${name}`), ...plans];
  }
  return [];
};

export const Commitment = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z][a-z0-9-]*$/)
    .describe("标识，小写字母、数字和连字符 · Id: lower-case letters, digits and hyphens"),
  title: Words.describe("名称 · Title"),
  lead: Party.describe("牵头方 · Party that leads"),
  with: z.array(Party).optional().describe("配合方 · Parties that take part"),
  due: z.iso.date().optional().describe("完成期限，原文没有的不写 · Due day, only where the text has one"),
  measure: z.string().optional().describe("衡量方法 · How it is measured"),
  target: z.number().optional().describe("目标值 · Target"),
});

/** When silence itself becomes evidence; both count from the sealing of the page (docs/exchange-format.md §7). */
export const Limits = z.strictObject({
  relayHours: z
    .int()
    .min(1)
    .max(8760)
    .describe(
      "送达时限（小时），自签名页签出起 · Relay: hours until the other node has signed that it holds the page",
    ),
  deliveryHours: z
    .int()
    .min(1)
    .max(8760)
    .describe(
      "接办时限（小时），自签名页签出起 · Delivery: hours until the new holder has taken the subject up",
    ),
});
export type Limits = z.infer<typeof Limits>;

export const Clause = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z][a-z0-9.-]*$/)
    .describe("条款标识，如 market.cross-region-services · Clause id, such as market.cross-region-services"),
  title: Words.describe("条款名称 · Title of the clause"),
  summary: Words.describe(
    "条款摘要，用自己的话写 · Summary in own words; the official text is linked in sources.json",
  ),
  legalBasis: z
    .enum(["statutory-duty", "separate-consent", "contract", "emergency"])
    .optional()
    .describe("个人信息处理依据 · Legal basis for the personal data it discloses"),
  impactAssessment: z
    .string()
    .optional()
    .describe(
      "影响评估记录编号，保存三年以上 · Reference of the impact assessment, kept at least three years",
    ),
  limits: Limits.optional().describe(
    "未达留证时限；不写则不留证 · Limits after which a node records that nothing came; none if not stated",
  ),
  grants: z.array(Grant).describe("授权，让谁做什么 · Grants: what it lets whom do"),
  commitments: z
    .array(Commitment)
    .describe("任务，要求谁何时完成什么 · Commitments: what it obliges whom to achieve by when"),
});
export type Clause = z.infer<typeof Clause>;

/** `agreement.json`. The founding agreement alone carries `nodes`: where trust starts (DESIGN §4.2). */
export const Agreement = z.strictObject({
  $schema: z.string().optional(),
  kind: z.literal("agreement").describe("文件种类 · Kind of file"),
  id: z
    .string()
    .regex(/^[a-z][a-z0-9-]*$/)
    .describe("协议标识，各版本相同 · Id of the agreement, the same in every version"),
  version: z.int().min(1).describe("版本，从 1 起 · Version, counted from 1"),
  amends: Digest.optional().describe("所修订版本的摘要 · Digest of the version it replaces"),
  title: Words.describe("协议名称 · Title of the agreement"),
  signedOn: z.iso.date().describe("纸质文本签署日 · Day the paper was signed"),
  effectiveFrom: z.iso.date().describe("生效日 · Day it takes effect, if all have signed by then"),
  endsOn: z.iso.date().optional().describe("终止日（含当日） · Last day it is in force"),
  parties: z.array(Party).min(2).describe("缔约方，六位行政区划代码 · Parties: six-digit division codes"),
  nodes: z
    .array(
      z.strictObject({
        party: Party.describe("缔约方 · Party"),
        name: Words.describe("名称 · Name"),
        url: z.url().describe("节点地址 · Address of its node"),
        publicKey: z
          .strictObject({ suite: z.enum(suiteNames), key: z.string() })
          .describe("节点公钥 · Public key of its node"),
      }),
    )
    .optional()
    .describe("节点，仅创始协议有 · Nodes, in the founding agreement only"),
  clauses: z.array(Clause).min(1).describe("条款 · Clauses"),
});
export type Agreement = z.infer<typeof Agreement>;

/** An agreement with everything it brings into force: path (relative, `/`) → parsed JSON. Travels as one value. */
export type Bundle = { agreement: Agreement; files: Record<string, unknown> };

/** The text whose digest names an agreement: the agreement and, for each file, what its content hashes to. */
export const agreementText = ({ agreement, files }: Bundle): string =>
  canonical({
    agreement,
    files: Object.fromEntries(
      Object.entries(files).map(([path, content]) => [path, sha256Hex(canonical(content))]),
    ),
  });

/** What a party signs: changing a tariff or a deadline in any file changes it, so it is an amendment. */
export const digestOfBundle = (bundle: Bundle): Digest => sha256Hex(agreementText(bundle));

export const signedBytes = (digest: Digest): Buffer => Buffer.from(`tongwulang-agreement-v1\n${digest}`);
