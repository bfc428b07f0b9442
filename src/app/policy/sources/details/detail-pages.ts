import type { JsonPath } from "../../../../domain/iam/language/json-path.ts";
import type { PolicyKind } from "../../../../domain/iam/language/policy-kind.ts";
import { isObject, items, members, textOf } from "../members.ts";

/** A document of authorization details before it is read. */
export interface DetailSlot {
  /** As `principalsOf` names it; two of a file may have the same. */
  readonly name: string;
  /** Who carries it: an ARN. */
  readonly carrier: string;
  readonly as: PolicyKind;
  readonly path: JsonPath;
  readonly stored: unknown;
  /** Of a managed policy only one version is; somebody may put another in force. */
  readonly isInForce: boolean;
}

/** One answer of GetAccountAuthorizationDetails, its lists complete and its documents put in by the reader. */
export interface DetailPage {
  readonly path: JsonPath;
  readonly value: Readonly<Record<string, unknown>>;
}

/** The lists that an answer has. */
export const detailLists = ["UserDetailList", "GroupDetailList", "RoleDetailList", "Policies"] as const;

/** The answers in a file: one, or a list of them. */
export function detailPages(value: unknown): readonly DetailPage[] {
  if (!Array.isArray(value)) return [{ path: [], value: members(value) }];
  return items(value).map((each, index) => ({ path: [index], value: members(each) }));
}

/** What takes a document and gives what stands in its place from then on. */
export type Put = (slot: DetailSlot) => unknown;

/** The page with every document replaced by what `put` gives for it; anything of another form stays as it is. */
export function withDocuments({ path, value }: DetailPage, put: Put): DetailPage {
  const list = (name: (typeof detailLists)[number], each: (entry: Entry, at: JsonPath) => object): unknown =>
    mapped(value[name] ?? [], [...path, name], each);
  return {
    path,
    value: {
      ...value,
      UserDetailList: list("UserDetailList", (user, at) => ({
        ...user,
        ...inlineOf(user, "UserPolicyList", at, textOf(user["UserName"]) ?? "", put),
      })),
      GroupDetailList: list("GroupDetailList", (group, at) => ({
        ...group,
        ...inlineOf(group, "GroupPolicyList", at, `group ${textOf(group["GroupName"]) ?? ""}`, put),
      })),
      RoleDetailList: list("RoleDetailList", (role, at) => ({
        ...role,
        ...trustOf(role, at, put),
        ...inlineOf(role, "RolePolicyList", at, textOf(role["RoleName"]) ?? "", put),
      })),
      Policies: list("Policies", (policy, at) => ({ ...policy, ...versionsOf(policy, at, put) })),
    },
  };
}

type Entry = Readonly<Record<string, unknown>>;

function mapped(value: unknown, path: JsonPath, each: (entry: Entry, at: JsonPath) => object): unknown {
  if (!Array.isArray(value)) return value;
  return items(value).map((entry, index) => (isObject(entry) ? each(entry, [...path, index]) : entry));
}

function inlineOf(entry: Entry, list: string, path: JsonPath, owner: string, put: Put): object {
  if (entry[list] === undefined) return {};
  const carrier = textOf(entry["Arn"]) ?? "";
  return {
    [list]: mapped(entry[list], [...path, list], (policy, at) => {
      const name = `inline ${textOf(policy["PolicyName"]) ?? ""} of ${owner}`;
      const stored = policy["PolicyDocument"];
      const slot: DetailSlot = {
        name,
        carrier,
        as: "identity",
        path: [...at, "PolicyDocument"],
        stored,
        isInForce: true,
      };
      return { ...policy, PolicyDocument: put(slot) };
    }),
  };
}

function trustOf(role: Entry, path: JsonPath, put: Put): object {
  const name = `trust policy of ${textOf(role["RoleName"]) ?? ""}`;
  const stored = role["AssumeRolePolicyDocument"];
  const carrier = textOf(role["Arn"]) ?? "";
  const at = [...path, "AssumeRolePolicyDocument"];
  const slot: DetailSlot = { name, carrier, as: "trust", path: at, stored, isInForce: true };
  return { AssumeRolePolicyDocument: put(slot) };
}

function versionsOf(policy: Entry, path: JsonPath, put: Put): object {
  const list = "PolicyVersionList";
  if (policy[list] === undefined) return {};
  const arn = textOf(policy["Arn"]) ?? "";
  const versions = mapped(policy[list], [...path, list], (version, at) => {
    const isInForce = version["IsDefaultVersion"] === true;
    const slot: DetailSlot = {
      name: isInForce ? arn : `${arn} ${textOf(version["VersionId"]) ?? ""}`,
      carrier: arn,
      as: "identity",
      path: [...at, "Document"],
      stored: version["Document"],
      isInForce,
    };
    return { ...version, Document: put(slot) };
  });
  return { [list]: versions };
}
