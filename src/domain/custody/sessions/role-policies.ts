// The least that the courier's principal and its three roles need, as documents to be put into AWS. Action, resource and
// condition names: Service Authorization Reference (IAM, STS, Organizations, Account Management).
import { taskPolicies, taskPolicyArn } from "../../root-tasks/task-policies.ts";
import { switchAction } from "./feature-policy.ts";

/** An IAM policy document. */
export interface PolicyDocument {
  readonly Version: "2012-10-17";
  readonly Statement: readonly Readonly<Record<string, unknown>>[];
}

/** Whose courier it is. */
export interface CourierPlace {
  readonly partition: string;
  /** Twelve digits of the management account. */
  readonly management: string;
  /** ARN of the principal that the courier runs as. */
  readonly courier: string;
}

/** One role, with whom it lets in and what it may do. */
export interface CourierRole {
  /** The key of `roles` in courier.json. */
  readonly key: "rootTask" | "contacts" | "orgFeature";
  readonly name: string;
  readonly what: string;
  readonly trust: PolicyDocument;
  readonly permissions: PolicyDocument;
}

/** The names of the three roles, by their key in courier.json. */
export const courierRoleNames = {
  rootTask: "RootwardRootTask",
  contacts: "RootwardContacts",
  orgFeature: "RootwardOrgFeature",
} as const;

/** ARN of one of the three roles, by the management account as `aws:111122223333`. */
export function courierRoleArn(management: string, key: CourierRole["key"]): string {
  const [partition = "", account = ""] = management.split(":");
  return `arn:${partition}:iam::${account}:role/${courierRoleNames[key]}`;
}

/** Every call of contacts and root mailboxes that an approved plan may ask for. */
const contactsActions = [
  "account:AcceptPrimaryEmailUpdate",
  "account:DeleteAlternateContact",
  "account:GetAlternateContact",
  "account:GetContactInformation",
  "account:GetPrimaryEmail",
  "account:GetPrimaryEmailUpdateStatus",
  "account:PutAlternateContact",
  "account:PutContactInformation",
  "account:StartPrimaryEmailUpdate",
] as const;

/** What the courier's own principal may do: take the three roles, under the name of a document. */
export function courierPermissions({ partition, management }: CourierPlace): PolicyDocument {
  const keys = ["rootTask", "contacts", "orgFeature"] as const;
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "ThreeRoles",
        Effect: "Allow",
        Action: ["sts:AssumeRole", "sts:SetSourceIdentity"],
        Resource: keys.map((key) => courierRoleArn(`${partition}:${management}`, key)),
      },
    ],
  };
}

/** The three roles. */
export function courierRoles(place: CourierPlace): readonly CourierRole[] {
  const trust = courierTrust(place);
  return [
    {
      key: "rootTask",
      name: courierRoleNames.rootTask,
      what: "becomes root of a member for one of four tasks",
      trust,
      permissions: rootTaskPermissions(place),
    },
    {
      key: "contacts",
      name: courierRoleNames.contacts,
      what: "changes contacts and root mailboxes",
      trust,
      permissions: contactsPermissions(place),
    },
    {
      key: "orgFeature",
      name: courierRoleNames.orgFeature,
      what: "turns central root access on and off",
      trust,
      permissions: featurePermissions(),
    },
  ];
}

/** The courier alone, and only under a name that tells which document the session is for. */
function courierTrust({ courier }: CourierPlace): PolicyDocument {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "CourierAlone",
        Effect: "Allow",
        Principal: { AWS: courier },
        Action: ["sts:AssumeRole", "sts:SetSourceIdentity"],
        Condition: { StringLike: { "sts:SourceIdentity": "rw-*" } },
      },
    ],
  };
}

function rootTaskPermissions({ partition }: CourierPlace): PolicyDocument {
  const roots = `arn:${partition}:iam::*:root`;
  // Looking is the scanner's affair, under a role of its own; nobody approves it here.
  const tasks = taskPolicies.filter(({ id }) => id !== "audit").map(({ id }) => taskPolicyArn(partition, id));
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "FourTasks",
        Effect: "Allow",
        Action: "sts:AssumeRoot",
        Resource: roots,
        Condition: { StringEquals: { "sts:TaskPolicyArn": tasks } },
      },
      { Sid: "UnderTheSameName", Effect: "Allow", Action: "sts:SetSourceIdentity", Resource: roots },
    ],
  };
}

function contactsPermissions({ partition, management }: CourierPlace): PolicyDocument {
  const own = `arn:${partition}:account::${management}:account`;
  return {
    Version: "2012-10-17",
    Statement: [
      { Sid: "ContactsOfOwnAndMembers", Effect: "Allow", Action: contactsActions, Resource: [own, `${own}/o-*/*`] },
    ],
  };
}

function featurePermissions(): PolicyDocument {
  const features = ["RootCredentialsManagement", "RootSessions"] as const;
  const switches = features.flatMap((feature) => [switchAction(feature, true), switchAction(feature, false)]);
  return {
    Version: "2012-10-17",
    Statement: [
      { Sid: "FourSwitches", Effect: "Allow", Action: switches.toSorted(), Resource: "*" },
      {
        Sid: "TrustedAccessForIam",
        Effect: "Allow",
        Action: "organizations:EnableAWSServiceAccess",
        Resource: "*",
        Condition: { StringEquals: { "organizations:ServicePrincipal": "iam.amazonaws.com" } },
      },
    ],
  };
}
