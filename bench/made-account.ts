import { madeDocument, madeGuard, type MadeDraw, madeSelfService } from "./made-account-documents.ts";

/** Account details in the shape of GetAccountAuthorizationDetails, with documents as JSON. */
export interface AccountDetails {
  readonly UserDetailList: readonly (AttachedDetail & {
    readonly UserName: string;
    readonly UserId: string;
    readonly UserPolicyList?: readonly InlinePolicy[];
    readonly GroupList: readonly string[];
  })[];
  readonly GroupDetailList: readonly (AttachedDetail & {
    readonly GroupName: string;
    readonly GroupPolicyList: readonly InlinePolicy[];
  })[];
  readonly RoleDetailList: readonly (AttachedDetail & {
    readonly RoleName: string;
    readonly AssumeRolePolicyDocument: unknown;
    readonly RolePolicyList: readonly InlinePolicy[];
  })[];
  readonly Policies: readonly {
    readonly Arn: string;
    readonly PolicyName: string;
    readonly PolicyVersionList: readonly { readonly Document: unknown; readonly IsDefaultVersion: boolean }[];
  }[];
}

/** An inline policy. */
export interface InlinePolicy {
  readonly PolicyName: string;
  readonly PolicyDocument: unknown;
}

interface AttachedDetail {
  readonly Arn: string;
  readonly Path: string;
  readonly CreateDate: string;
  readonly Tags?: readonly { readonly Key: string; readonly Value: string }[];
  readonly AttachedManagedPolicies: readonly { readonly PolicyName: string; readonly PolicyArn: string }[];
  readonly PermissionsBoundary?: {
    readonly PermissionsBoundaryArn: string;
    readonly PermissionsBoundaryType: "Policy";
  };
}

const account = "111122223333";
const boundaries = 20;

/**
 * A generated account, the same for the same number of principals: half as many managed policies, seven users to three
 * roles, groups, boundaries, inline policies. Nine of ten principals and more have a set of documents of their own.
 */
export function madeAccount(principals: number): AccountDetails {
  const random = generator(20_261_101);
  const draw: MadeDraw = {
    random,
    below: (end) => Math.floor(random() * end),
    pick: (list) => list[Math.floor(random() * list.length)] ?? list[0],
  };
  const users = Math.round(principals * 0.7);
  const groups = Math.max(5, Math.round(principals / 50));
  const policies = Math.ceil(principals / 2);
  const arnOf = (index: number): string => `arn:aws:iam::${account}:policy/team-${index % 97}/policy-${index}`;
  const documents = Array.from({ length: policies }, (_none, index) => {
    if (index < boundaries) return boundaryDocument(index, draw);
    if (index < boundaries + 12) return madeGuard(index, draw);
    return index < boundaries + 16 ? madeSelfService(draw) : madeDocument(index, draw);
  });
  const attached = (most: number): AttachedDetail["AttachedManagedPolicies"] =>
    Array.from({ length: 1 + draw.below(most) }, () => {
      // Guards and self-service policies are attached everywhere, the others here and there.
      const index = random() < 0.12 ? boundaries + draw.below(16) : boundaries + draw.below(policies - boundaries);
      return { PolicyName: `policy-${index}`, PolicyArn: arnOf(index) };
    });
  const inline = (index: number, chance: number): readonly InlinePolicy[] =>
    random() < chance ? [{ PolicyName: `inline-${index}`, PolicyDocument: madeDocument(index, draw) }] : [];
  const detail = (arn: string): Omit<AttachedDetail, "AttachedManagedPolicies"> => ({
    Arn: arn,
    Path: "/",
    CreateDate: `2024-0${1 + draw.below(9)}-1${draw.below(9)}T08:30:0${draw.below(9)}+00:00`,
    Tags: [
      { Key: "team", Value: `team-${draw.below(97)}` },
      { Key: "cost-centre", Value: String(1000 + draw.below(90)) },
    ],
    ...(random() < 0.1
      ? {
          PermissionsBoundary: {
            PermissionsBoundaryArn: arnOf(draw.below(boundaries)),
            PermissionsBoundaryType: "Policy",
          },
        }
      : {}),
  });
  return {
    UserDetailList: Array.from({ length: users }, (_none, index) => ({
      ...detail(`arn:aws:iam::${account}:user/user-${index}`),
      UserName: `user-${index}`,
      UserId: `AIDA${String(index).padStart(17, "0")}`,
      GroupList: Array.from({ length: draw.below(3) }, () => `group-${draw.below(groups)}`),
      AttachedManagedPolicies: attached(3),
      UserPolicyList: inline(index, 0.1),
    })),
    GroupDetailList: Array.from({ length: groups }, (_none, index) => ({
      ...detail(`arn:aws:iam::${account}:group/group-${index}`),
      GroupName: `group-${index}`,
      AttachedManagedPolicies: attached(3),
      GroupPolicyList: inline(index, 0.2),
    })),
    RoleDetailList: Array.from({ length: principals - users }, (_none, index) => ({
      ...detail(`arn:aws:iam::${account}:role/role-${index}`),
      RoleName: `role-${index}`,
      AssumeRolePolicyDocument: trust(draw),
      AttachedManagedPolicies: attached(4),
      RolePolicyList: inline(index, 0.3),
    })),
    Policies: documents.map((Document, index) => ({
      Arn: arnOf(index),
      PolicyName: `policy-${index}`,
      PolicyVersionList: [
        { Document, VersionId: "v1", IsDefaultVersion: true, CreateDate: "2025-03-01T00:00:00+00:00" },
      ],
    })),
  };
}

function boundaryDocument(index: number, draw: MadeDraw): unknown {
  const Deny = { Sid: "NoGuardRemoval", Effect: "Deny", Action: "iam:Delete*PermissionsBoundary", Resource: "*" };
  const All = { Sid: "AllElse", Effect: "Allow", Action: "*", Resource: "*" };
  const Some = { Sid: "Services", Effect: "Allow", NotAction: ["organizations:*", "account:*"], Resource: "*" };
  return { Version: "2012-10-17", Statement: [draw.random() < 0.5 || index === 0 ? All : Some, Deny] };
}

function trust(draw: MadeDraw): unknown {
  const Service = draw.pick(["ec2.amazonaws.com", "lambda.amazonaws.com", "ecs-tasks.amazonaws.com"]);
  const Principal = draw.random() < 0.6 ? { Service } : { AWS: `arn:aws:iam::${account}:root` };
  return { Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal, Action: "sts:AssumeRole" }] };
}

/** Mulberry32. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
