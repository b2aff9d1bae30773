import { createRootRoute, createRoute, createRouter } from "@tanstack/react-router";
import { NotFound } from "./NotFound";
import { Shell } from "./Shell";

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound });

const index = createRoute({ getParentRoute: () => root, path: "/", component: NotFound });

export const router = createRouter({ routeTree: root.addChildren([index]), defaultPreload: "intent", scrollRestoration: true });

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
