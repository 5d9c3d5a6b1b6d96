import type { Bilingual } from "#base/bilingual.ts";
import type { Role } from "#base/role.ts";
import type { SignedIn } from "../contract.ts";
import { authorityCodes } from "./departments.ts";
import { getSampleParty } from "./parties.ts";

/** A made-up person of the trial. Identity numbers are in the division 99…, which is assigned to nobody. */
export type SamplePerson = {
  username: string;
  displayName: string;
  role: Role;
  department: string;
  kind: SignedIn["kind"];
  about: Bilingual;
  identityNumber?: string;
  windowNumber?: string;
  staffNumber?: string;
};

/** One password for all, shown at start and on the sign-in page: this is a trial. */
export const samplePassword = "sample-tongwulang";

const staff = (
  username: string,
  displayName: string,
  role: Role,
  department: string,
  about: Bilingual,
): SamplePerson => ({ username, displayName: `示例·${displayName}`, role, department, kind: "staff", about });

const applicant = (
  username: string,
  displayName: string,
  kind: "citizen" | "company",
  identityNumber: string,
  about: Bilingual,
): SamplePerson => ({
  username,
  displayName: `示例·${displayName}`,
  role: "applicant",
  department: "public",
  kind,
  identityNumber,
  about,
});

const applicants: Record<string, SamplePerson[]> = {
  "110112": [
    applicant("citizen", "陈先生", "citizen", "990112195803120018", {
      zh: "申请人（年长）",
      en: "Applicant (elder)",
    }),
    applicant("citizen2", "孙同学", "citizen", "990112200806010678", {
      zh: "申请人（未成年）",
      en: "Applicant (minor)",
    }),
    applicant("company", "运河科技有限公司", "company", "91990112MADEM00115", {
      zh: "企业申请人",
      en: "Company",
    }),
  ],
  "120114": [
    applicant("citizen", "王女士", "citizen", "990114198507260127", { zh: "申请人", en: "Applicant" }),
    applicant("citizen2", "赵女士", "citizen", "990114199602290783", { zh: "申请人", en: "Applicant" }),
    applicant("citizen.wu", "吴志强", "citizen", "991003198808080898", { zh: "申请人", en: "Applicant" }),
    applicant("company", "武清机械有限公司", "company", "91990114MADEM002XR", {
      zh: "企业申请人",
      en: "Company",
    }),
  ],
  "131000": [
    applicant("citizen", "刘先生", "citizen", "991002199301050233", { zh: "申请人", en: "Applicant" }),
    applicant("citizen2", "周女士", "citizen", "991082200109180342", { zh: "申请人", en: "Applicant" }),
    applicant("company", "廊坊商贸有限公司", "company", "91991000MADEM0038P", {
      zh: "企业申请人",
      en: "Company",
    }),
  ],
};

const window = (username: string, displayName: string, windowNumber: string): SamplePerson => ({
  ...staff(username, displayName, "window-clerk", "hall", { zh: "窗口人员", en: "Window clerk" }),
  windowNumber,
});

/** 工号 of the trial: the letter of the place, two digits for the office, two for the person. */
const numbered = (party: string, people: readonly SamplePerson[]): SamplePerson[] => {
  const letter = getSampleParty(party).letter;
  const offices = ["office", "hall", ...authorityCodes];
  const seen = new Map<string, number>();
  return people.map((person) => {
    if (person.kind !== "staff") return person;
    const { department } = person;
    const nth = (seen.get(department) ?? 11) + 1;
    seen.set(department, nth);
    const office = String(offices.indexOf(department) + 1).padStart(2, "0");
    return { ...person, staffNumber: `${letter}${office}${nth}` };
  });
};

const peopleOf = (party: string): SamplePerson[] => [
  ...(applicants[party] ?? []),
  window("clerk", "李窗口", "3"),
  window("clerk2", "吴窗口", "5"),
  staff("officer", "郑审批", "officer", "market-regulation", {
    zh: "审批人员（市场监管）",
    en: "Officer (market regulation)",
  }),
  staff("officer2", "何审批", "officer", "market-regulation", {
    zh: "第二名审批人员（市场监管）",
    en: "Second officer (market regulation)",
  }),
  staff("supervisor", "冯督办", "supervisor", "office", { zh: "督办", en: "Supervisor" }),
  staff("supervisor2", "沈科长", "supervisor", "market-regulation", {
    zh: "部门负责人（市场监管）",
    en: "Head of department (market regulation)",
  }),
  staff("duty", "杜值班", "duty-officer", "ecology", {
    zh: "值班人员（水和大气）",
    en: "Duty officer (water and air)",
  }),
  staff("duty2", "范值班", "duty-officer", "ecology", {
    zh: "第二名值班人员（联合巡查）",
    en: "Second duty officer (joint patrols)",
  }),
  staff("system", "系统管理员", "system-administrator", "office", {
    zh: "系统管理员",
    en: "System administrator",
  }),
  staff("security", "安全管理员", "security-administrator", "office", {
    zh: "安全管理员",
    en: "Security administrator",
  }),
  staff("audit", "审计管理员", "audit-administrator", "office", {
    zh: "审计管理员",
    en: "Audit administrator",
  }),
  ...authorityCodes
    .filter((code) => code !== "market-regulation")
    .flatMap((code) => [
      staff(`officer.${code}`, "审批一", "officer", code, { zh: "审批人员", en: "Officer" }),
      staff(`officer2.${code}`, "审批二", "officer", code, { zh: "第二名审批人员", en: "Second officer" }),
    ]),
];

/** The people of one trial node, the most useful to try first. The first of a role is what a journey signs in as. */
export const samplePeople = (party: string): SamplePerson[] => numbered(party, peopleOf(party));
