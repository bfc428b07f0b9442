import { addAll, type ActionSet, emptySet, without } from "../actions/action-set.ts";
import type { ActionUniverse } from "../actions/action-universe.ts";
import type { ServiceRuleId } from "../certificate.ts";
import type { CredentialKind } from "../credential-kind.ts";

/** What AWS decides before or beside the policies, for one kind of credential. */
export interface ServiceRules {
  readonly closed: readonly { readonly rule: ServiceRuleId; readonly actions: ActionSet }[];
  readonly open: readonly { readonly rule: string; readonly actions: ActionSet }[];
  /** What policies leave open is `may` here. */
  readonly may: readonly { readonly why: string; readonly actions: ActionSet }[];
  /** Refused on the user's own ARN; `doubt` says why that is not sure. */
  readonly ownDevice: readonly { readonly doubt: string | null; readonly actions: ActionSet }[];
}

/** The rules; each line cites the page it comes from. `policy-text` has none. */
export function serviceRules(
  credential: CredentialKind,
  devices: number | "unknown",
  universe: ActionUniverse,
): ServiceRules {
  const set = (...patterns: readonly string[]): ActionSet => {
    const made = emptySet(universe.size);
    for (const pattern of patterns) addAll(made, universe.cover(pattern).sure);
    return made;
  };
  if (credential === "policy-text") return { closed: [], open: [], may: [], ownDevice: [] };
  const closed: ServiceRules["closed"][number][] = [];
  const may: ServiceRules["may"][number][] = [];
  const isKey = credential === "user-key" || credential === "root-key";
  // STS API reference, GetSessionToken: no permission needed, no policy can take it away, long-term credentials only.
  const identity = { rule: "GetCallerIdentity needs no permission", actions: set("sts:GetCallerIdentity") };
  const session = {
    rule: "GetSessionToken needs no permission, and no policy can take it away",
    actions: set("sts:GetSessionToken"),
  };
  if (!isKey) {
    closed.push({ rule: "session-token-needs-long-term-credentials", actions: session.actions });
    closed.push({ rule: "federation-token-needs-long-term-key", actions: set("sts:GetFederationToken") });
  }
  const otherSts = without(set("sts:*"), set("sts:AssumeRole", "sts:GetCallerIdentity"));
  switch (credential) {
    case "session-token":
      // STS API reference, GetSessionToken: no IAM call without MFA; of STS only AssumeRole and GetCallerIdentity.
      closed.push({ rule: "session-token-iam-needs-mfa", actions: set("iam:*") });
      closed.push({ rule: "session-token-sts", actions: otherSts });
      break;
    case "session-token-mfa":
      may.push({
        why: "one AWS page opens STS to GetSessionToken credentials with MFA, another does not",
        actions: otherSts,
      });
      break;
    case "session-token-console":
    case "session-token-console-mfa":
      // "Compare AWS STS credentials" against "Permissions for GetSessionToken".
      may.push({
        why: "two AWS pages contradict each other on whether GetSessionToken credentials open a console",
        actions: universe.everything,
      });
      break;
    case "federation-token":
      // STS API reference, GetFederationToken.
      closed.push({ rule: "federation-token-no-iam", actions: set("iam:*") });
      closed.push({ rule: "federation-token-sts", actions: without(set("sts:*"), identity.actions) });
      break;
    case "federation-console":
      closed.push({ rule: "federation-token-sts", actions: without(set("sts:*"), identity.actions) });
      break;
    case "root-key":
    case "root-console":
    case "root-console-mfa":
      // STS API reference, AssumeRole and AssumeRoot: not with root credentials.
      closed.push({ rule: "root-cannot-assume", actions: set("sts:AssumeRole", "sts:AssumeRoot") });
      break;
    case "assume-root":
      may.push({
        why: "whether the session of an AssumeRoot call may assume roles is not documented",
        actions: set("sts:AssumeRole", "sts:AssumeRoot"),
      });
      break;
    case "assume-role-with-code":
      closed.push({ rule: "code-goes-with-assume-role", actions: without(universe.everything, set("sts:AssumeRole")) });
      break;
    case "user-key":
    case "user-console":
    case "user-console-mfa":
    case "role-session":
    case "role-session-mfa":
    case "role-chained":
    case "forwarded":
      break;
  }
  const open = credential === "assume-role-with-code" ? [] : isKey ? [identity, session] : [identity];
  return {
    closed,
    open,
    may: [...may, ...deviceMay(credential, devices, set)],
    ownDevice: ownDevice(credential, devices, set),
  };
}

const bulletin = "whether the rule AWS-2023-001 on devices";

/** Security bulletin AWS-2023-001: with a device, a key cannot enable or disable own devices without an MFA session. */
function ownDevice(
  credential: CredentialKind,
  devices: number | "unknown",
  set: (...patterns: readonly string[]) => ActionSet,
): ServiceRules["ownDevice"] {
  if (devices === 0 || (credential !== "user-key" && credential !== "federation-console")) return [];
  const changes = set("iam:EnableMFADevice", "iam:DeactivateMFADevice");
  const resync = { doubt: `${bulletin} covers ResyncMFADevice is not documented`, actions: set("iam:ResyncMFADevice") };
  if (credential === "federation-console") {
    return [{ doubt: `${bulletin} holds in a console opened from a key is not documented`, actions: changes }, resync];
  }
  if (devices === "unknown") {
    return [
      { doubt: "the number of the user's MFA devices is not known (iam:ListMFADevices)", actions: changes },
      resync,
    ];
  }
  return [{ doubt: null, actions: changes }, resync];
}

function deviceMay(
  credential: CredentialKind,
  devices: number | "unknown",
  set: (...patterns: readonly string[]) => ActionSet,
): ServiceRules["may"] {
  if (devices === 0 || credential !== "user-key") return [];
  const actions = set("iam:CreateVirtualMFADevice", "iam:DeleteVirtualMFADevice");
  return [{ why: `${bulletin} covers creating and deleting virtual devices is not documented`, actions }];
}
