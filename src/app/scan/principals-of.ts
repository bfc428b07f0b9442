import type { Layer, NamedPolicy } from "../../domain/iam/decide/question.ts";
import type { Principal } from "../../domain/iam/principals/principal.ts";
import type {
  AttachedPolicy,
  AuthorizationDetails,
  GroupDetail,
  InlinePolicy,
  ManagedPolicyDetail,
  RoleDetail,
  UserDetail,
} from "../../domain/snapshot/authorization-details.ts";
import type { DocumentShelf, ReadDocument } from "./reach/document-shelf.ts";

/** The account whose details are read. */
export interface PrincipalsAsk {
  readonly account: string;
  readonly isManagement: boolean;
}

/**
 * The users and roles of one account with every document that grants or limits them, sorted by ARN. A document that is
 * missing or not understood makes its layer unknown. Entries without an ARN of this account are passed over: they are
 * no principals that anyone could name.
 */
export async function principalsOf(
  details: AuthorizationDetails,
  shelf: DocumentShelf,
  ask: PrincipalsAsk,
): Promise<readonly Principal[]> {
  const reader = new Reader(details, shelf);
  const found: Principal[] = [];
  const belongs = (arn: unknown): arn is string => typeof arn === "string" && arn.split(":")[4] === ask.account;
  for (const user of listOf(details.UserDetailList)) {
    if (!belongs(user.Arn)) continue;
    found.push({
      ...(await reader.common(user, [...reader.groupsOf(user), user])),
      arn: user.Arn,
      kind: "user",
      name: user.UserName,
      account: ask.account,
      management: ask.isManagement,
      isSso: false,
    });
  }
  for (const role of listOf(details.RoleDetailList)) {
    if (!belongs(role.Arn)) continue;
    found.push({
      ...(await reader.common(role, [role])),
      arn: role.Arn,
      kind: role.Arn.includes(":role/aws-service-role/") ? "service-linked-role" : "role",
      name: role.RoleName,
      account: ask.account,
      management: ask.isManagement,
      trust: await shelf.read(role.AssumeRolePolicyDocument, "trust", `trust policy of ${role.RoleName}`),
      isSso: role.Arn.includes(":role/aws-reserved/sso.amazonaws.com/"),
    });
  }
  return found.sort((one, two) => (one.arn < two.arn ? -1 : 1));
}

/** What carries documents: a user, role or group. */
interface Carrier {
  readonly attached: readonly AttachedPolicy[];
  readonly inline: readonly InlinePolicy[];
  readonly owner: string;
}

class Reader {
  readonly #shelf: DocumentShelf;
  readonly #groups: ReadonlyMap<string, GroupDetail>;
  readonly #policies: ReadonlyMap<string, ManagedPolicyDetail>;

  constructor(details: AuthorizationDetails, shelf: DocumentShelf) {
    this.#shelf = shelf;
    this.#groups = new Map(listOf(details.GroupDetailList).map((group) => [group.GroupName, group]));
    this.#policies = new Map(listOf(details.Policies).map((policy) => [policy.Arn, policy]));
  }

  /** Groups of a user; one that is listed but not described stands as its name. */
  groupsOf(user: UserDetail): readonly (GroupDetail | string)[] {
    return listOf(user.GroupList).map((name) => this.#groups.get(name) ?? name);
  }

  async common(
    of: UserDetail | RoleDetail,
    carriers: readonly (UserDetail | RoleDetail | GroupDetail | string)[],
  ): Promise<Pick<Principal, "identity" | "boundary" | "tags">> {
    const boundary = of.PermissionsBoundary?.PermissionsBoundaryArn;
    const tags = Object.fromEntries(listOf(of.Tags).map(({ Key, Value }) => [Key, Value]));
    const identity = await this.#identity(carriers);
    if (boundary === undefined) return { identity, tags };
    return { identity, tags, boundary: layerOf([await this.#managed(boundary, "boundary")]) };
  }

  async #identity(carriers: readonly (UserDetail | RoleDetail | GroupDetail | string)[]): Promise<Layer> {
    const documents: ReadDocument[] = [];
    for (const carrier of carriers) {
      if (typeof carrier === "string") return { unknown: `policies of group ${carrier}` };
      const { inline, attached, owner } = carrierOf(carrier);
      for (const policy of inline) {
        const name = `inline ${policy.PolicyName} of ${owner}`;
        documents.push(await this.#shelf.read(policy.PolicyDocument, "identity", name));
      }
      for (const policy of attached) documents.push(await this.#managed(policy.PolicyArn, "identity"));
    }
    return layerOf(documents);
  }

  async #managed(arn: string, kind: "identity" | "boundary"): Promise<ReadDocument> {
    const versions = listOf(this.#policies.get(arn)?.PolicyVersionList);
    const current = versions.find((version) => version.IsDefaultVersion);
    if (current === undefined) return { unknown: `document of ${arn}` };
    return await this.#shelf.read(current.Document, kind, arn);
  }
}

function carrierOf(carrier: UserDetail | RoleDetail | GroupDetail): Carrier {
  const attached = listOf(carrier.AttachedManagedPolicies);
  if ("RoleName" in carrier) return { attached, inline: listOf(carrier.RolePolicyList), owner: carrier.RoleName };
  if ("UserName" in carrier) return { attached, inline: listOf(carrier.UserPolicyList), owner: carrier.UserName };
  return { attached, inline: listOf(carrier.GroupPolicyList), owner: `group ${carrier.GroupName}` };
}

/** One unread document makes the layer unknown: it may allow and it may deny. */
function layerOf(documents: readonly ReadDocument[]): Layer {
  const known: NamedPolicy[] = [];
  for (const document of documents) {
    if ("unknown" in document) return document;
    known.push(document);
  }
  return known;
}

function listOf<T>(list: readonly T[] | undefined): readonly T[] {
  return Array.isArray(list) ? (list as readonly T[]) : [];
}
