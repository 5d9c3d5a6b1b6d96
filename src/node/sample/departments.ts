import type { Department } from "../contract.ts";
import type { SampleParty } from "./parties.ts";

/** Departments that decide items, by the codes that the items name; the hall takes in, the office looks after the node. */
const authorities: Record<string, { zh: string; en: string }> = {
  "market-regulation": { zh: "市场监督管理局", en: "Market Regulation Bureau" },
  "public-security": { zh: "公安局", en: "Public Security Bureau" },
  "human-resources": { zh: "人力资源和社会保障局", en: "Human Resources and Social Security Bureau" },
  "medical-security": { zh: "医疗保障局", en: "Healthcare Security Bureau" },
  "housing-fund": { zh: "住房公积金管理中心", en: "Housing Provident Fund Centre" },
  transport: { zh: "交通运输局", en: "Transport Bureau" },
  "civil-affairs": { zh: "民政局", en: "Civil Affairs Bureau" },
  justice: { zh: "司法局", en: "Justice Bureau" },
  ecology: { zh: "生态环境局", en: "Ecology and Environment Bureau" },
  "notary-office": { zh: "公证机构", en: "Notary Institution" },
};

export const authorityCodes = Object.keys(authorities);

/** The sample node's list of departments. Credit codes are made up (division 99). */
export const sampleDepartments = ({ party, short, hallCode }: SampleParty): Department[] => [
  {
    code: "hall",
    name: { zh: `${short.zh}政务服务中心`, en: `${short.en} Government Service Centre` },
    kind: "hall",
    creditCode: hallCode,
    division: party,
  },
  {
    code: "office",
    name: { zh: `${short.zh}政务服务管理办公室`, en: `${short.en} Government Service Office` },
    kind: "administration",
    division: party,
  },
  {
    code: "public",
    name: { zh: "申请人", en: "Applicants" },
    kind: "administration",
    division: party,
  },
  ...Object.entries(authorities).map(([code, { zh, en }]) => ({
    code,
    name: { zh: `${short.zh}${zh}`, en: `${short.en} ${en}` },
    kind: "authority" as const,
    division: party,
  })),
];
