import type { OrganizationFile } from "./organization-file-schema.ts";
import { builtInPolicyNames } from "../evaluator/built-in-policies.ts";
import { parseStatements } from "../evaluator/parse-statements.ts";
import type { OuEntry } from "./organization-entry.ts";
import type { DocumentReference } from "./policy-entry.ts";

/** A name that leads nowhere, and where it stands. */
export interface BrokenReference {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

type Path = readonly (string | number)[];

const trustWords = ["account", "management", "oidc", "sso", "public"];
const alwaysThere = ["p-FullAWSAccess", "FullAWSAccess", "p-RCPFullAWSAccess", "RCPFullAWSAccess"];

/** Finds the first name in the file that leads nowhere; `null` when all do. */
export function checkReferences(file: OrganizationFile): BrokenReference | null {
  for (const broken of findBroken(file)) return broken;
  return null;
}

function* findBroken(file: OrganizationFile): Generator<BrokenReference> {
  const nodes = new Set<string>();
  yield* brokenNodes(file, nodes);
  yield* brokenMembership(file);
  for (const [name, { document }] of Object.entries(file.policies)) {
    yield* brokenContent(document, ["policies", name, "document"]);
  }
  const stray = file.generate?.ous?.find((id) => !nodes.has(id));
  if (stray !== undefined) yield { path: ["generate", "ous"], message: `no OU ${stray}` };
  for (const [id, account] of Object.entries(file.accounts)) {
    const path: Path = ["accounts", id];
    const isMember = file.organization !== undefined && (account.role ?? "member") === "member";
    if (!isMember && (account.root === "none" || account.root.password === null)) {
      yield { path: [...path, "root"], message: "the root of a management or standalone account has a password" };
    }
    if (account.ou !== undefined && !nodes.has(account.ou)) {
      yield { path: [...path, "ou"], message: `no OU ${account.ou}` };
    }
    yield* brokenOrgPolicies(file, account, path);
    for (const kind of ["buckets", "queues"] as const) {
      for (const [name, { policy }] of Object.entries(account[kind])) {
        yield* brokenDocument(file, policy, [...path, kind, name, "policy"]);
      }
    }
    const groups = account.principals
      .filter((entry) => entry.arn.startsWith("group/"))
      .map((entry) => lastPart(entry.arn));
    const seen = new Set<string>();
    for (const [index, entry] of account.principals.entries()) {
      const at: Path = [...path, "principals", index];
      const key = `${entry.arn.split("/")[0]}/${lastPart(entry.arn).toLowerCase()}`;
      if (seen.has(key)) yield { path: [...at, "arn"], message: `${key} is there twice` };
      seen.add(key);
      for (const [nth, name] of entry.policies.entries()) yield* brokenManaged(file, name, [...at, "policies", nth]);
      if (entry.boundary !== undefined) yield* brokenManaged(file, entry.boundary, [...at, "boundary"]);
      for (const [name, reference] of Object.entries(entry.inline)) {
        yield* brokenDocument(file, reference, [...at, "inline", name]);
      }
      const missing = entry.groups.find((name) => !groups.includes(name));
      if (missing !== undefined) yield { path: [...at, "groups"], message: `no group ${missing} in this account` };
      if (typeof entry.trust !== "string" || !isTrustWord(entry.trust)) {
        yield* brokenDocument(file, entry.trust, [...at, "trust"]);
      }
    }
  }
}

function* brokenNodes(file: OrganizationFile, nodes: Set<string>): Generator<BrokenReference> {
  const roots = Object.keys(file.ous);
  if (file.organization === undefined && roots.length > 0) yield { path: ["ous"], message: "OUs without organization" };
  if (file.organization !== undefined && (roots.length !== 1 || !roots[0]?.startsWith("r-"))) {
    yield { path: ["ous"], message: "an organization has exactly one root, r-…, under ous" };
  }
  function* walk(children: Readonly<Record<string, OuEntry>>, path: Path, depth: number): Generator<BrokenReference> {
    for (const [id, node] of Object.entries(children)) {
      const at: Path = [...path, id];
      if (nodes.has(id)) yield { path: at, message: `${id} is there twice` };
      if (depth > 0 && id.startsWith("r-")) yield { path: at, message: "a root cannot lie below another" };
      if (depth > 5) yield { path: at, message: "OUs are at most five levels deep" };
      if (depth > 0 && node.signin !== undefined)
        yield { path: [...at, "signin"], message: "only the root has signin" };
      nodes.add(id);
      yield* brokenOrgPolicies(file, node, at);
      yield* walk(node.children ?? {}, [...at, "children"], depth + 1);
    }
  }
  yield* walk(file.ous, ["ous"], 0);
}

function* brokenMembership(file: OrganizationFile): Generator<BrokenReference> {
  const accounts = Object.entries(file.accounts);
  const managements = accounts.filter(([, account]) => account.role === "management");
  if (file.organization === undefined) {
    const bound = accounts.find(([, account]) => account.role === "management" || account.role === "member");
    if (bound !== undefined) yield { path: ["accounts", bound[0], "role"], message: "there is no organization" };
    if (file.generate !== undefined) yield { path: ["generate"], message: "only members of an organization are made" };
    return;
  }
  if (managements.length !== 1) yield { path: ["accounts"], message: "exactly one account has role: management" };
  for (const [service, ids] of Object.entries(file.organization.delegates)) {
    const stranger = ids.find((id) => {
      const account = file.accounts[id];
      return account === undefined || (account.role ?? "member") !== "member";
    });
    if (stranger !== undefined) {
      yield { path: ["organization", "delegates", service], message: `${stranger} is no member` };
    }
  }
  yield* brokenDocument(file, file.organization.delegationPolicy, ["organization", "delegationPolicy"]);
}

function* brokenOrgPolicies(
  file: OrganizationFile,
  lists: { readonly scp?: readonly string[] | undefined; readonly rcp?: readonly string[] | undefined },
  path: Path,
): Generator<BrokenReference> {
  for (const [key, type] of [
    ["scp", "SCP"],
    ["rcp", "RCP"],
  ] as const) {
    for (const [index, name] of (lists[key] ?? []).entries()) {
      if (alwaysThere.includes(name)) continue;
      const found = file.policies[name] ?? Object.values(file.policies).find((entry) => entry.id === name);
      if (found?.type !== type) yield { path: [...path, key, index], message: `no ${type} ${name} under policies` };
    }
  }
}

function* brokenManaged(file: OrganizationFile, name: string, path: Path): Generator<BrokenReference> {
  const short = name.slice(name.lastIndexOf("/") + 1);
  if (builtInPolicyNames.includes(short) || file.policies[name]?.type === "managed") return;
  yield { path, message: `no managed policy ${name}` };
}

function* brokenDocument(
  file: OrganizationFile,
  reference: DocumentReference | undefined,
  path: Path,
): Generator<BrokenReference> {
  if (reference === undefined) return;
  if (typeof reference !== "string") yield* brokenContent(reference, path);
  else if (!Object.hasOwn(file.policies, reference)) yield { path, message: `no document ${reference} under policies` };
}

function* brokenContent(document: Readonly<Record<string, unknown>>, path: Path): Generator<BrokenReference> {
  try {
    parseStatements(JSON.stringify(document));
  } catch (failure) {
    yield { path, message: failure instanceof Error ? failure.message : "not a policy" };
  }
}

function isTrustWord(text: string): boolean {
  return (
    trustWords.includes(text) || text.startsWith("service:") || text.startsWith("oidc:") || /^[0-9]{12}$/.test(text)
  );
}

function lastPart(arn: string): string {
  return arn.slice(arn.lastIndexOf("/") + 1);
}
