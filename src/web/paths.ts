/** Every address of the pages, in one place. */
const query = (values: Record<string, string | undefined>): string => {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) if (value) search.set(name, value);
  const text = search.toString();
  return text && `?${text}`;
};
const part = encodeURIComponent;

export const paths = {
  home: () => "/",
  items: (search: { q?: string; domain?: string; deciding?: string } = {}) => `/items${query(search)}`,
  item: (id: string, deciding?: string) => `/items/${part(id)}${query({ deciding })}`,
  apply: (itemId: string, deciding?: string) => `/apply/${part(itemId)}${query({ deciding })}`,
  draft: (id: string, step?: string) => `/drafts/${part(id)}${query({ step })}`,
  myCases: () => "/my",
  mandates: () => "/mandates",
  case: (id: string) => `/cases/${part(id)}`,
  track: (number?: string, code?: string) => `/track${query({ number, code })}`,
  agreements: () => "/agreements",
  agreement: (digest: string, against?: string) => `/agreements/${part(digest)}${query({ against })}`,
  monitoring: (month?: string) => `/monitoring${query({ month })}`,
  air: () => "/monitoring/air",
  signIn: (next?: string) => `/sign-in${query({ next })}`,
  account: () => "/account",
  window: () => "/window",
  officer: () => "/officer",
  supervisor: () => "/supervisor",
  dutyOfficer: () => "/duty",
  systemAdministrator: () => "/system",
  securityAdministrator: () => "/security",
  auditAdministrator: () => "/audit",
} as const;

const desks: Record<string, string> = {
  "window-clerk": paths.window(),
  officer: paths.officer(),
  supervisor: paths.supervisor(),
  "duty-officer": paths.dutyOfficer(),
  "system-administrator": paths.systemAdministrator(),
  "security-administrator": paths.securityAdministrator(),
  "audit-administrator": paths.auditAdministrator(),
};

/** Where a person lands after signing in. */
export const deskOf = (role: string): string => desks[role] ?? paths.myCases();
