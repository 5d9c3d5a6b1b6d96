import { paths } from "#web/paths.ts";

/** Addresses of the duty officer's pages. */
export const monitoringPaths = {
  duty: paths.dutyOfficer(),
  alerts: `${paths.dutyOfficer()}/alerts`,
  alert: (id: string) => `${paths.dutyOfficer()}/alerts?alert=${encodeURIComponent(id)}`,
  patrols: `${paths.dutyOfficer()}/patrols`,
  incidents: `${paths.dutyOfficer()}/incidents`,
  incident: (id: string) => `${paths.dutyOfficer()}/incidents/${encodeURIComponent(id)}`,
  openIncident: (group: string) => `${paths.dutyOfficer()}/incidents?group=${encodeURIComponent(group)}`,
  notices: `${paths.dutyOfficer()}/notices`,
  section: (id: string) => `${paths.dutyOfficer()}/sections/${encodeURIComponent(id)}`,
  accounts: (month?: string) => `${paths.dutyOfficer()}/accounts${month ? `?month=${month}` : ""}`,
} as const;
