import { nowSeconds } from "../../../app/gate/core/gate.ts";
import { signIn } from "../../../app/gate/session/sign-in.ts";
import { findSession } from "../../../app/gate/session/sign-in.ts";
import { showRules } from "../../../app/gate/show-rules.ts";
import { showStatus } from "../../../app/gate/show-status.ts";
import type { sessionRoutes } from "../../contract/session-routes.ts";
import type { HandlersOf } from "./handler.ts";

/** Who comes in, and what everybody may know. */
export const sessionHandlers: HandlersOf<typeof sessionRoutes> = {
  signIn: ({ gate }, { body }) => {
    const { token, session } = signIn(gate)(body.signed);
    const { expiresAt, person } = session;
    return { token: token.reveal(), expiresAt, person };
  },
  signOut: ({ gate }, { token }) => {
    const session = token === null ? null : findSession(gate, token, nowSeconds(gate));
    if (session !== null) gate.store.transaction(() => gate.store.sessions.remove(session.tokenHash));
    return {};
  },
  whoAmI: (_, { by }) => {
    const { person, session } = by();
    return { person: person.id, via: session.via, roles: person.roles, expiresAt: session.expiresAt };
  },
  status: ({ gate }) => showStatus(gate)(),
  roster: ({ gate }) => showRules(gate)(),
};
