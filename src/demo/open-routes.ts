import { humanRoutes } from "./human/human-routes.ts";
import type { OpenRoute } from "./open-route.ts";

/** All unsigned routes, one line per list. */
export const openRoutes: readonly OpenRoute[] = [...humanRoutes];
