import type { OpenRoute } from "../open-route.ts";
import { actorRoutes } from "./pages/actor-routes.ts";
import { recoveryRoutes } from "./pages/recovery-routes.ts";
import { rootEmailRoutes } from "./pages/root-email-routes.ts";
import { signInRoutes } from "./pages/sign-in-routes.ts";

/** What people do on AWS's pages, and what surrounds them: mailboxes, phones, actors. */
export const humanRoutes: readonly OpenRoute[] = [
  ...actorRoutes,
  ...signInRoutes,
  ...recoveryRoutes,
  ...rootEmailRoutes,
];
