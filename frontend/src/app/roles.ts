/** The roles; each has one home and its own short list of places. */
export type Role = "admin" | "planner" | "auditor" | "reviewer" | "client" | "public";

/** A place in the side list. */
export interface Place {
  to: string;
  label: string;
}

/** The first place of a role is its home. */
const PLACES: Record<Role, Place[]> = {
  planner: [
    { to: "/due", label: "Due list" },
    { to: "/planning", label: "Planning" },
    { to: "/audits", label: "Audits" },
    { to: "/clients", label: "Clients" },
    { to: "/applications", label: "Applications" },
    { to: "/contracts", label: "Contracts" },
    { to: "/notices", label: "Notices of change" },
    { to: "/auditors", label: "Auditors" },
    { to: "/auditors/expiring", label: "What expires" },
    { to: "/auditors/watched", label: "Watched at work" },
    { to: "/risks", label: "Impartiality" },
    { to: "/holidays", label: "Holidays" },
    { to: "/certificates", label: "Certificates" },
    { to: "/schemes", label: "Schemes" },
    { to: "/import", label: "Import" },
    { to: "/admin/mail", label: "Mail sent" },
  ],
  reviewer: [
    { to: "/files", label: "Decision files" },
    { to: "/clients", label: "Clients" },
    { to: "/risks", label: "Impartiality" },
    { to: "/auditors/watched", label: "Watched at work" },
    { to: "/certificates", label: "Certificates" },
    { to: "/schemes", label: "Schemes" },
  ],
  auditor: [{ to: "/my", label: "My audits" }, { to: "/work", label: "My work" }],
  client: [
    { to: "/mine", label: "My certificate" },
    { to: "/applications", label: "Applications" },
    { to: "/notices", label: "Changes told" },
    { to: "/colleagues", label: "Colleagues" },
  ],
  admin: [
    { to: "/admin/users", label: "People" },
    { to: "/admin/jobs", label: "Jobs" },
    { to: "/admin/ledger", label: "Ledger" },
    { to: "/admin/mail", label: "Mail sent" },
    { to: "/admin/settings", label: "Settings" },
    { to: "/schemes", label: "Schemes" },
    { to: "/import", label: "Import" },
  ],
  public: [],
};

/** Which role's home counts for a person of several roles. */
const ORDER: Role[] = ["planner", "reviewer", "auditor", "client", "admin", "public"];

const EVERYONE: Place[] = [
  { to: "/check", label: "Check a certificate" },
  { to: "/rules", label: "Rules" },
];

/** Every place of a person's roles, each once, what everyone has last. */
export function placesOf(roles: readonly Role[]): Place[] {
  const places = ORDER.filter((r) => roles.includes(r)).flatMap((r) => PLACES[r]);
  return [...new Map([...places, ...EVERYONE].map((p) => [p.to, p])).values()];
}

/** The place a screen belongs to: of those its address begins with, the nearest. */
export function placeOf(places: readonly Place[], path: string): Place | undefined {
  return places.filter((p) => path === p.to || path.startsWith(`${p.to}/`)).toSorted((a, b) => b.to.length - a.to.length)[0];
}

/** Where a person of these roles begins. */
export function homeOf(roles: readonly Role[]): string {
  return placesOf(roles)[0].to;
}
