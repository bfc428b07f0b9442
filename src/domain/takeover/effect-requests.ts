import { rootArn } from "../core/arn.ts";
import type { Effect } from "./who-can.ts";

/** What a request's resource is made of. */
export interface RequestScope {
  readonly partition: string;
  /** The account to be taken over. */
  readonly target: string;
  /** The management account; empty for a stand-alone account. */
  readonly management: string;
  /** `o-…`; empty for a stand-alone account. */
  readonly organization: string;
}

/** One request that gives an effect. */
export interface EffectRequest {
  readonly action: string;
  readonly resource: (scope: RequestScope) => string;
  /** Keys whose value the attacker fixes, by lower-case name. */
  readonly context?: ((scope: RequestScope) => Readonly<Record<string, string>>) | undefined;
  /** Why an allowed request still makes the effect only possible. */
  readonly doubt?: string | undefined;
  /** The same, only where the organization or its root enabled sign-in policies for its accounts. */
  readonly doubtUnderOrganization?: string | undefined;
}

/** An effect inside one account. Any of its requests gives it. */
export interface LocalEffect {
  readonly effect: Effect;
  /** The effect of a principal whom nothing but an SCP stops; null when that leads nowhere. */
  readonly butScp: Effect | null;
  /** Kinds of account where the call makes sense. */
  readonly onlyMembers: boolean;
  readonly requests: readonly EffectRequest[];
}

/** Who may make a central call: management, and the delegated administrators of this service. */
export interface CentralEffect {
  readonly effect: Effect;
  /** Service principal whose delegated administrators may call too; null: management alone. */
  readonly delegates: string | null;
  /** `all`: the effect is certain only where every request is allowed; one of them makes it possible. */
  readonly needs: "any" | "all";
  readonly requests: readonly EffectRequest[];
}

const everything = (): string => "*";
const ownAccount = ({ partition, target }: RequestScope): string => `arn:${partition}:account::${target}:account`;
const accountInOrganization = ({ partition, management, organization, target }: RequestScope): string =>
  `arn:${partition}:account::${management}:account/${organization}/${target}`;

/** Effects of principals inside the account, in the order of `effects`. Source: Service Authorization Reference. */
export const localEffects: readonly LocalEffect[] = [
  {
    effect: "contact-write",
    butScp: "contact-write-but-scp",
    onlyMembers: false,
    requests: [
      { action: "account:PutContactInformation", resource: ownAccount },
      {
        action: "aws-portal:ModifyAccount",
        resource: everything,
        doubt: "aws-portal:ModifyAccount counts only in accounts that still use the billing actions from before 2023",
      },
    ],
  },
  {
    effect: "leave-org",
    butScp: null,
    onlyMembers: true,
    requests: [{ action: "organizations:LeaveOrganization", resource: everything }],
  },
  {
    effect: "wall-off",
    butScp: "wall-off-but-scp",
    onlyMembers: false,
    requests: [
      {
        action: "signin:DeleteConsoleAuthorizationConfiguration",
        resource: everything,
        doubtUnderOrganization:
          "the organization enabled sign-in policies too, and whether an account's own deletion then has an effect is not known",
      },
      { action: "signin:DeleteResourcePermissionStatement", resource: everything },
    ],
  },
];

function assumeRoot(effect: Effect, task: string): CentralEffect {
  return {
    effect,
    delegates: "iam.amazonaws.com",
    needs: "any",
    requests: [
      {
        action: "sts:AssumeRoot",
        resource: ({ partition, target }) => rootArn(partition, target),
        context: ({ partition }) => ({ "sts:taskpolicyarn": `arn:${partition}:iam::aws:policy/root-task/${task}` }),
      },
    ],
  };
}

function onMember(effect: Effect, action: string): CentralEffect {
  return {
    effect,
    delegates: "account.amazonaws.com",
    needs: "any",
    requests: [{ action, resource: accountInOrganization }],
  };
}

const forService = (service: string) => () => ({ "organizations:serviceprincipal": service });

/** Effects of principals of management or of a delegated administrator, on one member. */
export const centralEffects: readonly CentralEffect[] = [
  assumeRoot("org:assume-root:audit", "IAMAuditRootUserCredentials"),
  assumeRoot("org:assume-root:delete", "IAMDeleteRootUserCredentials"),
  assumeRoot("org:assume-root:create", "IAMCreateRootUserPassword"),
  assumeRoot("org:assume-root:s3", "S3UnlockBucketPolicy"),
  assumeRoot("org:assume-root:sqs", "SQSUnlockQueuePolicy"),
  onMember("org:email-start", "account:StartPrimaryEmailUpdate"),
  onMember("org:email-accept", "account:AcceptPrimaryEmailUpdate"),
  onMember("org:contact-write", "account:PutContactInformation"),
  {
    effect: "org:feature-enable",
    delegates: null,
    needs: "all",
    requests: [
      { action: "iam:EnableOrganizationsRootCredentialsManagement", resource: everything },
      { action: "iam:EnableOrganizationsRootSessions", resource: everything },
    ],
  },
  {
    effect: "org:trusted-access-enable",
    delegates: null,
    needs: "all",
    requests: ["iam.amazonaws.com", "account.amazonaws.com"].map((service) => ({
      action: "organizations:EnableAWSServiceAccess",
      resource: everything,
      context: forService(service),
    })),
  },
  {
    effect: "org:wall-off",
    delegates: null,
    needs: "any",
    requests: [{ action: "signin:DeleteConsoleAuthorizationConfiguration", resource: everything }],
  },
];

/** Effects whose requests depend on more than the target: policies on its path, or members to choose from. */
export const pathEffects = {
  policyEdit: {
    effect: "org:policy-edit",
    /** Makes a policy say anything else. */
    update: "organizations:UpdatePolicy",
    /** Takes it off a root, unit or account; asked on the policy and on that place. */
    detach: "organizations:DetachPolicy",
    /** Ends every policy of a type at once; asked on the organization's root. */
    endType: "organizations:DisablePolicyType",
    /** Takes the account out of reach; it may land under other policies, so this is only possible. */
    onAccount: ["organizations:MoveAccount", "organizations:RemoveAccountFromOrganization"],
  },
  delegateRegister: {
    effect: "org:delegate-register",
    action: "organizations:RegisterDelegatedAdministrator",
    services: ["iam.amazonaws.com", "account.amazonaws.com"],
  },
} as const;

/** Every action that gives an effect, for a first look at a document. */
export const dangerousActions: readonly string[] = [
  ...new Set([
    ...[...localEffects, ...centralEffects].flatMap(({ requests }) => requests.map(({ action }) => action)),
    pathEffects.policyEdit.update,
    pathEffects.policyEdit.detach,
    pathEffects.policyEdit.endType,
    ...pathEffects.policyEdit.onAccount,
    pathEffects.delegateRegister.action,
  ]),
];
