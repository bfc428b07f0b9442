import { documentRoutes } from "./document-routes.ts";
import { itemRoutes } from "./item-routes.ts";
import { ledgerRoutes, readinessRoutes } from "./ledger-routes.ts";
import { requestRoutes } from "./request-routes.ts";
import { sessionRoutes } from "./session-routes.ts";

/** Everything that the gate answers to; `/healthz` and `/readyz` stand beside it, for machines. */
export const gateRoutes = {
  ...sessionRoutes,
  ...documentRoutes,
  ...requestRoutes,
  ...itemRoutes,
  ...ledgerRoutes,
  ...readinessRoutes,
} as const;

/** The table of routes. */
export type GateRoutes = typeof gateRoutes;

/** The name of a route. */
export type GateRouteName = keyof GateRoutes;
