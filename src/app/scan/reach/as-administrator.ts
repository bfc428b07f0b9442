import type { Principal } from "../../../domain/iam/principals/principal.ts";
import { adminPolicy } from "../../../domain/policy/admin-policy.ts";

/**
 * A principal after it made itself administrator: everything is allowed that its boundary and the organization leave; an
 * escalation that takes the boundary off leaves none.
 */
export function asAdministrator(principal: Principal, by: readonly string[]): Principal {
  const isBounded = principal.boundary !== undefined && !by.some((id) => id.includes("boundary"));
  const { boundary, ...rest } = principal;
  return { ...rest, identity: [adminPolicy], ...(isBounded ? { boundary } : {}) };
}
