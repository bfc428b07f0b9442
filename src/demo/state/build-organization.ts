import { accountId, type AccountId } from "../../domain/core/account-id.ts";
import type { OuEntry } from "../file/organization-entry.ts";
import type { OrganizationFile } from "../organization-file.ts";
import { buildSignin } from "./build-account.ts";
import type { OrganizationState, OrgPolicyState, PolicyType } from "./organization-state.ts";
import { DocumentPool } from "./policy-document.ts";
import { stableId } from "./random-text.ts";

const allowAll = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] };
const allowAllResources = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }],
};

/** Ids of the two policies that AWS makes itself. */
export const fullAccessId = {
  SERVICE_CONTROL_POLICY: "p-FullAWSAccess",
  RESOURCE_CONTROL_POLICY: "p-RCPFullAWSAccess",
};

/** Builds the organization with its OUs and policies, accounts left out; null when the file has none. */
export function buildOrganization(file: OrganizationFile): OrganizationState | null {
  const entry = file.organization;
  const management = Object.entries(file.accounts).find(([, account]) => account.role === "management");
  const [root] = Object.entries(file.ous);
  const managementId = management === undefined ? null : accountId(management[0]);
  if (entry === undefined || managementId === null || root === undefined) return null;
  const documents = new DocumentPool();
  const organization: OrganizationState = {
    id: entry.id,
    featureSet: entry.features,
    managementId,
    rootId: root[0],
    policyTypes: new Map([
      ["SERVICE_CONTROL_POLICY", entry.policyTypes.SCP],
      ["RESOURCE_CONTROL_POLICY", entry.policyTypes.RCP],
    ]),
    trusted: new Map(entry.trusted.map((service) => [service, 0])),
    rootFeatures: new Set(entry.rootFeatures),
    delegates: new Map(
      Object.entries(entry.delegates).map(([service, ids]) => [
        service,
        new Map(ids.flatMap((id) => asAccountId(id).map((known) => [known, 0] as const))),
      ]),
    ),
    nodes: new Map(),
    policies: orgPolicies(file, documents),
    attachments: { SERVICE_CONTROL_POLICY: new Map(), RESOURCE_CONTROL_POLICY: new Map() },
    delegationPolicy: delegation(file, documents),
    signin: new Map(),
    revokedAt: new Map(),
  };
  if (entry.signin !== undefined) organization.signin.set(entry.id, buildSignin(entry.signin));
  if (root[1].signin !== undefined) organization.signin.set(root[0], buildSignin(root[1].signin));
  addNode(organization, root[0], root[1], null);
  return organization;
}

/** Attaches the SCPs and RCPs that the file gives to a root, OU or account. */
export function attachPolicies(
  organization: OrganizationState,
  target: string,
  lists: { readonly scp?: readonly string[] | undefined; readonly rcp?: readonly string[] | undefined },
): void {
  const { attachments } = organization;
  const scps = (lists.scp ?? [fullAccessId.SERVICE_CONTROL_POLICY]).map((name) =>
    idOf(organization, name, "SERVICE_CONTROL_POLICY"),
  );
  const rcps = (lists.rcp ?? []).map((name) => idOf(organization, name, "RESOURCE_CONTROL_POLICY"));
  attachments.SERVICE_CONTROL_POLICY.set(target, shared(scps));
  attachments.RESOURCE_CONTROL_POLICY.set(
    target,
    shared([...new Set([fullAccessId.RESOURCE_CONTROL_POLICY, ...rcps])]),
  );
}

function addNode(organization: OrganizationState, id: string, entry: OuEntry, parent: string | null): void {
  organization.nodes.set(id, {
    id,
    name: entry.name ?? (parent === null ? "Root" : id.slice(id.lastIndexOf("-") + 1)),
    parent,
  });
  attachPolicies(organization, id, entry);
  for (const [child, below] of Object.entries(entry.children ?? {})) addNode(organization, child, below, id);
}

function orgPolicies(file: OrganizationFile, documents: DocumentPool): Map<string, OrgPolicyState> {
  const made: OrgPolicyState[] = [
    awsPolicy("FullAWSAccess", "Allows access to every operation", "SERVICE_CONTROL_POLICY", documents.of(allowAll)),
    awsPolicy(
      "RCPFullAWSAccess",
      "Allows all principals to perform all actions against all resources",
      "RESOURCE_CONTROL_POLICY",
      documents.of(allowAllResources),
    ),
  ];
  for (const [name, entry] of Object.entries(file.policies)) {
    if (entry.type !== "SCP" && entry.type !== "RCP") continue;
    made.push({
      id: entry.id ?? policyId(name),
      name,
      description: entry.description,
      type: entry.type === "SCP" ? "SERVICE_CONTROL_POLICY" : "RESOURCE_CONTROL_POLICY",
      awsManaged: false,
      document: documents.of(entry.document),
    });
  }
  return new Map(made.map((policy) => [policy.id, policy]));
}

/** The id of a policy of this name: `p-` and eight lower-case characters. */
export function policyId(name: string): string {
  return `p-${stableId("", name).slice(0, 8).toLowerCase()}`;
}

function awsPolicy(
  name: string,
  description: string,
  type: PolicyType,
  document: OrgPolicyState["document"],
): OrgPolicyState {
  return { id: `p-${name}`, name, description, type, awsManaged: true, document };
}

function idOf(organization: OrganizationState, name: string, type: PolicyType): string {
  if (organization.policies.has(name)) return name;
  const found = [...organization.policies.values()].find((policy) => policy.name === name && policy.type === type);
  return found?.id ?? name;
}

function delegation(file: OrganizationFile, documents: DocumentPool): OrganizationState["delegationPolicy"] {
  const written = file.organization?.delegationPolicy;
  if (written === undefined) return null;
  const document = typeof written === "string" ? file.policies[written]?.document : written;
  return document === undefined ? null : documents.of(document);
}

const lists = new Map<string, readonly string[]>();

/** Thousands of accounts have the same list. */
function shared(ids: readonly string[]): readonly string[] {
  const key = ids.join(" ");
  const known = lists.get(key);
  if (known !== undefined) return known;
  lists.set(key, ids);
  return ids;
}

function asAccountId(text: string): readonly AccountId[] {
  const id = accountId(text);
  return id === null ? [] : [id];
}
