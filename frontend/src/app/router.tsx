import { createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent, parseSearchWith, redirect, stringifySearchWith } from "@tanstack/react-router";
import type { QueryClient } from "@tanstack/react-query";
import { asProblem } from "../ui/problem";
import { Problem } from "../ui/Problem";
import { listSearch } from "./listSearch";
import { NotFound } from "./NotFound";
import { queryClient } from "./queryClient";
import { homeOf } from "./roles";
import { rolesOf, sessionQuery } from "./session";
import { Shell } from "./Shell";

const root = createRootRouteWithContext<{ queryClient: QueryClient }>()({
  component: Shell,
  notFoundComponent: NotFound,
  beforeLoad: async ({ context }) => ({ me: await context.queryClient.ensureQueryData(sessionQuery) }),
});

/** Everything below here wants somebody signed in; others sign in first and come back. */
const inside = createRoute({
  getParentRoute: () => root,
  id: "inside",
  beforeLoad: ({ context, location }) => {
    if (!context.me.signed_in) throw redirect({ to: "/sign-in", search: { next: location.href === "/" ? undefined : location.href } });
  },
});

const home = createRoute({
  getParentRoute: () => inside,
  path: "/",
  beforeLoad: ({ context }) => {
    throw redirect({ to: homeOf(rolesOf(context.me)) });
  },
});

const some = (name: string) => (raw: Record<string, unknown>) => ({ [name]: raw[name] === undefined ? undefined : String(raw[name]) });

// Each feature is a file of its own, fetched when it is first opened.
const outside = [
  createRoute({ getParentRoute: () => root, path: "/sign-in", validateSearch: (raw): { next?: string } => some("next")(raw), component: lazyRouteComponent(() => import("../features/session/SignIn"), "SignIn") }),
  createRoute({ getParentRoute: () => root, path: "/invitation", component: lazyRouteComponent(() => import("../features/session/Invitation"), "Invitation") }),
  // The address an empty installation prints at its start: the sign-in page asks for the code.
  createRoute({ getParentRoute: () => root, path: "/setup", beforeLoad: () => { throw redirect({ to: "/sign-in" }); } }),
  createRoute({ getParentRoute: () => root, path: "/check", validateSearch: (raw): { number?: string; code?: string; qr?: string } => ({ ...some("number")(raw), ...some("code")(raw), ...some("qr")(raw) }), component: lazyRouteComponent(() => import("../features/check/Check"), "Check") }),
  createRoute({ getParentRoute: () => root, path: "/rules", component: lazyRouteComponent(() => import("../features/rules/Rules"), "Rules") }),
] as const;

const screens = [
  home,
  createRoute({ getParentRoute: () => inside, path: "/account", component: lazyRouteComponent(() => import("../features/session/Account"), "Account") }),
  createRoute({ getParentRoute: () => inside, path: "/due", component: lazyRouteComponent(() => import("../features/due/Due"), "Due") }),
  createRoute({ getParentRoute: () => inside, path: "/audits", validateSearch: listSearch("state", "dates", "type", "from", "to", "late", "at_risk", "unplanned"), component: lazyRouteComponent(() => import("../features/audits/Audits"), "Audits") }),
  createRoute({ getParentRoute: () => inside, path: "/audits/$id", validateSearch: listSearch("from", "from_half", "to", "to_half"), component: lazyRouteComponent(() => import("../features/audits/AuditPage"), "AuditPage") }),
  createRoute({ getParentRoute: () => inside, path: "/clients", validateSearch: listSearch(), component: lazyRouteComponent(() => import("../features/clients/Clients"), "Clients") }),
  createRoute({ getParentRoute: () => inside, path: "/clients/new", component: lazyRouteComponent(() => import("../features/clients/NewClient"), "NewClient") }),
  createRoute({ getParentRoute: () => inside, path: "/clients/$id", component: lazyRouteComponent(() => import("../features/clients/ClientPage"), "ClientPage") }),
  createRoute({ getParentRoute: () => inside, path: "/applications", validateSearch: listSearch("state", "to_review"), component: lazyRouteComponent(() => import("../features/applications/Applications"), "Applications") }),
  createRoute({ getParentRoute: () => inside, path: "/applications/new", validateSearch: (raw): { client?: string } => some("client")(raw), component: lazyRouteComponent(() => import("../features/applications/NewApplication"), "NewApplication") }),
  createRoute({ getParentRoute: () => inside, path: "/applications/$id", component: lazyRouteComponent(() => import("../features/applications/ApplicationPage"), "ApplicationPage") }),
  createRoute({ getParentRoute: () => inside, path: "/contracts", validateSearch: listSearch("state", "valid_before"), component: lazyRouteComponent(() => import("../features/contracts/Contracts"), "Contracts") }),
  createRoute({ getParentRoute: () => inside, path: "/contracts/$id", component: lazyRouteComponent(() => import("../features/contracts/ContractPage"), "ContractPage") }),
  createRoute({ getParentRoute: () => inside, path: "/contracts/$id/amend", validateSearch: (raw): { notice?: string } => some("notice")(raw), component: lazyRouteComponent(() => import("../features/contracts/Amend"), "Amend") }),
  createRoute({ getParentRoute: () => inside, path: "/notices", validateSearch: listSearch("state"), component: lazyRouteComponent(() => import("../features/notices/Notices"), "Notices") }),
  createRoute({ getParentRoute: () => inside, path: "/notices/new", component: lazyRouteComponent(() => import("../features/notices/TellChange"), "TellChange") }),
  createRoute({ getParentRoute: () => inside, path: "/notices/$id", component: lazyRouteComponent(() => import("../features/notices/NoticePage"), "NoticePage") }),
  createRoute({ getParentRoute: () => inside, path: "/programmes/$id", component: lazyRouteComponent(() => import("../features/programmes/ProgrammePage"), "ProgrammePage") }),
  createRoute({ getParentRoute: () => inside, path: "/schemes", component: lazyRouteComponent(() => import("../features/schemes/Schemes"), "Schemes") }),
  createRoute({ getParentRoute: () => inside, path: "/schemes/$scheme", component: lazyRouteComponent(() => import("../features/schemes/SchemePage"), "SchemePage") }),
  createRoute({ getParentRoute: () => inside, path: "/my", component: lazyRouteComponent(() => import("../features/auditors/MyAudits"), "MyAudits") }),
  createRoute({ getParentRoute: () => inside, path: "/work", validateSearch: (raw): { year?: string } => some("year")(raw), component: lazyRouteComponent(() => import("../features/auditors/MyWork"), "MyWork") }),
  createRoute({ getParentRoute: () => inside, path: "/auditors", component: lazyRouteComponent(() => import("../features/auditors/Auditors"), "Auditors") }),
  createRoute({ getParentRoute: () => inside, path: "/auditors/expiring", validateSearch: (raw): { days?: string } => some("days")(raw), component: lazyRouteComponent(() => import("../features/auditors/Expiring"), "Expiring") }),
  createRoute({ getParentRoute: () => inside, path: "/auditors/new", component: lazyRouteComponent(() => import("../features/auditors/NewAuditor"), "NewAuditor") }),
  createRoute({ getParentRoute: () => inside, path: "/auditors/watched", component: lazyRouteComponent(() => import("../features/registers/Watched"), "Watched") }),
  createRoute({ getParentRoute: () => inside, path: "/auditors/$id", component: lazyRouteComponent(() => import("../features/auditors/AuditorPage"), "AuditorPage") }),
  createRoute({ getParentRoute: () => inside, path: "/files", validateSearch: listSearch("state", "all"), component: lazyRouteComponent(() => import("../features/decisions/Files"), "Files") }),
  createRoute({ getParentRoute: () => inside, path: "/files/$id", component: lazyRouteComponent(() => import("../features/decisions/FilePage"), "FilePage") }),
  createRoute({ getParentRoute: () => inside, path: "/mine", component: lazyRouteComponent(() => import("../features/mine/Mine"), "Mine") }),
  createRoute({ getParentRoute: () => inside, path: "/colleagues", component: lazyRouteComponent(() => import("../features/people/OurPeople"), "OurPeople") }),
  createRoute({ getParentRoute: () => inside, path: "/risks", validateSearch: listSearch("state"), component: lazyRouteComponent(() => import("../features/registers/Risks"), "Risks") }),
  createRoute({ getParentRoute: () => inside, path: "/holidays", validateSearch: (raw): { calendar?: string; year?: string } => ({ ...some("calendar")(raw), ...some("year")(raw) }), component: lazyRouteComponent(() => import("../features/registers/Holidays"), "Holidays") }),
  createRoute({ getParentRoute: () => inside, path: "/certificates", validateSearch: listSearch("state", "expires_before", "resolve_before", "resolve_unknown"), component: lazyRouteComponent(() => import("../features/certificates/Certificates"), "Certificates") }),
  createRoute({ getParentRoute: () => inside, path: "/certificates/$id", component: lazyRouteComponent(() => import("../features/certificates/CertificatePage"), "CertificatePage") }),
  createRoute({ getParentRoute: () => inside, path: "/planning", validateSearch: listSearch("state", "kind"), component: lazyRouteComponent(() => import("../features/planning/Planning"), "Planning") }),
  createRoute({ getParentRoute: () => inside, path: "/planning/prices", component: lazyRouteComponent(() => import("../features/planning/Prices"), "Prices") }),
  createRoute({ getParentRoute: () => inside, path: "/planning/$id", validateSearch: (raw): { audit?: string; undo?: string } => ({ ...some("audit")(raw), ...some("undo")(raw) }), component: lazyRouteComponent(() => import("../features/planning/RunPage"), "RunPage") }),
  createRoute({ getParentRoute: () => inside, path: "/import", validateSearch: listSearch(), component: lazyRouteComponent(() => import("../features/imports/Imports"), "Imports") }),
  createRoute({ getParentRoute: () => inside, path: "/import/$id", component: lazyRouteComponent(() => import("../features/imports/ImportPage"), "ImportPage") }),
  createRoute({ getParentRoute: () => inside, path: "/admin/users", validateSearch: listSearch(), component: lazyRouteComponent(() => import("../features/admin/Users"), "Users") }),
  createRoute({ getParentRoute: () => inside, path: "/admin/jobs", validateSearch: listSearch("state", "kind"), component: lazyRouteComponent(() => import("../features/admin/Jobs"), "Jobs") }),
  createRoute({ getParentRoute: () => inside, path: "/admin/ledger", validateSearch: (raw): { kind?: string; object?: string } => ({ ...some("kind")(raw), ...some("object")(raw) }), component: lazyRouteComponent(() => import("../features/admin/Ledger"), "Ledger") }),
  createRoute({ getParentRoute: () => inside, path: "/admin/mail", validateSearch: listSearch(), component: lazyRouteComponent(() => import("../features/admin/Mails"), "Mails") }),
  createRoute({ getParentRoute: () => inside, path: "/admin/settings", component: lazyRouteComponent(() => import("../features/admin/Settings"), "Settings") }),
] as const;

export const router = createRouter({
  routeTree: root.addChildren([...outside, inside.addChildren([...screens])]),
  context: { queryClient },
  defaultPreload: "intent",
  defaultErrorComponent: ({ error, reset }) => <Problem error={asProblem(error)} onRetry={reset} />,
  scrollRestoration: true,
  // Plain values in the address: ?q=1234, not ?q=%221234%22.
  parseSearch: parseSearchWith((value) => value),
  stringifySearch: stringifySearchWith(String),
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
