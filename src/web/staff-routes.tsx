import { createRoute, lazyRouteComponent, type AnyRoute } from "@tanstack/react-router";
import { searchOf } from "./search.ts";

/** The desks: full-height pages of their own, outside the citizens' layout. What is open and chosen is in the address. */
export const staffRoutes = (root: AnyRoute): AnyRoute[] => {
  const desks = createRoute({
    getParentRoute: () => root,
    id: "desks",
    component: lazyRouteComponent(() => import("./desk/desk-layout.tsx"), "DeskLayout"),
  });
  const desk = (path: string, component: ReturnType<typeof lazyRouteComponent>, ...names: string[]) =>
    createRoute({ getParentRoute: () => desks, path, validateSearch: searchOf(...names), component });
  return [
    desks.addChildren([
      desk(
        "/window",
        lazyRouteComponent(() => import("#cases/web/window/window-page.tsx"), "WindowPage"),
        "tab",
        "case",
        "show",
      ),
      desk(
        "/officer",
        lazyRouteComponent(() => import("#cases/web/officer/officer-page.tsx"), "OfficerPage"),
        "tab",
        "case",
      ),
      desk(
        "/supervisor",
        lazyRouteComponent(() => import("#cases/web/supervisor/figures-page.tsx"), "FiguresPage"),
        "by",
        "key",
        "light",
        "case",
      ),
      desk(
        "/supervisor/extensions",
        lazyRouteComponent(() => import("#cases/web/supervisor/extensions-page.tsx"), "ExtensionsPage"),
        "case",
      ),
      desk(
        "/supervisor/ratings",
        lazyRouteComponent(() => import("#cases/web/supervisor/ratings-page.tsx"), "RatingsPage"),
        "open",
      ),
      desk(
        "/supervisor/agreements",
        lazyRouteComponent(() => import("#agreements/web/signing-page.tsx"), "SigningPage"),
      ),
      desk(
        "/duty",
        lazyRouteComponent(() => import("#monitoring/web/duty/duty-page.tsx"), "DutyPage"),
        "as",
      ),
      desk(
        "/duty/patrols",
        lazyRouteComponent(() => import("#monitoring/patrol/web/desk/patrols-page.tsx"), "PatrolsPage"),
        "tab",
        "finding",
        "patrol",
      ),
      desk(
        "/duty/profiles",
        lazyRouteComponent(() => import("#monitoring/profiles/web/profiles-page.tsx"), "ProfilesPage"),
        "station",
        "day",
      ),
      desk(
        "/duty/import",
        lazyRouteComponent(() => import("#monitoring/observations/web/import-page.tsx"), "ImportPage"),
      ),
      desk(
        "/duty/alerts",
        lazyRouteComponent(() => import("#monitoring/alerts/web/alerts-page.tsx"), "AlertsPage"),
        "state",
        "alert",
      ),
      desk(
        "/duty/notices",
        lazyRouteComponent(() => import("#monitoring/notices/web/notices-page.tsx"), "NoticesPage"),
      ),
      desk(
        "/duty/incidents",
        lazyRouteComponent(() => import("#monitoring/incidents/web/incidents-page.tsx"), "IncidentsPage"),
        "state",
        "group",
      ),
      desk(
        "/duty/incidents/$id",
        lazyRouteComponent(() => import("#monitoring/incidents/web/incident-page.tsx"), "IncidentPage"),
      ),
      desk(
        "/duty/sections/$id",
        lazyRouteComponent(() => import("#monitoring/web/section/section-page.tsx"), "SectionPage"),
        "property",
        "span",
      ),
      desk(
        "/duty/air",
        lazyRouteComponent(() => import("#monitoring/forecast/web/air-page.tsx"), "AirPage"),
        "station",
      ),
      desk(
        "/duty/accounts",
        lazyRouteComponent(() => import("#monitoring/web/accounts/accounts-page.tsx"), "AccountsPage"),
        "month",
      ),
      desk(
        "/system",
        lazyRouteComponent(() => import("#exchange/web/chain-page.tsx"), "ChainPage"),
      ),
      desk(
        "/system/health",
        lazyRouteComponent(() => import("#exchange/web/health-page.tsx"), "HealthPage"),
      ),
      desk(
        "/system/parked",
        lazyRouteComponent(() => import("#exchange/web/parked-page.tsx"), "ParkedPage"),
      ),
      desk(
        "/system/refused",
        lazyRouteComponent(() => import("#exchange/web/refused-page.tsx"), "RefusedPage"),
      ),
      desk(
        "/system/suppliers",
        lazyRouteComponent(() => import("#monitoring/sensorthings/web/suppliers-page.tsx"), "SuppliersPage"),
      ),
      desk(
        "/system/erasure",
        lazyRouteComponent(() => import("#cases/web/erasure/erasure-page.tsx"), "ErasurePage"),
      ),
      desk(
        "/security",
        lazyRouteComponent(() => import("#node/web/people-page.tsx"), "PeoplePage"),
      ),
      desk(
        "/security/keys",
        lazyRouteComponent(() => import("#exchange/web/keys-page.tsx"), "KeysPage"),
      ),
      desk(
        "/security/erasure",
        lazyRouteComponent(() => import("#cases/web/erasure/erasure-page.tsx"), "ErasurePage"),
      ),
      desk(
        "/audit",
        lazyRouteComponent(() => import("#node/web/audit-page.tsx"), "AuditPage"),
        "action",
        "person",
        "subject",
        "from",
        "until",
      ),
    ]),
  ];
};
