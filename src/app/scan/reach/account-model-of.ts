import type { Layer } from "../../../domain/iam/decide/question.ts";
import type { Principal } from "../../../domain/iam/principals/principal.ts";
import type { ProveLayer } from "../../../domain/iam/prove/subject.ts";
import type { AccountModel, CentralRights, ModelGroup, ModelPrincipal } from "../../../domain/policy/account-model.ts";
import type { AccountFacts } from "../../../domain/snapshot/account-facts.ts";
import type { AuthorizationDetails, RoleDetail, UserDetail } from "../../../domain/snapshot/authorization-details.ts";
import { credentialsOf } from "./credentials-of.ts";
import type { DocumentShelf, ReadDocument } from "./document-shelf.ts";

/** What an account's model is made from. */
export interface AccountModelAsk {
  readonly account: string;
  readonly partition: string;
  readonly kind: AccountModel["kind"];
  readonly details: AuthorizationDetails;
  /** What `principalsOf` makes of the details. */
  readonly principals: readonly Principal[];
  readonly documents: DocumentShelf;
  /** Credentials and devices of its users; absent where nobody asked. */
  readonly facts?: Pick<AccountFacts, "users" | "userDevices"> | undefined;
  readonly scps?: readonly Layer[] | undefined;
  readonly rcps?: readonly Layer[] | undefined;
  /** Of a member; absent where nobody asked. */
  readonly central?: CentralRights | undefined;
  readonly members: readonly string[];
  readonly instant: number;
}

/** Joins an account's authorization details with what is known of its users' credentials. */
export async function accountModelOf(ask: AccountModelAsk): Promise<AccountModel> {
  const { account, partition, kind, details, documents, facts, scps, rcps, central, members, instant } = ask;
  const users = new Map(listOf(details.UserDetailList).map((user) => [user.Arn, user]));
  const roles = new Map(listOf(details.RoleDetailList).map((role) => [role.Arn, role]));
  const groups = new Map<
    string,
    ModelGroup & Pick<ModelPrincipal, "attached"> & { readonly inline: readonly string[] }
  >();
  const documentOf = managedDocuments(details, documents);
  for (const group of listOf(details.GroupDetailList)) {
    const { GroupName: name, Arn: arn } = group;
    const inline = listOf(group.GroupPolicyList).map(({ PolicyName }) => `inline ${PolicyName} of group ${name}`);
    const attached = arnsOf(group);
    const read: ReadDocument[] = [];
    for (const [at, { PolicyDocument }] of listOf(group.GroupPolicyList).entries()) {
      read.push(await documents.read(PolicyDocument, "identity", inline[at] ?? name));
    }
    for (const policy of attached) read.push(await documentOf(policy));
    const unread = read.find((each) => "unknown" in each);
    const identity: ProveLayer = unread ?? read.flatMap((each) => ("unknown" in each ? [] : [each]));
    groups.set(name, { name, arn, identity, attached, inline });
  }
  const credentials = credentialsOf(facts);
  const principals = ask.principals.map((principal): ModelPrincipal => {
    const detail = users.get(principal.arn) ?? roles.get(principal.arn);
    return {
      principal,
      credentials: principal.kind === "user" ? credentials(principal.arn) : null,
      attached: detail === undefined ? [] : arnsOf(detail),
      inline: detail === undefined ? [] : inlineOf(detail),
      groups: groupsOf(users.get(principal.arn)).flatMap((name) => groups.get(name) ?? []),
      boundary: detail?.PermissionsBoundary?.PermissionsBoundaryArn ?? null,
    };
  });
  const otherVersions = await otherVersionsOf(details, documents);
  return {
    account,
    partition,
    kind,
    scps,
    rcps,
    principals,
    groups: [...groups.values()],
    otherVersions,
    central,
    members,
    instant,
  };
}

function managedDocuments(
  details: AuthorizationDetails,
  documents: DocumentShelf,
): (arn: string) => Promise<ReadDocument> {
  const policies = new Map(listOf(details.Policies).map((policy) => [policy.Arn, policy]));
  return async (arn) => {
    const current = listOf(policies.get(arn)?.PolicyVersionList).find((version) => version.IsDefaultVersion);
    if (current === undefined) return { unknown: `document of ${arn}` };
    return await documents.read(current.Document, "identity", arn);
  };
}

function inlineOf(detail: UserDetail | RoleDetail): readonly string[] {
  const [list, owner] =
    "RoleName" in detail ? [detail.RolePolicyList, detail.RoleName] : [detail.UserPolicyList, detail.UserName];
  return listOf(list).map(({ PolicyName }) => `inline ${PolicyName} of ${owner}`);
}

async function otherVersionsOf(
  details: AuthorizationDetails,
  documents: DocumentShelf,
): Promise<ReadonlyMap<string, readonly ProveLayer[]>> {
  const found = new Map<string, readonly ProveLayer[]>();
  for (const { Arn, PolicyVersionList } of listOf(details.Policies)) {
    if (Arn.split(":")[4] === "aws") continue;
    const layers: ProveLayer[] = [];
    for (const { Document, VersionId, IsDefaultVersion } of listOf(PolicyVersionList)) {
      if (IsDefaultVersion) continue;
      const read = await documents.read(Document, "identity", `${Arn} ${VersionId}`);
      layers.push("unknown" in read ? read : [read]);
    }
    if (layers.length > 0) found.set(Arn, layers);
  }
  return found;
}

function groupsOf(user: UserDetail | undefined): readonly string[] {
  return listOf(user?.GroupList);
}

function arnsOf(carrier: { readonly AttachedManagedPolicies?: readonly { readonly PolicyArn: string }[] }) {
  return listOf(carrier.AttachedManagedPolicies).map(({ PolicyArn }) => PolicyArn);
}

function listOf<T>(list: readonly T[] | undefined): readonly T[] {
  return list ?? [];
}
