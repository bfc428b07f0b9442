import { isSeen } from "../../../domain/core/fact.ts";
import type { CredentialFacts } from "../../../domain/policy/account-model.ts";
import type { AccountFacts, UserCredentials } from "../../../domain/snapshot/account-facts.ts";

/**
 * What is known of each user's credentials, by ARN. The credential report tells whether there is a device of any kind,
 * the list of virtual devices how many of that kind.
 */
export function credentialsOf(
  facts: Pick<AccountFacts, "users" | "userDevices"> | undefined,
): (arn: string) => CredentialFacts {
  const rows = facts?.users !== undefined && isSeen(facts.users) ? facts.users.value : null;
  const listed = facts?.userDevices !== undefined && isSeen(facts.userDevices) ? facts.userDevices.value : [];
  const byArn = new Map(rows?.map((row) => [row.arn, row]));
  const counts = new Map<string, number>();
  for (const { user } of listed) counts.set(user, (counts.get(user) ?? 0) + 1);
  return (arn) => {
    const virtual = counts.get(arn) ?? 0;
    const row = byArn.get(arn);
    if (row === undefined) {
      return { hasKey: "unknown", hasPassword: "unknown", devices: virtual > 0 ? virtual : "unknown" };
    }
    const { keys, passwordEnabled, mfaActive } = row;
    const states = keys.map(({ active }) => (isSeen(active) ? active.value : "unknown"));
    const hasKey = states.includes(true) ? true : states.includes("unknown") ? "unknown" : false;
    const places = keys.map((key) => isThere(key));
    const count = places.includes("unknown") ? "unknown" : places.filter((there) => there === true).length;
    const reported = isSeen(mfaActive) ? (mfaActive.value ? "some" : 0) : "unknown";
    return {
      hasKey,
      keys: count,
      hasPassword: isSeen(passwordEnabled) ? passwordEnabled.value : "unknown",
      devices: virtual > 0 ? virtual : reported,
    };
  };
}

/** The report has a place for each of two keys, whether or not they are there. */
function isThere({ active, lastRotated }: UserCredentials["keys"][number]): boolean | "unknown" {
  if (isSeen(active) && active.value) return true;
  return isSeen(lastRotated) ? lastRotated.value !== null : "unknown";
}
