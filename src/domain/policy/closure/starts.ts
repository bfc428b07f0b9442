import type { AccountModel, ModelPrincipal } from "../account-model.ts";
import { trustNamesOf } from "./moves/trust-names-of.ts";
import { devicesUnknown } from "./moves/credential-moves.ts";
import type { Place } from "./moves/move.ts";
import { deviceCount, fresh } from "./standing.ts";
import { certain, may, type Sureness, weaker } from "./sureness.ts";

/** What somebody has who starts. */
export type StartKind = "access-key" | "password" | "mfa" | "role-session" | "role-session-with-mfa";

/** A way to begin as a principal. */
export interface Start {
  readonly kind: StartKind;
  /** No MFA session of a device that the user has already. */
  readonly isWithoutMfa: boolean;
  readonly place: Place;
  /** Whether the credential exists. */
  readonly exists: Sureness;
}

/** Every way to begin as a principal that is not known to be missing. Service-linked roles nobody can enter. */
export function startsOf(model: AccountModel, who: ModelPrincipal): readonly Start[] {
  const { kind, arn } = who.principal;
  const start = (
    name: StartKind,
    isWithoutMfa: boolean,
    credential: Place["standing"]["credential"],
    devices: number | "unknown",
    exists: Sureness,
  ): Start => ({ kind: name, isWithoutMfa, place: { model, who, standing: fresh(credential, devices) }, exists });
  if (kind === "service-linked-role") return [];
  if (kind === "role") {
    const session = start("role-session", true, "role-session", 0, certain);
    // Services and identity providers give no MFA code with the call.
    const names = trustNamesOf(who);
    const isForUsers = names === null || names.isEveryone || names.accounts.length > 0 || names.arns.length > 0;
    return isForUsers ? [session, start("role-session-with-mfa", false, "role-session-mfa", 0, certain)] : [session];
  }
  const { hasKey, hasPassword, devices } = who.credentials ?? nothingKnown;
  const key = known(hasKey, `whether ${arn} has an active access key is not known`);
  const password = known(hasPassword, `whether ${arn} has a console password is not known`);
  const count = deviceCount(devices);
  const zero = count === "unknown" ? may(devicesUnknown(arn)) : certain;
  // Somebody without any credential is what its policies make of it once it has one.
  const isDormant = hasKey === false && hasPassword === false;
  const some = count === 0 && !isDormant ? may(`${arn} has no MFA device`) : certain;
  const starts: Start[] = [];
  if (hasKey !== false) starts.push(start("access-key", true, "user-key", count, key));
  if (hasPassword !== false && (count === 0 || count === "unknown")) {
    starts.push(start("password", true, "user-console", 0, weaker(password, zero)));
  }
  const one = count === 0 ? 1 : count;
  if (hasPassword !== false || isDormant) starts.push(start("mfa", false, "user-console-mfa", one, some));
  if (hasKey !== false) starts.push(start("mfa", false, "session-token-mfa", one, some));
  return starts;
}

const nothingKnown = { hasKey: "unknown", hasPassword: "unknown", devices: "unknown" } as const;

function known(has: boolean | "unknown", why: string): Sureness {
  return has === "unknown" ? may(why) : certain;
}
