import type { AccountState } from "../state/account-state.ts";
import type { OrganizationState, RootFeature } from "../state/organization-state.ts";
import type { PretendState } from "../state/pretend-state.ts";

const iam = "iam.amazonaws.com";

/**
 * Whether an account may take root sessions of members for tasks of a feature: trusted access for IAM, the feature on,
 * and the account is management or IAM's delegated administrator. What was taken away still counts during the lag.
 */
export function hasCentralRoot(state: PretendState, account: AccountState, feature: RootFeature): boolean {
  const { organization } = state;
  if (organization === null || account.parent === null || organization.featureSet !== "ALL") return false;
  const still = (key: string) => {
    const revokedAt = organization.revokedAt.get(key);
    return revokedAt !== undefined && state.clock.now() - revokedAt < state.revocationLagMs;
  };
  const trusted = organization.trusted.has(iam) || still(trustKey(iam));
  const isOn = organization.rootFeatures.has(feature) || still(featureKey(feature));
  const isDelegate = organization.delegates.get(iam)?.has(account.id) ?? false;
  const inCharge = account.id === organization.managementId || isDelegate || still(delegateKey(iam, account.id));
  return trusted && isOn && inCharge;
}

/** Remembers when something was taken away, for the lag. */
export function noteRevocation(state: PretendState, organization: OrganizationState, key: string): void {
  organization.revokedAt.set(key, state.clock.now());
}

/** Key of trusted access in `revokedAt`. */
export function trustKey(service: string): string {
  return `trusted ${service}`;
}

/** Key of a feature of central root access in `revokedAt`. */
export function featureKey(feature: RootFeature): string {
  return `feature ${feature}`;
}

/** Key of a delegated administrator in `revokedAt`. */
export function delegateKey(service: string, account: string): string {
  return `delegate ${service} ${account}`;
}
