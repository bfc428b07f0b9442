import type { AccountId } from "../../domain/core/account-id.ts";
import type { SigninState } from "./account-state.ts";
import type { PolicyDocument } from "./policy-document.ts";

/** The organization policy types that are modelled. */
export type PolicyType = "SERVICE_CONTROL_POLICY" | "RESOURCE_CONTROL_POLICY";

/** Status of a policy type on the root; only ENABLED has an effect. */
export type PolicyTypeStatus = "ENABLED" | "PENDING_ENABLE" | "PENDING_DISABLE" | "DISABLED";

/** The two features of central root access. */
export type RootFeature = "RootCredentialsManagement" | "RootSessions";

/** The organization root or an OU. */
export interface NodeState {
  readonly id: string;
  readonly name: string;
  /** Null for the root. */
  readonly parent: string | null;
}

/** An SCP or RCP. */
export interface OrgPolicyState {
  readonly id: string;
  name: string;
  description: string;
  readonly type: PolicyType;
  readonly awsManaged: boolean;
  document: PolicyDocument;
}

/** The organization. Accounts themselves stand in `PretendState.accounts`; `parent` places them. */
export interface OrganizationState {
  readonly id: string;
  readonly featureSet: "ALL" | "CONSOLIDATED_BILLING";
  readonly managementId: AccountId;
  readonly rootId: string;
  readonly policyTypes: Map<PolicyType, PolicyTypeStatus>;
  /** Service principal to the Unix milliseconds since when it has trusted access. */
  readonly trusted: Map<string, number>;
  readonly rootFeatures: Set<RootFeature>;
  /** Service principal to delegated admins and since when. */
  readonly delegates: Map<string, Map<AccountId, number>>;
  readonly nodes: Map<string, NodeState>;
  readonly policies: Map<string, OrgPolicyState>;
  /** Target (root, OU, account) to attached policy ids, per type. */
  readonly attachments: Readonly<Record<PolicyType, Map<string, readonly string[]>>>;
  delegationPolicy: PolicyDocument | null;
  /** What was taken away and when (Unix milliseconds); see org/central-root.ts. */
  readonly revokedAt: Map<string, number>;
  /** Console authorization of the organization (`o-..`) and of the root (`r-..`). */
  readonly signin: Map<string, SigninState>;
}
