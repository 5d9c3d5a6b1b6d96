import { paths } from "../paths.ts";

/** Addresses of the desks' further pages. */
export const deskPaths = {
  figures: paths.supervisor(),
  extensions: `${paths.supervisor()}/extensions`,
  ratings: `${paths.supervisor()}/ratings`,
  signing: `${paths.supervisor()}/agreements`,
  duty: paths.dutyOfficer(),
  air: `${paths.dutyOfficer()}/air`,
  accounts: `${paths.dutyOfficer()}/accounts`,
  incidents: `${paths.dutyOfficer()}/incidents`,
  alerts: `${paths.dutyOfficer()}/alerts`,
  notices: `${paths.dutyOfficer()}/notices`,
  patrols: `${paths.dutyOfficer()}/patrols`,
  importTables: `${paths.dutyOfficer()}/import`,
  profiles: `${paths.dutyOfficer()}/profiles`,
  chain: paths.systemAdministrator(),
  health: `${paths.systemAdministrator()}/health`,
  parked: `${paths.systemAdministrator()}/parked`,
  refused: `${paths.systemAdministrator()}/refused`,
  suppliers: `${paths.systemAdministrator()}/suppliers`,
  systemErasure: `${paths.systemAdministrator()}/erasure`,
  people: paths.securityAdministrator(),
  keys: `${paths.securityAdministrator()}/keys`,
  securityErasure: `${paths.securityAdministrator()}/erasure`,
} as const;
