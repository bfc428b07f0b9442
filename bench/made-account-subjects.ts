import { parsePolicy } from "../src/domain/iam/language/parse-policy.ts";
import type { ProvePolicy, Subject } from "../src/domain/iam/prove/subject.ts";
import type { AccountDetails, InlinePolicy } from "./made-account.ts";

/** Reads a document of the account by a name; the naive run reads each anew. */
export type DocumentReader = (name: string, document: unknown) => ProvePolicy;

/** A reader that reads each document once. */
export function readOnce(): DocumentReader {
  const known = new Map<unknown, ProvePolicy>();
  return (name, document) => {
    const found = known.get(document) ?? readAnew(name, document);
    known.set(document, found);
    return found;
  };
}

/** Reads a document, whether or not it was read before. */
export function readAnew(name: string, document: unknown): ProvePolicy {
  return { name, policy: parsePolicy(document, "identity") };
}

/** Makes the question about one principal, with its documents read. */
export type SubjectMaker = (read: DocumentReader) => Subject;

/** Every user and role of the account as a question to the engine: the policies alone, in every cell. */
export function* accountSubjects(account: AccountDetails): Generator<SubjectMaker> {
  const managed = new Map(account.Policies.map(({ Arn, PolicyVersionList }) => [Arn, PolicyVersionList[0]?.Document]));
  const groups = new Map(account.GroupDetailList.map((group) => [group.GroupName, group]));
  const attached = (list: readonly { readonly PolicyArn: string }[]): readonly string[] =>
    list.map(({ PolicyArn }) => PolicyArn);
  const inlines = (arn: string, list: readonly InlinePolicy[] | undefined): readonly (readonly [string, unknown])[] =>
    (list ?? []).map(({ PolicyName, PolicyDocument }) => [`${arn}/${PolicyName}`, PolicyDocument]);
  const layersOf = (
    read: DocumentReader,
    arns: readonly string[],
    own: readonly (readonly [string, unknown])[],
    boundary: string | undefined,
  ): Subject["layers"] => {
    const identity = [...new Set(arns)].map((arn) => read(arn, managed.get(arn)));
    return {
      identity: [...identity, ...own.map(([name, document]) => read(name, document))],
      ...(boundary === undefined ? {} : { boundary: [read(boundary, managed.get(boundary))] }),
    };
  };
  const subject = (
    arn: string,
    kind: "user" | "role",
    tags: Subject["principal"]["tags"],
  ): Omit<Subject, "layers"> => ({
    principal: { arn, account: arn.split(":")[4] ?? "", kind, management: false, tags },
    credential: "policy-text",
    devices: 1,
    instant: Date.UTC(2026, 10, 1),
  });
  for (const user of account.UserDetailList) {
    const own = user.GroupList.flatMap((name) => groups.get(name) ?? []);
    const arns = [
      ...attached(user.AttachedManagedPolicies),
      ...own.flatMap((g) => attached(g.AttachedManagedPolicies)),
    ];
    const inline = [
      ...inlines(user.Arn, user.UserPolicyList),
      ...[...new Set(own)].flatMap((group) => inlines(group.Arn, group.GroupPolicyList)),
    ];
    const tags = Object.fromEntries((user.Tags ?? []).map(({ Key, Value }) => [Key, Value]));
    const boundary = user.PermissionsBoundary?.PermissionsBoundaryArn;
    yield (read) => ({ ...subject(user.Arn, "user", tags), layers: layersOf(read, arns, inline, boundary) });
  }
  for (const role of account.RoleDetailList) {
    const boundary = role.PermissionsBoundary?.PermissionsBoundaryArn;
    const inline = inlines(role.Arn, role.RolePolicyList);
    const arns = attached(role.AttachedManagedPolicies);
    yield (read) => ({ ...subject(role.Arn, "role", {}), layers: layersOf(read, arns, inline, boundary) });
  }
}
