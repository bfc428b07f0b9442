import { humanRoutes } from "./human/human-routes.ts";
import type { OpenRoute } from "./open-route.ts";
import { setupRoutes } from "./setup/setup-routes.ts";

/** All unsigned routes, one line per list. */
export const openRoutes: readonly OpenRoute[] = [...setupRoutes, ...humanRoutes];
