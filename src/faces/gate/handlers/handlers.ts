import type { GateRoutes } from "../../contract/gate-routes.ts";
import { documentHandlers } from "./document-handlers.ts";
import type { HandlersOf } from "./handler.ts";
import { itemHandlers } from "./item-handlers.ts";
import { ledgerHandlers, readinessHandlers } from "./ledger-handlers.ts";
import { requestHandlers } from "./request-handlers.ts";
import { sessionHandlers } from "./session-handlers.ts";

/** A handler for every row of the contract. */
export const handlers: HandlersOf<GateRoutes> = {
  ...sessionHandlers,
  ...documentHandlers,
  ...requestHandlers,
  ...itemHandlers,
  ...ledgerHandlers,
  ...readinessHandlers,
};
