import { z } from "zod";
import { Bilingual } from "#base/bilingual.ts";
import { contract } from "#base/contract.ts";
import { Party } from "#base/party.ts";
import { Role } from "#base/role.ts";

const Instant = z.iso.datetime({ precision: 3 });

export const Department = z.object({
  code: z.string(),
  name: Bilingual,
  kind: z.enum(["hall", "authority", "administration"]),
  creditCode: z.string().optional(),
  division: z.string(),
});
export type Department = z.infer<typeof Department>;

/** The signed-in person, for the pages. Numbers of identity never come this way. */
export const SignedIn = z.object({
  id: z.string(),
  displayName: z.string(),
  role: Role,
  kind: z.enum(["staff", "citizen", "company"]),
  department: Department,
  windowNumber: z.string().optional(),
  staffNumber: z.string().optional(),
  isSample: z.boolean(),
});
export type SignedIn = z.infer<typeof SignedIn>;

export const SessionAnswer = z.object({ person: SignedIn.nullable(), expiresAt: Instant.optional() });
export type SessionAnswer = z.infer<typeof SessionAnswer>;

export const NodeAnswer = z.object({
  party: Party,
  name: Bilingual,
  /** All parties in the order of the founding agreement; pages always show them in this order. */
  parties: z.array(z.object({ party: Party, name: Bilingual, url: z.string() })),
  languages: z.array(z.enum(["zh", "en"])),
  /** True on a trial node: people and cases are made up, and every page says so. */
  isSample: z.boolean(),
  /** Sample accounts to try; only on a trial node. */
  sampleAccounts: z
    .array(
      z.object({
        username: z.string(),
        password: z.string(),
        displayName: z.string(),
        role: Role,
        about: Bilingual,
      }),
    )
    .optional(),
  canSignInByOpenIdConnect: z.boolean(),
  version: z.string(),
});
export type NodeAnswer = z.infer<typeof NodeAnswer>;

export const MandateRow = z.object({
  id: z.string(),
  principal: z.object({ id: z.string(), displayName: z.string() }),
  agent: z.object({ id: z.string(), displayName: z.string() }),
  scope: z.string(),
  validFrom: z.iso.date(),
  validUntil: z.iso.date(),
  isRevoked: z.boolean(),
});
export type MandateRow = z.infer<typeof MandateRow>;

export const PersonRow = z.object({
  id: z.string(),
  displayName: z.string(),
  role: Role,
  department: Department,
  windowNumber: z.string().optional(),
  staffNumber: z.string().optional(),
  isSample: z.boolean(),
  lockedAt: Instant.optional(),
  lockedReason: z.string().optional(),
  sessions: z.number(),
});
export type PersonRow = z.infer<typeof PersonRow>;

export const auditActions = [
  "sign-in",
  "sign-out",
  "reading",
  "refusal",
  "lock",
  "unlock",
  "mandate",
  "erasure",
  "monitoring",
  "parked",
  "backup",
  "audit", // the log itself was checked or exported
] as const;

export const AuditRow = z.object({
  id: z.string(),
  at: Instant,
  action: z.enum(auditActions),
  outcome: z.string(),
  person: z
    .object({ id: z.string(), displayName: z.string(), staffNumber: z.string().optional() })
    .optional(),
  role: z.string().optional(),
  department: z.string().optional(),
  departmentName: Bilingual.optional(),
  /** What it was about: a case number, a route, a person's id; never a name or a number of identity. */
  subject: z.string().optional(),
  requestId: z.string().optional(),
  detail: z.record(z.string(), z.unknown()),
});
export type AuditRow = z.infer<typeof AuditRow>;

/** What a check of the audit log found: how much it looked at, and the first thing that is not as it must be. */
export const AuditCheck = z.object({
  lines: z.number(),
  /** Of these, lines that were deleted when their time was over. */
  deleted: z.number(),
  sealedUpTo: z.number(),
  head: z.string(),
  broken: z.object({ number: z.number(), zh: z.string(), en: z.string() }).optional(),
});
export type AuditCheck = z.infer<typeof AuditCheck>;

const everybody = Role.options;

export const nodeContract = contract({
  readNode: {
    method: "GET",
    path: "/api/node",
    summary: { zh: "本节点：缔约方、名称、语言、版本", en: "This node: party, name, languages, version" },
    access: "anyone",
    output: NodeAnswer,
    refusals: [],
  },
  readSession: {
    method: "GET",
    path: "/api/session",
    summary: { zh: "当前登录人", en: "Who is signed in" },
    access: "anyone",
    output: SessionAnswer,
    refusals: [],
  },
  signIn: {
    method: "POST",
    path: "/api/sign-in",
    summary: { zh: "登录", en: "Sign in" },
    access: "anyone",
    body: z.object({ username: z.string().min(1).max(100), password: z.string().min(1).max(200) }),
    output: SessionAnswer,
    refusals: ["SIGN_IN_FAILED", "LOCKED_OUT", "PERSON_LOCKED"],
  },
  signOut: {
    method: "POST",
    path: "/api/sign-out",
    summary: { zh: "退出", en: "Sign out" },
    access: everybody,
    output: z.object({}),
    refusals: [],
  },
  signOutEverywhere: {
    method: "POST",
    path: "/api/sign-out-everywhere",
    summary: { zh: "退出所有设备", en: "Sign out on every device" },
    access: everybody,
    output: z.object({ ended: z.number() }),
    refusals: [],
  },
  listSessions: {
    method: "GET",
    path: "/api/sessions",
    summary: { zh: "我的登录设备", en: "Where I am signed in" },
    access: everybody,
    output: z.array(
      z.object({
        startedAt: Instant,
        expiresAt: Instant,
        device: z.string().optional(),
        address: z.string().optional(),
        isHere: z.boolean(), // the one that asks
      }),
    ),
    refusals: [],
  },
  changePassword: {
    method: "POST",
    path: "/api/change-password",
    summary: { zh: "修改密码", en: "Change password" },
    access: everybody,
    body: z.object({ current: z.string().min(1).max(200), next: z.string().min(1).max(200) }),
    output: z.object({}),
    refusals: ["SIGN_IN_FAILED", "PASSWORD_WEAK"],
  },
  readProfile: {
    method: "GET",
    path: "/api/profile",
    summary: { zh: "我的身份信息（用于预填申请）", en: "My own identity, to fill in an application" },
    access: ["applicant"],
    output: z.object({
      name: z.string(),
      kind: z.enum(["citizen", "company"]),
      idKind: z.enum(["citizen-id", "credit-code"]),
      idNumber: z.string().optional(),
    }),
    refusals: [],
  },
  listColleagues: {
    method: "GET",
    path: "/api/colleagues",
    summary: { zh: "本部门同事", en: "People of one's own department" },
    access: ["window-clerk", "officer", "supervisor", "duty-officer"],
    output: z.array(
      z.object({ id: z.string(), displayName: z.string(), role: Role, staffNumber: z.string().optional() }),
    ),
    refusals: [],
  },
  listMandates: {
    method: "GET",
    path: "/api/mandates",
    summary: { zh: "我的授权委托", en: "Mandates I gave or hold" },
    access: ["applicant"],
    output: z.array(MandateRow),
    refusals: [],
  },
  giveMandate: {
    method: "POST",
    path: "/api/mandates",
    summary: { zh: "委托代理人", en: "Let somebody act for me" },
    access: ["applicant"],
    body: z.object({
      agentUsername: z.string().min(1).max(100),
      scope: z.string().min(1).max(200),
      validFrom: z.iso.date(),
      validUntil: z.iso.date(),
    }),
    output: MandateRow,
    refusals: ["NO_SUCH_AGENT", "MANDATE_OWN", "MANDATE_PERIOD"],
  },
  revokeMandate: {
    method: "DELETE",
    path: "/api/mandates/:id",
    summary: { zh: "撤销委托", en: "End a mandate" },
    access: ["applicant"],
    params: z.object({ id: z.uuid() }),
    output: MandateRow,
    refusals: ["NOT_FOUND"],
  },
  listPeople: {
    method: "GET",
    path: "/api/people",
    summary: { zh: "人员", en: "People of this node" },
    access: ["security-administrator"],
    output: z.array(PersonRow),
    refusals: [],
  },
  lockPerson: {
    method: "POST",
    path: "/api/people/:id/lock",
    summary: { zh: "停用账户并结束其全部登录", en: "Lock a person out and end their sessions" },
    access: ["security-administrator"],
    params: z.object({ id: z.string().max(100) }),
    body: z.object({ reason: z.string().min(1).max(200) }),
    output: PersonRow,
    refusals: ["NOT_FOUND", "LOCK_OWN"],
  },
  unlockPerson: {
    method: "POST",
    path: "/api/people/:id/unlock",
    summary: { zh: "恢复账户", en: "Let a person in again" },
    access: ["security-administrator"],
    params: z.object({ id: z.string().max(100) }),
    output: PersonRow,
    refusals: ["NOT_FOUND"],
  },
  readAudit: {
    method: "GET",
    path: "/api/audit",
    summary: { zh: "审计日志", en: "The audit log" },
    access: ["audit-administrator"],
    query: z.object({
      action: z.enum(auditActions).optional(),
      person: z.string().max(100).optional(),
      subject: z.string().max(200).optional(),
      from: z.iso.date().optional(),
      until: z.iso.date().optional(),
      /** The id of the last row seen: the page after it. */
      before: z.uuid().optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    output: z.object({ rows: z.array(AuditRow), next: z.string().optional() }),
    refusals: [],
  },
  checkAudit: {
    method: "POST",
    path: "/api/audit/check",
    summary: { zh: "核验审计日志", en: "Check the audit log from its first line to its last" },
    access: ["audit-administrator"],
    output: AuditCheck,
    refusals: [],
  },
  exportAudit: {
    method: "GET",
    path: "/api/audit/export",
    summary: { zh: "导出审计日志（带节点签名）", en: "The audit log as a file with the node's signature" },
    access: ["audit-administrator"],
    output: "file",
    refusals: [],
  },
});
