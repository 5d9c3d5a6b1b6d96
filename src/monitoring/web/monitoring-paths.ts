import { deskPaths } from "#web/desk/desk-paths.ts";

/** Addresses within the duty officer's pages, beside those of the desk's own line. */
export const monitoringPaths = {
  alert: (id: string) => `${deskPaths.alerts}?alert=${encodeURIComponent(id)}`,
  incident: (id: string) => `${deskPaths.incidents}/${encodeURIComponent(id)}`,
  openIncident: (group: string) => `${deskPaths.incidents}?group=${encodeURIComponent(group)}`,
  section: (id: string) => `${deskPaths.duty}/sections/${encodeURIComponent(id)}`,
  accounts: (month: string) => `${deskPaths.accounts}?month=${month}`,
} as const;
