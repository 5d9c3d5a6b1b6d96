import { z } from "zod";

/** Who a person is to their own node. Roles that a later capability needs are added here and in `node/access`. */
export const Role = z.enum([
  "applicant", // citizens, companies and their agents
  "window-clerk",
  "officer",
  "supervisor",
  "duty-officer", // water and air: warns, confirms, responds, patrols
  "system-administrator", // 三员分立: system, security and audit are three people
  "security-administrator",
  "audit-administrator",
]);
export type Role = z.infer<typeof Role>;

/** The signed-in person as rules see them: no name, no number. `department` is a code of the node's own list. */
export type Caller = { personId: string; role: Role; department: string };
