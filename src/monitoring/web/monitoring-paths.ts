import { paths } from "#web/paths.ts";

/** Addresses of the duty officer's pages. */
export const monitoringPaths = {
  duty: paths.dutyOfficer(),
  section: (id: string) => `${paths.dutyOfficer()}/sections/${encodeURIComponent(id)}`,
  accounts: (month?: string) => `${paths.dutyOfficer()}/accounts${month ? `?month=${month}` : ""}`,
} as const;
