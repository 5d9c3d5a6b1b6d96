import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import { CitizenLayout } from "./layout/citizen-layout.tsx";
import { FailedPage, NotFoundPage } from "./layout/failed.tsx";
import { RootLayout } from "./layout/root-layout.tsx";
import { SignInPage } from "./layout/sign-in-page.tsx";
import { searchOf } from "./search.ts";
import { staffRoutes } from "./staff-routes.tsx";

const root = createRootRoute({
  component: RootLayout,
  notFoundComponent: () => (
    <CitizenLayout>
      <NotFoundPage />
    </CitizenLayout>
  ),
  errorComponent: ({ error }) => <FailedPage error={error} />,
});

const citizen = createRoute({
  getParentRoute: () => root,
  id: "citizen",
  component: CitizenLayout,
  notFoundComponent: NotFoundPage,
});

const home = createRoute({
  getParentRoute: () => citizen,
  path: "/",
  component: lazyRouteComponent(() => import("#cases/web/home-page.tsx"), "HomePage"),
});
const items = createRoute({
  getParentRoute: () => citizen,
  path: "/items",
  validateSearch: searchOf("q", "domain", "deciding"),
  component: lazyRouteComponent(() => import("#cases/web/items-page.tsx"), "ItemsPage"),
});
const item = createRoute({
  getParentRoute: () => citizen,
  path: "/items/$id",
  validateSearch: searchOf("deciding"),
  component: lazyRouteComponent(() => import("#cases/web/guide-page.tsx"), "GuidePage"),
});
const track = createRoute({
  getParentRoute: () => citizen,
  path: "/track",
  validateSearch: searchOf("number", "code"),
  component: lazyRouteComponent(() => import("#cases/web/track-page.tsx"), "TrackPage"),
});
const apply = createRoute({
  getParentRoute: () => citizen,
  path: "/apply/$id",
  validateSearch: searchOf("deciding"),
  component: lazyRouteComponent(() => import("#cases/web/apply/start-page.tsx"), "StartPage"),
});
const draft = createRoute({
  getParentRoute: () => citizen,
  path: "/drafts/$id",
  validateSearch: searchOf("step"),
  component: lazyRouteComponent(() => import("#cases/web/apply/draft-page.tsx"), "DraftPage"),
});
const my = createRoute({
  getParentRoute: () => citizen,
  path: "/my",
  component: lazyRouteComponent(() => import("#cases/web/my-cases-page.tsx"), "MyCasesPage"),
});
const mandates = createRoute({
  getParentRoute: () => citizen,
  path: "/mandates",
  component: lazyRouteComponent(() => import("#node/web/mandates-page.tsx"), "MandatesPage"),
});
const account = createRoute({
  getParentRoute: () => citizen,
  path: "/account",
  component: lazyRouteComponent(() => import("#node/web/account-page.tsx"), "AccountPage"),
});
const oneCase = createRoute({
  getParentRoute: () => citizen,
  path: "/cases/$id",
  component: lazyRouteComponent(() => import("#cases/web/case-page.tsx"), "CasePage"),
});
const agreements = createRoute({
  getParentRoute: () => citizen,
  path: "/agreements",
  component: lazyRouteComponent(() => import("#agreements/web/agreements-page.tsx"), "AgreementsPage"),
});
const agreement = createRoute({
  getParentRoute: () => citizen,
  path: "/agreements/$digest",
  validateSearch: searchOf("against"),
  component: lazyRouteComponent(() => import("#agreements/web/agreement-page.tsx"), "AgreementPage"),
});
const openMonitoring = createRoute({
  getParentRoute: () => citizen,
  path: "/monitoring",
  validateSearch: searchOf("month"),
  component: lazyRouteComponent(() => import("#monitoring/public/web/public-page.tsx"), "PublicPage"),
});
const air = createRoute({
  getParentRoute: () => citizen,
  path: "/monitoring/air",
  validateSearch: searchOf("station"),
  component: lazyRouteComponent(() => import("#monitoring/forecast/web/air-page.tsx"), "PublicAirPage"),
});
const signIn = createRoute({
  getParentRoute: () => citizen,
  path: "/sign-in",
  validateSearch: searchOf("next", "error"),
  component: SignInPage,
});

const patrol = createRoute({
  getParentRoute: () => root,
  path: "/patrol",
  validateSearch: searchOf("view"),
  component: lazyRouteComponent(() => import("#monitoring/patrol/web/phone/patrol-app.tsx"), "PatrolApp"),
});

const citizenPages = citizen.addChildren([
  home,
  items,
  item,
  track,
  apply,
  draft,
  my,
  mandates,
  account,
  oneCase,
  agreements,
  agreement,
  openMonitoring,
  air,
  signIn,
]);

export const pagesRouter = createRouter({
  routeTree: root.addChildren([citizenPages, patrol, ...staffRoutes(root)]),
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)), // a case number of 43 digits is no number
  stringifySearch: (search) => {
    const text = new URLSearchParams(search as Record<string, string>).toString();
    return text && `?${text}`;
  },
  defaultErrorComponent: ({ error }) => <FailedPage error={error} />, // in the page's place: the header stays
  defaultPreload: "intent",
  defaultPendingMs: 0,
  scrollRestoration: true,
});
