import { builtInPolicy } from "../evaluator/built-in-policies.ts";
import { result, type Call, type Handler } from "../aws-service.ts";
import type { EntityState, ManagedPolicyState } from "../state/iam-state.ts";
import { entityArn } from "../state/principal-of.ts";
import { stableId } from "../state/random-text.ts";
import { listMember } from "./list-member.ts";
import { pageOf } from "./page-of.ts";

type Detail = Readonly<Record<string, unknown>>;
type Row = readonly [list: "UserDetailList" | "GroupDetailList" | "RoleDetailList" | "Policies", make: () => Detail];

/** Users, groups, roles, customer managed policies, and the AWS-managed ones that are attached somewhere. */
export const getAccountAuthorizationDetails: Handler = (call) => {
  call.authorize("iam:GetAccountAuthorizationDetails", "*");
  const filter = listMember(call, "Filter");
  const wants = (kind: string) => filter.length === 0 || filter.includes(kind);
  const { iam } = call.account;
  const rows: Row[] = [];
  if (wants("User"))
    for (const user of iam.users.values()) rows.push(["UserDetailList", () => userDetail(call, user.name)]);
  if (wants("Group"))
    for (const group of iam.groups.values()) rows.push(["GroupDetailList", () => groupDetail(call, group)]);
  if (wants("Role"))
    for (const role of iam.roles.values()) rows.push(["RoleDetailList", () => roleDetail(call, role.name)]);
  const usage = policyUsage(call);
  if (wants("LocalManagedPolicy")) {
    for (const policy of iam.managed.values()) rows.push(["Policies", () => localPolicy(call, policy, usage)]);
  }
  if (wants("AWSManagedPolicy")) {
    for (const arn of usage.keys())
      if (!iam.managed.has(arn)) rows.push(["Policies", () => awsPolicy(call, arn, usage)]);
  }
  const { items, marker } = pageOf(call, rows);
  const lists = { UserDetailList: [], GroupDetailList: [], RoleDetailList: [], Policies: [] } as Record<
    Row[0],
    Detail[]
  >;
  for (const [list, make] of items) lists[list].push(make());
  return result({ ...lists, IsTruncated: marker !== undefined, Marker: marker });
};

function userDetail(call: Call, name: string): Detail {
  const user = call.account.iam.users.get(name);
  if (user === undefined) return {};
  return {
    ...entityDetail(user),
    UserName: name,
    UserId: stableId("AIDA", call.account.id, name),
    Arn: entityArn(call.state, call.account, "user", user),
    UserPolicyList: inline(user),
    GroupList: user.groups,
    PermissionsBoundary: boundary(user.boundary),
    Tags: tags(user.tags),
  };
}

function groupDetail(call: Call, group: EntityState): Detail {
  return {
    ...entityDetail(group),
    GroupName: group.name,
    GroupId: stableId("AGPA", call.account.id, group.name),
    Arn: entityArn(call.state, call.account, "group", group),
    GroupPolicyList: inline(group),
  };
}

function roleDetail(call: Call, name: string): Detail {
  const role = call.account.iam.roles.get(name);
  if (role === undefined) return {};
  const used = role.lastUsed;
  return {
    ...entityDetail(role),
    RoleName: name,
    RoleId: stableId("AROA", call.account.id, name),
    Arn: entityArn(call.state, call.account, "role", role),
    AssumeRolePolicyDocument: role.trust.encoded,
    InstanceProfileList: [],
    RolePolicyList: inline(role),
    PermissionsBoundary: boundary(role.boundary),
    Tags: tags(role.tags),
    RoleLastUsed: used === null ? {} : { LastUsedDate: new Date(used.at), Region: used.region },
  };
}

function entityDetail(entity: EntityState): Detail {
  return {
    Path: entity.path,
    CreateDate: new Date(entity.createdAt),
    AttachedManagedPolicies: entity.attached.map((arn) => ({
      PolicyName: arn.slice(arn.lastIndexOf("/") + 1),
      PolicyArn: arn,
    })),
  };
}

function inline(entity: EntityState): readonly Detail[] {
  return entity.inline.map(({ name, document }) => ({ PolicyName: name, PolicyDocument: document.encoded }));
}

function boundary(arn: string | null): Detail | undefined {
  return arn === null ? undefined : { PermissionsBoundaryType: "Policy", PermissionsBoundaryArn: arn };
}

function tags(written: Readonly<Record<string, string>>): readonly Detail[] {
  return Object.entries(written).map(([Key, Value]) => ({ Key, Value }));
}

interface Usage {
  attached: number;
  boundaries: number;
}

function policyUsage(call: Call): ReadonlyMap<string, Usage> {
  const { users, groups, roles } = call.account.iam;
  const usage = new Map<string, Usage>();
  const of = (arn: string) => {
    const known = usage.get(arn) ?? { attached: 0, boundaries: 0 };
    usage.set(arn, known);
    return known;
  };
  for (const entity of [...users.values(), ...groups.values(), ...roles.values()]) {
    for (const arn of entity.attached) of(arn).attached += 1;
  }
  for (const { boundary: arn } of [...users.values(), ...roles.values()]) if (arn !== null) of(arn).boundaries += 1;
  return usage;
}

function localPolicy(call: Call, policy: ManagedPolicyState, usage: ReadonlyMap<string, Usage>): Detail {
  return {
    PolicyName: policy.name,
    PolicyId: stableId("ANPA", call.account.id, policy.name),
    Arn: policy.arn,
    Path: policy.path,
    DefaultVersionId: policy.defaultVersion,
    AttachmentCount: usage.get(policy.arn)?.attached ?? 0,
    PermissionsBoundaryUsageCount: usage.get(policy.arn)?.boundaries ?? 0,
    IsAttachable: true,
    CreateDate: new Date(policy.createdAt),
    UpdateDate: new Date(Math.max(...policy.versions.map((version) => version.createdAt))),
    PolicyVersionList: policy.versions.map((version) => ({
      Document: version.document.encoded,
      VersionId: version.id,
      IsDefaultVersion: version.id === policy.defaultVersion,
      CreateDate: new Date(version.createdAt),
    })),
  };
}

function awsPolicy(call: Call, arn: string, usage: ReadonlyMap<string, Usage>): Detail {
  const policy = builtInPolicy(arn, call.state.partition);
  if (policy === null) return { Arn: arn };
  const created = new Date(policy.created);
  return {
    PolicyName: policy.name,
    PolicyId: policy.id,
    Arn: policy.arn,
    Path: policy.path,
    DefaultVersionId: policy.version,
    AttachmentCount: usage.get(arn)?.attached ?? 0,
    PermissionsBoundaryUsageCount: usage.get(arn)?.boundaries ?? 0,
    IsAttachable: true,
    CreateDate: created,
    UpdateDate: created,
    PolicyVersionList: [
      {
        Document: call.state.documents.of(policy.document).encoded,
        VersionId: policy.version,
        IsDefaultVersion: true,
        CreateDate: created,
      },
    ],
  };
}
