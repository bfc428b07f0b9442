import type { AwsSession, Deed } from "../../domain/custody/sessions/deed.ts";
import type { CourierRoles, RoleWish } from "./open-session.ts";

/** Whether one role can be assumed as an errand would do it. */
export interface TriedRole {
  readonly role: keyof CourierRoles;
  readonly arn: string;
  /** `denied`: AWS does not let the courier in. `unknown`: it said nothing of the role, for want of credentials, network or sense. */
  readonly status: "assumed" | "denied" | "unknown";
  /** What AWS said; `null` when it can be assumed. */
  readonly said: { readonly code: string; readonly message: string; readonly advice: string } | null;
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
  const name = "rw-check";
  for (const role of ["rootTask", "contacts", "orgFeature"] as const) {
    const arn = roles[role];
    const wish = { arn, sessionName: name, sourceIdentity: name, policy: nothing, durationSeconds: 900 };
    tried.push({ role, arn, ...outcomeOf(await assumeRole(wish)) });
  }
  return tried;
}

function outcomeOf(deed: Deed<AwsSession>): Pick<TriedRole, "status" | "said"> {
  switch (deed.status) {
    case "done":
      deed.value.keys.wipe();
      return { status: "assumed", said: null };
    case "absent":
      return { status: "unknown", said: { code: "NoAnswer", message: "", advice: "" } };
    case "refused": {
      const { code, message, advice = "" } = deed;
      return { status: code === "AccessDenied" ? "denied" : "unknown", said: { code, message, advice } };
    }
  }
}
