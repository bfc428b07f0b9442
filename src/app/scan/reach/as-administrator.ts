import type { Principal } from "../../../domain/iam/principals/principal.ts";
import { adminPolicy } from "../../../domain/policy/admin-policy.ts";
import { escalations } from "../../../domain/policy/escalation-registry.ts";

const onItself = new Set(escalations.flatMap(({ id, gives }) => (gives === "any-policy" ? [id] : [])));

/**
 * A principal after it made itself administrator: everything is allowed that its boundary and the organization leave. The
 * boundary binds as long as every escalation on the way wrote its own policies; who acts as another, or took the boundary
 * off, has left it behind.
 */
export function asAdministrator(principal: Principal, by: readonly string[]): Principal {
  const { boundary, ...rest } = principal;
  const isBound = boundary !== undefined && by.every((id) => onItself.has(id));
  return { ...rest, identity: [adminPolicy], ...(isBound ? { boundary } : {}) };
}
