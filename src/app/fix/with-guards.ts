import { isSeen, seen } from "../../domain/core/fact.ts";
import type { PlannedDocument } from "../../domain/guards/plan/plan.ts";
import type { AccountFacts } from "../../domain/snapshot/account-facts.ts";
import type { AuthorizationDetails } from "../../domain/snapshot/authorization-details.ts";
import type { OrganizationFacts, OrgPolicy } from "../../domain/snapshot/organization-facts.ts";
import type { Snapshot } from "../../domain/snapshot/snapshot.ts";
import { policyType } from "./planned-documents.ts";

/** What will stand beside the documents. */
export interface Surroundings {
  /** `o-…` or `r-…` whose console authorization will be enabled; null: it stays as it is. */
  readonly enableSignin: string | null;
  /** ARNs of principals that get the boundary. */
  readonly bounded: readonly string[];
  /** The account they live in. */
  readonly boundedAccount: string | null;
  readonly boundaryArn: string;
}

const source = "rootward fix";

/** The snapshot as it would be collected after every document was attached, put or set. The original stays as it is. */
export function withGuards(snapshot: Snapshot, planned: readonly PlannedDocument[], around: Surroundings): Snapshot {
  const at = snapshot.manifest.finishedAt ?? snapshot.manifest.startedAt;
  const documents = new Map(planned.map((each) => [`planned:${each.name}`, each.document]));
  const boundary = planned.find(({ kind }) => kind === "boundary");
  return {
    ...snapshot,
    organization: organizationWith(snapshot.organization, planned, around, at),
    accounts: snapshot.accounts.map((account) => accountWith(account, planned, at)),
    document: (sha256) => {
      const made = documents.get(sha256);
      return made === undefined ? snapshot.document(sha256) : Promise.resolve(made);
    },
    authorizationDetails: async (account) => {
      const details = await snapshot.authorizationDetails(account);
      if (details === null || boundary === undefined || account !== around.boundedAccount) return details;
      return detailsWith(details, boundary, around);
    },
  };
}

function organizationWith(
  organization: OrganizationFacts,
  planned: readonly PlannedDocument[],
  { enableSignin }: Surroundings,
  at: string,
): OrganizationFacts {
  const attached = planned.filter(({ kind }) => kind === "scp" || kind === "rcp");
  const types = new Set<string>(
    attached.flatMap(({ kind }) => (kind === "scp" || kind === "rcp" ? [policyType(kind)] : [])),
  );
  const { policies, roots, signin } = organization;
  return {
    ...organization,
    policies: isSeen(policies)
      ? { ...policies, value: attached.reduce((all, each) => attach(all, each, at), policies.value) }
      : policies,
    roots: isSeen(roots)
      ? {
          ...roots,
          value: roots.value.map((root) => ({ ...root, policyTypes: enabledTypes(root.policyTypes, types) })),
        }
      : roots,
    signin:
      enableSignin === null
        ? signin
        : {
            ...signin,
            [enableSignin]: {
              ...signin[enableSignin],
              configuration: seen({ enabled: true, scope: "ORGANIZATION" }, source, at),
            },
          },
  };
}

function attach(policies: OrgPolicy[], planned: PlannedDocument, at: string): OrgPolicy[] {
  const document = seen({ sha256: `planned:${planned.name}` }, source, at);
  if (planned.replaces !== null) {
    return policies.map((policy) => {
      if (policy.id !== planned.replaces) return policy;
      const before = isSeen(policy.targets) ? policy.targets.value : [];
      return { ...policy, document, targets: seen([...new Set([...before, ...planned.targets])], source, at) };
    });
  }
  const type = policyType(planned.kind === "rcp" ? "rcp" : "scp");
  const { name } = planned;
  return [
    ...policies,
    { id: `p-${name}`, name, type, awsManaged: false, document, targets: seen([...planned.targets], source, at) },
  ];
}

function enabledTypes(
  before: readonly { readonly type: string; readonly status: string }[],
  needed: ReadonlySet<string>,
): { type: string; status: string }[] {
  const others = before.filter(({ type }) => !needed.has(type)).map(({ type, status }) => ({ type, status }));
  return [...others, ...[...needed].map((type) => ({ type, status: "ENABLED" }))];
}

function accountWith(account: AccountFacts, planned: readonly PlannedDocument[], at: string): AccountFacts {
  const own = planned.find(({ kind, targets }) => kind === "signin" && targets.includes(account.id));
  if (own === undefined) return account;
  const before = account.signin?.policy;
  const statements = isSeen(before) && before.value !== null ? before.value["Statement"] : [];
  const all = [...(Array.isArray(statements) ? statements : [statements]), ...own.document.Statement];
  return {
    ...account,
    signin: {
      ...account.signin,
      configuration: seen({ enabled: true, scope: "ACCOUNT" }, source, at),
      policy: seen({ Version: "2012-10-17", Statement: all }, source, at),
    },
  };
}

function detailsWith(
  details: AuthorizationDetails,
  boundary: PlannedDocument,
  { bounded, boundaryArn }: Surroundings,
): AuthorizationDetails {
  const bind = <T extends { readonly Arn: string }>(entity: T): T =>
    bounded.includes(entity.Arn) ? { ...entity, PermissionsBoundary: { PermissionsBoundaryArn: boundaryArn } } : entity;
  const Document = { Version: boundary.document.Version, Statement: boundary.document.Statement };
  return {
    ...details,
    UserDetailList: details.UserDetailList.map(bind),
    RoleDetailList: details.RoleDetailList.map(bind),
    Policies: [
      ...details.Policies.filter(({ Arn }) => Arn !== boundaryArn),
      {
        PolicyName: boundary.name,
        Arn: boundaryArn,
        DefaultVersionId: "v1",
        PolicyVersionList: [{ Document, VersionId: "v1", IsDefaultVersion: true }],
      },
    ],
  };
}
