import type { Policy, Statement } from "../language/policy.ts";

/** Whom a statement of a trust policy lets in through one OIDC provider. */
export interface OidcSubject {
  /** The `sub` patterns, or `claim=value` where another claim limits; `*` when nothing does. */
  readonly subjects: readonly string[];
  /** Anyone may get such a token: the issuer serves everybody and nothing ties it to one customer. */
  readonly isPublic: boolean;
  /** Claims that satisfy the conditions on this issuer's keys, by lower-case key. */
  readonly witness: ReadonlyMap<string, readonly string[]>;
}

/**
 * Issuers that sign for all their customers alike. `customer` says how a `sub` begins that belongs to one customer:
 * the name follows, up to the delimiter. Source: the vendors' pages on OIDC with AWS.
 */
const sharedIssuers: readonly {
  readonly issuer: string;
  readonly customer: readonly [prefix: string, end: string] | null;
}[] = [
  { issuer: "token.actions.githubusercontent.com", customer: ["repo:", "/"] },
  { issuer: "gitlab.com", customer: ["project_path:", "/"] },
  { issuer: "app.terraform.io", customer: ["organization:", ":"] },
  { issuer: "agent.buildkite.com", customer: ["organization:", ":"] },
  { issuer: "oidc.vercel.com", customer: ["owner:", ":"] },
  { issuer: "accounts.google.com", customer: null },
  { issuer: "cognito-identity.amazonaws.com", customer: null },
  { issuer: "www.amazon.com", customer: null },
  { issuer: "graph.facebook.com", customer: null },
];

/** Claims other than `sub` that tie a token to one customer of a shared issuer. An audience alone does not, at a CI. */
const tyingClaims = new Set([
  "repository",
  "repository_id",
  "repository_owner",
  "repository_owner_id",
  "job_workflow_ref",
  "enterprise",
  "enterprise_id",
  "namespace_id",
  "namespace_path",
  "project_id",
  "project_path",
  "organization_id",
  "organization_slug",
  "pipeline_id",
  "terraform_organization_name",
  "terraform_organization_id",
]);

/** Issuers without a customer in `sub`: there the audience names the customer's own client or identity pool. */
const audienceTies = new Set(["aud", "oaud", "app_id", "user_id", "id"]);

/** The issuer of a provider: what follows `oidc-provider/` in its ARN, or the host itself. */
export function issuerOf(provider: string): string {
  const at = provider.indexOf(":oidc-provider/");
  return at < 0 ? provider : provider.slice(at + ":oidc-provider/".length);
}

/** Reads who gets in through `provider`, one answer per Allow statement that names it. */
export function oidcSubjects(trust: Policy, provider: string): readonly OidcSubject[] {
  return trust.statements.filter((each) => admits(each, provider)).map((each) => subjectOf(each, issuerOf(provider)));
}

function admits(statement: Statement, provider: string): boolean {
  if (statement.effect !== "Allow") return false;
  const named = statement.principals?.entries.some((entry) => entry.type === "Federated" && entry.value === provider);
  return named === true;
}

function subjectOf(statement: Statement, issuer: string): OidcSubject {
  const shared = sharedIssuers.find((each) => issuer === each.issuer || issuer.startsWith(`${each.issuer}/`));
  const witness = new Map<string, readonly string[]>();
  const subjects: string[] = [];
  const others: string[] = [];
  let isTied = shared === undefined || issuer !== shared.issuer;
  for (const { operator, key, values } of statement.conditions) {
    const claim = claimOf(key, issuer);
    const match = /^(?:ForAnyValue:|ForAllValues:)?String(Equals|EqualsIgnoreCase|Like)(?:IfExists)?$/i.exec(operator);
    if (claim === null || match === null) continue;
    const wildcards = match[1]?.toLowerCase() === "like";
    witness.set(key.toLowerCase(), [values[0] === undefined ? "x" : example(values[0], wildcards)]);
    if (claim === "sub") {
      subjects.push(...values);
      isTied ||= values.every((value) => namesCustomer(value, wildcards, shared?.customer ?? null));
    } else if (ties(claim, shared?.customer ?? null)) {
      others.push(...values.map((value) => `${claim}=${value}`));
      isTied ||= values.every((value) => !wildcards || !/^[*?]/.test(value));
    }
  }
  const named = subjects.length > 0 ? subjects : others;
  return { subjects: named.length > 0 ? named : ["*"], isPublic: !isTied, witness };
}

function claimOf(key: string, issuer: string): string | null {
  const folded = key.toLowerCase();
  const prefix = `${issuer.toLowerCase()}:`;
  return folded.startsWith(prefix) ? folded.slice(prefix.length) : null;
}

function ties(claim: string, customer: readonly [string, string] | null): boolean {
  return customer === null ? audienceTies.has(claim) : tyingClaims.has(claim);
}

/** True when a `sub` pattern holds the whole name of a customer: a star inside it lets anyone choose a fitting name. */
function namesCustomer(pattern: string, wildcards: boolean, customer: readonly [string, string] | null): boolean {
  if (!wildcards || !/[*?]/.test(pattern)) return true;
  // Subjects of issuers without customers are opaque ids: any fixed beginning belongs to nobody else.
  if (customer === null) return false;
  const [prefix, end] = customer;
  if (!pattern.startsWith(prefix)) return false;
  const name = pattern.slice(prefix.length).split(end)[0] ?? "";
  return name !== "" && !/[*?]/.test(name) && pattern.length > prefix.length + name.length;
}

function example(value: string, wildcards: boolean): string {
  const text = value.replaceAll(/\$\{([*?$])\}/g, "$1");
  return wildcards ? text.replaceAll("*", "x").replaceAll("?", "x") : text;
}
