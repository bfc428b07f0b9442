interface BuiltIn {
  /** With its path, e.g. `job-function/ViewOnlyAccess`. */
  readonly path: string;
  readonly id: string;
  readonly created: string;
  readonly version: string;
  readonly document: Readonly<Record<string, unknown>>;
}

const allow = (action: readonly string[] | string) => ({ Effect: "Allow", Action: action, Resource: "*" });
const document = (...statements: readonly Readonly<Record<string, unknown>>[]) => ({
  Version: "2012-10-17",
  Statement: statements,
});

const builtIns: Readonly<Record<string, BuiltIn>> = {
  AdministratorAccess: {
    path: "AdministratorAccess",
    id: "ANPAIWMBCKSKIEE64ZLYK",
    created: "2015-02-06T18:39:46Z",
    version: "v1",
    document: document(allow("*")),
  },
  PowerUserAccess: {
    path: "PowerUserAccess",
    id: "ANPAJYRXTHIB4FOVS3ZXS",
    created: "2015-02-06T18:39:47Z",
    version: "v5",
    document: document(
      { Effect: "Allow", NotAction: ["iam:*", "organizations:*", "account:*"], Resource: "*" },
      allow([
        "account:GetAccountInformation",
        "account:GetPrimaryEmail",
        "account:ListRegions",
        "iam:CreateServiceLinkedRole",
        "iam:DeleteServiceLinkedRole",
        "iam:ListRoles",
        "organizations:DescribeOrganization",
      ]),
    ),
  },
  IAMFullAccess: {
    path: "IAMFullAccess",
    id: "ANPAI7XKCFMBPM3QQRRVQ",
    created: "2015-02-06T18:40:38Z",
    version: "v2",
    document: document(
      allow([
        "iam:*",
        "organizations:DescribeAccount",
        "organizations:DescribeOrganization",
        "organizations:DescribeOrganizationalUnit",
        "organizations:DescribePolicy",
        "organizations:ListChildren",
        "organizations:ListParents",
        "organizations:ListPoliciesForTarget",
        "organizations:ListRoots",
        "organizations:ListPolicies",
        "organizations:ListTargetsForPolicy",
      ]),
    ),
  },
  SecurityAudit: {
    path: "SecurityAudit",
    id: "ANPAIX2T3QCXHR2OGGCTO",
    created: "2015-02-06T18:41:01Z",
    version: "v60",
    document: document(
      allow([
        "account:GetAlternateContact",
        "account:GetContactInformation",
        "account:ListRegions",
        "cloudtrail:DescribeTrails",
        "cloudtrail:GetTrailStatus",
        "iam:GenerateCredentialReport",
        "iam:GenerateServiceLastAccessedDetails",
        "iam:Get*",
        "iam:List*",
        "iam:SimulateCustomPolicy",
        "iam:SimulatePrincipalPolicy",
        "organizations:Describe*",
        "organizations:List*",
        "s3:GetBucketPolicy",
        "s3:ListAllMyBuckets",
        "sqs:GetQueueAttributes",
        "sqs:ListQueues",
        "sts:GetCallerIdentity",
      ]),
    ),
  },
  ReadOnlyAccess: {
    path: "ReadOnlyAccess",
    id: "ANPAILL3HVNFSB6DCOWYQ",
    created: "2015-02-06T18:39:48Z",
    version: "v130",
    document: document(
      allow([
        "account:Get*",
        "account:List*",
        "ec2:Describe*",
        "iam:Generate*",
        "iam:Get*",
        "iam:List*",
        "iam:Simulate*",
        "organizations:Describe*",
        "organizations:List*",
        "s3:Get*",
        "s3:List*",
        "signin:Get*",
        "signin:List*",
        "sqs:Get*",
        "sqs:List*",
        "sts:GetAccessKeyInfo",
        "sts:GetCallerIdentity",
        "sts:GetSessionToken",
      ]),
    ),
  },
  ViewOnlyAccess: {
    path: "job-function/ViewOnlyAccess",
    id: "ANPAID22R6XPJATWOFDK6",
    created: "2016-11-10T17:20:15Z",
    version: "v22",
    document: document(
      allow(["ec2:Describe*", "iam:List*", "iam:GetAccountSummary", "s3:ListAllMyBuckets", "sqs:List*"]),
    ),
  },
};

/** Names of the AWS-managed policies that the pretend AWS knows. */
export const builtInPolicyNames: readonly string[] = Object.keys(builtIns);

/** An AWS-managed policy as AWS describes it. */
export interface BuiltInPolicy {
  readonly name: string;
  readonly arn: string;
  readonly path: string;
  readonly id: string;
  /** ISO 8601. */
  readonly created: string;
  readonly version: string;
  readonly document: Readonly<Record<string, unknown>>;
}

/** Finds an AWS-managed policy by name, path or ARN (`arn:{p}:iam::aws:policy/…`); null when it is none. */
export function builtInPolicy(nameOrArn: string, partition: string): BuiltInPolicy | null {
  const isArn = nameOrArn.startsWith("arn:");
  if (isArn && !nameOrArn.startsWith(`arn:${partition}:iam::aws:policy/`)) return null;
  const name = nameOrArn.slice(nameOrArn.lastIndexOf("/") + 1);
  const found = Object.hasOwn(builtIns, name) ? builtIns[name] : undefined;
  if (found === undefined) return null;
  const arn = `arn:${partition}:iam::aws:policy/${found.path}`;
  if (isArn && nameOrArn !== arn) return null;
  const directory = found.path.slice(0, found.path.lastIndexOf("/") + 1);
  return { ...found, name, arn, path: `/${directory}` };
}
