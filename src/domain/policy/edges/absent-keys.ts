import type { Facts } from "./call.ts";

/** The permissions boundary of the target, or the one that the call puts on. */
export const boundaryKey = "iam:permissionsboundary";
/** The policy that a call attaches or detaches. */
export const policyKey = "iam:policyarn";

/** Calls in which `iam:PermissionsBoundary` is the boundary that the user or role has, not one that the caller names. */
export const ofTarget =
  /^iam:((Attach|Put|Detach|Delete)(User|Role)Policy|Delete(User|Role)PermissionsBoundary|UpdateAssumeRolePolicy)$/;

/** Keys that AWS sets in some calls only. Source: service authorization reference, IAM. */
const onlyIn: readonly (readonly [key: string, actions: RegExp])[] = [
  ["iam:passedtoservice", /^iam:PassRole$/],
  ["iam:associatedresourcearn", /^iam:PassRole$/],
  [policyKey, /^iam:(Attach|Detach)(User|Role|Group)Policy$/],
  [boundaryKey, new RegExp(`${ofTarget.source}|^iam:Put(User|Role)PermissionsBoundary$`)],
];

/** Keys that a call does not have, whatever its caller would like; of the calls of escalations. */
export function absentKeys(action: string): Facts {
  return onlyIn.filter(([, actions]) => !actions.test(action)).map(([key]) => [key, "absent"] as const);
}
