import { releaseUnder } from "../../../app/gate/documents/release-under.ts";
import { createRequest } from "../../../app/gate/requests/create-request.ts";
import { decide } from "../../../app/gate/requests/decide.ts";
import { listDeclaredChanges } from "../../../app/gate/requests/list-declared-changes.ts";
import { listOpenGrants } from "../../../app/gate/requests/list-open-grants.ts";
import { passOn } from "../../../app/gate/requests/pass-on.ts";
import { release } from "../../../app/gate/requests/release.ts";
import { listRequests, showRequest } from "../../../app/gate/requests/show-request.ts";
import type { requestRoutes } from "../../contract/request-routes.ts";
import type { HandlersOf } from "./handler.ts";

/** The life of one break-glass use. */
export const requestHandlers: HandlersOf<typeof requestRoutes> = {
  createRequest: ({ gate }, { body }) => createRequest(gate)(body.signed, body.reason),
  requests: ({ gate }, { body: { account, open } }) => ({
    requests: listRequests(gate)({ ...(account === undefined ? {} : { account }), open: open === "1" }),
  }),
  request: ({ gate }, { params, by }) => showRequest(gate)(params.id, by()),
  decide: ({ gate }, { params, body }) => decide(gate)(params.id, body.signed, body.shares),
  breakSeal: ({ gate }, { params, body }) => passOn(gate)(params.id, "rw.break-seal/v1", body.signed, null),
  seen: ({ gate }, { params, body }) => passOn(gate)(params.id, "rw.seen/v1", body.signed, null),
  withdraw: ({ gate }, { params, body }) => passOn(gate)(params.id, "rw.withdraw/v1", body.signed, null),
  close: ({ gate }, { params, body }) => passOn(gate)(params.id, "rw.close/v1", body.signed, body.statement),
  release: ({ gate }, { params, body }) => release(gate)(params.id, body.signed),
  releaseUnder: ({ gate }, { params, body }) => releaseUnder(gate)(params.hash, body.signed),
  openGrants: ({ gate }) => ({ grants: listOpenGrants(gate)(), changes: listDeclaredChanges(gate)() }),
};
