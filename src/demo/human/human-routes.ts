import type { OpenRoute } from "../open-route.ts";
import { actorRoutes } from "./actor-routes.ts";
import { recoveryRoutes } from "./recovery-routes.ts";
import { rootEmailRoutes } from "./root-email-routes.ts";
import { signInRoutes } from "./sign-in-routes.ts";

/** What people do on AWS's pages, and what surrounds them: mailboxes, phones, actors. */
export const humanRoutes: readonly OpenRoute[] = [
  ...actorRoutes,
  ...signInRoutes,
  ...recoveryRoutes,
  ...rootEmailRoutes,
];
