import type { Bilingual } from "#base/bilingual.ts";
import type { Role } from "#base/role.ts";

const names: Record<Role, Bilingual> = {
  applicant: { zh: "申请人", en: "Applicant" },
  "window-clerk": { zh: "窗口人员", en: "Window clerk" },
  officer: { zh: "审批人员", en: "Officer" },
  supervisor: { zh: "督办人员", en: "Supervisor" },
  "duty-officer": { zh: "值班人员", en: "Duty officer" },
  "system-administrator": { zh: "系统管理员", en: "System administrator" },
  "security-administrator": { zh: "安全管理员", en: "Security administrator" },
  "audit-administrator": { zh: "审计管理员", en: "Audit administrator" },
};

/** A role of a newer version keeps its code. */
export const roleName = (role: string): Bilingual => names[role as Role] ?? { zh: role };
