import type { AccountId } from "../../domain/core/account-id.ts";
import { instant, millisOf } from "../../domain/core/instant.ts";
import { builtInPolicy } from "../evaluator/built-in-policies.ts";
import type { AccountEntry } from "../file/account-entry.ts";
import type { DocumentReference, PolicyEntry } from "../file/policy-entry.ts";
import type { PrincipalEntry } from "../file/principal-entry.ts";
import { buildCredentials } from "./build-credentials.ts";
import type { IamState, InlineState, ManagedPolicyState } from "./iam-state.ts";
import type { DocumentPool, PolicyDocument } from "./policy-document.ts";
import type { RandomText } from "./random-text.ts";
import { trustDocument } from "./trust-document.ts";

/** What IAM of one account needs to know about the rest of the file. */
export interface IamSurroundings {
  readonly partition: string;
  /** The file's `policies`. */
  readonly policies: Readonly<Record<string, PolicyEntry>>;
  readonly documents: DocumentPool;
  readonly random: RandomText;
  readonly managementId: string | null;
  /** Lists that accounts share, by their text. */
  readonly lists: Map<string, readonly string[]>;
}

const none: readonly never[] = [];
const noTags = {};

/** Builds users, groups, roles and the customer managed policies that they name. */
export function buildIam(
  account: AccountId,
  entry: AccountEntry,
  accountCreatedAt: number,
  around: IamSurroundings,
): IamState {
  const iam: IamState = {
    users: new Map(),
    groups: new Map(),
    roles: new Map(),
    managed: new Map(),
    oidcProviders: new Map(
      entry.oidcProviders.map((issuer) => [`arn:${around.partition}:iam::${account}:oidc-provider/${issuer}`, issuer]),
    ),
    unassigned: none,
  };
  for (const principal of entry.principals) addPrincipal(iam, account, principal, accountCreatedAt, around);
  return iam;
}

function addPrincipal(
  iam: IamState,
  account: AccountId,
  entry: PrincipalEntry,
  accountCreatedAt: number,
  around: IamSurroundings,
): void {
  const [kind = "", ...rest] = entry.arn.split("/");
  const name = rest.at(-1) ?? "";
  const path = rest.length === 1 ? "/" : `/${rest.slice(0, -1).join("/")}/`;
  const createdAt = millis(entry.created) ?? accountCreatedAt;
  const managed = (names: readonly string[]) =>
    share(
      names.map((written) => managedArn(iam, account, written, accountCreatedAt, around)),
      around,
    );
  const entity = {
    name,
    path,
    createdAt,
    inline: inlinePolicies(entry, around),
    attached: managed(entry.policies),
  };
  const boundary = entry.boundary === undefined ? null : (managed([entry.boundary])[0] ?? null);
  const tags = Object.keys(entry.tags).length === 0 ? noTags : entry.tags;
  if (kind === "group") iam.groups.set(name, entity);
  else if (kind === "user") {
    const credentials = buildCredentials(entry, { account, owner: name, createdAt, ...around });
    iam.users.set(name, { ...entity, ...credentials, groups: share(entry.groups, around), boundary, tags });
  } else {
    const trust = trustDocument(entry.trust ?? "account", {
      account,
      providers: [...iam.oidcProviders.keys()],
      ...around,
    });
    const used = entry.lastUsed;
    const lastUsed = used === undefined ? null : { at: millis(used.at) ?? createdAt, region: used.region };
    iam.roles.set(name, { ...entity, trust, boundary, tags, lastUsed });
  }
}

function managedArn(
  iam: IamState,
  account: AccountId,
  written: string,
  createdAt: number,
  around: IamSurroundings,
): string {
  const builtIn = builtInPolicy(written, around.partition);
  if (builtIn !== null) return builtIn.arn;
  const arn = `arn:${around.partition}:iam::${account}:policy/${written}`;
  const entry = around.policies[written];
  if (!iam.managed.has(arn) && entry !== undefined) {
    const policy: ManagedPolicyState = {
      arn,
      name: written,
      path: "/",
      createdAt,
      versions: [{ id: "v1", document: around.documents.of(entry.document), createdAt }],
      defaultVersion: "v1",
    };
    iam.managed.set(arn, policy);
  }
  return arn;
}

function inlinePolicies(entry: PrincipalEntry, around: IamSurroundings): readonly InlineState[] {
  const written = Object.entries(entry.inline);
  if (written.length === 0) return none;
  return written.map(([name, reference]) => ({ name, document: documentOf(reference, around) }));
}

function documentOf(reference: DocumentReference, around: IamSurroundings): PolicyDocument {
  const document = typeof reference === "string" ? around.policies[reference]?.document : reference;
  return around.documents.of(document ?? {});
}

function share(list: readonly string[], around: IamSurroundings): readonly string[] {
  if (list.length === 0) return none;
  const key = list.join("\n");
  const known = around.lists.get(key);
  if (known !== undefined) return known;
  around.lists.set(key, list);
  return list;
}

function millis(text: string | undefined): number | null {
  const at = text === undefined ? null : instant(text);
  return at === null ? null : millisOf(at);
}
