import type { RosterPerson } from "../../../domain/custody/documents/roster-document.ts";
import type { Role } from "../../../domain/custody/documents/roster-document.ts";
import { hasRole, personOf } from "../../../domain/custody/roster/roster-view.ts";
import type { KeptSession } from "../../../world/store/gate/gate-store.ts";
import { type Gate, nowSeconds } from "../core/gate.ts";
import { refuse } from "../core/refuse.ts";
import { viewOf } from "../core/rules.ts";
import { gateErrors } from "../errors.ts";
import { findSession } from "./sign-in.ts";

/** Somebody who signed in, as the roster has them now. */
export interface SignedIn {
  readonly session: KeptSession;
  readonly person: RosterPerson;
}

/** Who holds this token. Throws `GATE_NO_SESSION`, also for a person or key that left the roster since. */
export function signedInPerson(gate: Gate, token: string | null): SignedIn {
  const now = nowSeconds(gate);
  const session = token === null ? null : findSession(gate, token, now);
  const person = session === null ? null : personOf(viewOf(gate.rules, now), session.person);
  if (session === null || person === null || !person.credentials.some(({ credId }) => credId === session.cred)) {
    refuse(gateErrors.GATE_NO_SESSION);
  }
  return { session, person };
}

/** Throws `GATE_WRONG_ROLE` for a person without the role. */
export function insistRole({ person }: SignedIn, role: Role): void {
  const { id } = person;
  if (!hasRole(person, role)) refuse(gateErrors.GATE_WRONG_ROLE, `${id} is no ${role}`);
}
