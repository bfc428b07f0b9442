import type { AwsSession, Deed } from "../../domain/custody/sessions/deed.ts";
import type { CourierRoles, RoleWish } from "./open-session.ts";

/** Whether one role can be assumed as an errand would do it. */
export interface TriedRole {
  readonly role: keyof CourierRoles;
  readonly arn: string;
  /** `null` when it can. */
  readonly refused: { readonly action: string; readonly code: string; readonly message: string } | null;
}

/** A session policy under which nothing can be done: the try leaves no power behind. */
const nothing = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Deny", Action: "*", Resource: "*" }],
});

/** Tries each role with its source identity and a session policy that denies all. */
export async function tryRoles(
  roles: CourierRoles,
  assumeRole: (wish: RoleWish) => Promise<Deed<AwsSession>>,
): Promise<readonly TriedRole[]> {
  const tried: TriedRole[] = [];
  for (const role of ["rootTask", "contacts", "orgFeature"] as const) {
    const arn = roles[role];
    const name = "rw-check";
    const deed = await assumeRole({
      arn,
      sessionName: name,
      sourceIdentity: name,
      policy: nothing,
      durationSeconds: 900,
    });
    if (deed.status === "done") deed.value.keys.wipe();
    const refused = deed.status === "refused" ? { action: deed.action, code: deed.code, message: deed.message } : null;
    tried.push({ role, arn, refused });
  }
  return tried;
}
