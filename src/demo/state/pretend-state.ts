import type { AccountId } from "../../domain/core/account-id.ts";
import type { Counters } from "../limits/counters.ts";
import type { Faults } from "../limits/faults.ts";
import type { AccountState } from "./account-state.ts";
import type { Clock } from "./clock.ts";
import type { CredentialStore } from "./credential-store.ts";
import type { OrganizationState } from "./organization-state.ts";
import type { DocumentPool } from "./policy-document.ts";
import type { RandomText } from "./random-text.ts";

/** Behaviour of AWS that nobody has established; each can be played both ways. */
export interface Switches {
  /** Whether a sign-in wall also stops the forgot-password and alternative-factor pages. */
  readonly wallCoversRecovery: boolean;
  /** Whether a member's deletion of its console authorization defeats an organization-level wall. */
  readonly memberDeleteBeatsRcp: boolean;
  /** Whether a member without root password can recover one by mail after leaving the organization. */
  readonly recoveryAfterLeaving: boolean;
  /** Whether a management account's own sign-in policy binds its root. */
  readonly accountPolicyBindsManagement: boolean;
  /** Whether an RCP on sts that reaches a member stops AssumeRoot into it. */
  readonly rcpStopsAssumeRoot: boolean;
  /** Whether AssumeRoot from a session with a source identity asks for sts:SetSourceIdentity on the root as well. */
  readonly assumeRootAsksSetSourceIdentity: boolean;
}

/** The whole pretend AWS, in memory. Handlers change it in place. */
export interface PretendState {
  readonly partition: "aws" | "aws-us-gov" | "aws-cn";
  readonly clock: Clock;
  /** Null: all accounts are standalone. */
  readonly organization: OrganizationState | null;
  readonly accounts: Map<AccountId, AccountState>;
  readonly credentials: CredentialStore;
  readonly documents: DocumentPool;
  readonly random: RandomText;
  readonly counters: Counters;
  readonly faults: Faults;
  readonly switches: Switches;
  /** What Account Management's quotas "per account" are kept for: the account that calls, or the one called about. */
  readonly accountQuotas: "caller" | "target";
  /** How long AssumeRoot goes on working after what allowed it is gone, in milliseconds; 0 = not at all. */
  readonly revocationLagMs: number;
  /** How many bytes the session policies of one AssumeRole may have once packed. */
  readonly packedPolicyBytes: number;
  /** How long a credential report takes, in milliseconds of the pretend clock. */
  readonly reportDelayMs: number;
}

/** Kinds of account: only members are bound by SCPs and RCPs and can be targets of AssumeRoot. */
export type AccountKind = "standalone" | "management" | "member";

/** What an account is to the organization at this moment. */
export function kindOf(state: PretendState, account: AccountState): AccountKind {
  if (state.organization === null || account.parent === null) return "standalone";
  return account.id === state.organization.managementId ? "management" : "member";
}
