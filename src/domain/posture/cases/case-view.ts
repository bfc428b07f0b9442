import { canonicalMailbox } from "../../core/canonical-mailbox.ts";
import { canonicalPhone } from "../../core/canonical-contact.ts";
import { type Fact, seen, type Unseen, unseen } from "../../core/fact.ts";
import { type Instant, instantOfMillis } from "../../core/instant.ts";
import type { Reason } from "../../core/reason.ts";
import { emptyInventory, type Inventory } from "../../inventory/inventory.ts";
import type { AccountFacts, AccountKind } from "../../snapshot/account-facts.ts";
import type { MailDomainFacts } from "../../snapshot/mail-facts.ts";
import type { Manifest, ScanMode } from "../../snapshot/manifest.ts";
import type { OrganizationFacts } from "../../snapshot/organization-facts.ts";
import type { AccountView } from "../account-view.ts";
import type { NamedActor, PathAnswers, WhoMay } from "../path-answers.ts";
import type { RootFlag } from "../read/root-flag.ts";
import { type CasePolicies, casePolicies, unitPath } from "./case-policies.ts";
import { type CasePrincipals, casePrincipals } from "./case-principals.ts";

/** The moment at which every case is observed and judged. */
export const caseNow: Instant = instantOfMillis(Date.UTC(2026, 10, 21, 3));

/** A date that counts for the inventory, and one that is too old. */
export const caseDates = { fresh: "2026-10-01", stale: "2026-01-01" } as const;

/** Ids of the case organization; `member` is the account of a case unless it says otherwise. */
export const caseIds = {
  member: "111122223333",
  other: "444455556666",
  management: "999988887777",
  organization: "o-exampleorg",
} as const;

/** The few things a case sets; everything else is an ordinary member of an ordinary organization, nothing read. */
export interface CaseSpec {
  readonly kind?: AccountKind;
  readonly mode?: ScanMode;
  readonly asked?: Partial<Manifest["asked"]>;
  readonly partition?: string;
  /** Values of GetAccountSummary, or why it was not seen. */
  readonly flags?: Partial<Record<RootFlag, boolean>> | Unseen;
  readonly email?: string | Unseen;
  readonly phone?: string | Unseen;
  readonly account?: Partial<AccountFacts>;
  readonly rootFeatures?: readonly string[] | Unseen;
  readonly organization?: Partial<OrganizationFacts>;
  readonly policies?: CasePolicies;
  readonly inventory?: Partial<Inventory>;
  readonly declared?: Inventory["declared"];
  /** Facts of the domain of `email`; absent: `--mail` was not asked for. */
  readonly mail?: Partial<MailDomainFacts>;
  /** Further accounts with their root address or phone number. */
  readonly others?: Readonly<Record<string, { readonly email?: string; readonly phone?: string }>>;
  readonly actors?: readonly NamedActor[] | Unseen;
  /** Users and roles of the account; absent: it has none. */
  readonly principals?: CasePrincipals;
  readonly paths?: PathAnswers;
  readonly earlierVerification?: string;
  readonly grantAt?: (at: Instant) => string | null;
}

/** A fact as a case observes it. */
export function said<T>(value: T, source = "case"): Fact<T> {
  return seen(value, source, caseNow);
}

/** A fact that a case could not observe. */
export function hidden(why: Reason, needs?: string): Unseen {
  return unseen(why, needs);
}

/** Builds the view of a case. */
export function caseView(spec: CaseSpec): AccountView {
  const kind = spec.kind ?? "member";
  const id = kind === "management" ? caseIds.management : caseIds.member;
  const email = factFrom(spec.email, "organizations:ListAccounts");
  const made = casePolicies(spec.policies ?? {}, id);
  const others = Object.entries(spec.others ?? {});
  const outside = kind === "standalone";
  return {
    account: account(spec, id, kind, email),
    organization: { ...organization(spec, outside, made.policies), ...spec.organization },
    manifest: manifest(spec, outside),
    inventory: { ...emptyInventory, ...spec.inventory, declared: spec.declared ?? spec.inventory?.declared ?? {} },
    mail: mailOf(spec),
    phones: groups([[id, textOf(spec.phone)], ...others.map(([key, one]): Row => [key, one.phone])], canonicalPhone),
    mailboxes: groups([[id, textOf(spec.email)], ...others.map(([key, one]): Row => [key, one.email])], (address) =>
      canonicalMailbox(address, providerOf(spec)),
    ),
    accountIds: new Set([id, ...(outside ? [] : [caseIds.management]), ...others.map(([key]) => key)]),
    document: made.document,
    principals: casePrincipals(spec.principals ?? [], id, kind),
    whoMay: () => whoMay(spec.actors),
    paths: spec.paths ?? { status: "exact", certain: [], possible: 0, minCut: null, next: null, why: null },
    now: caseNow,
    ...(spec.earlierVerification === undefined ? {} : { earlierVerification: spec.earlierVerification }),
    ...(spec.grantAt === undefined ? {} : { grantAt: spec.grantAt }),
  };
}

type Row = readonly [account: string, contact: string | undefined];

function account(spec: CaseSpec, id: string, kind: AccountKind, email: Fact<string> | undefined): AccountFacts {
  const contact = phoneFact(spec.phone);
  return {
    id,
    kind,
    state: said("ACTIVE", "organizations:ListAccounts"),
    createdAt: said("2024-12-01T00:00:00Z", "account:GetAccountInformation"),
    ...(kind === "standalone" ? {} : { path: said(unitPath(kind), "organizations:ListAccounts") }),
    ...(email === undefined ? {} : { email }),
    ...(contact === undefined ? {} : { contact }),
    ...flags(spec.flags),
    ...spec.account,
  };
}

function flags(from: CaseSpec["flags"]): Pick<AccountFacts, "flags"> {
  if (from === undefined) return {};
  const all: RootFlag[] = ["mfa", "accessKeys", "password", "certificates"];
  if ("status" in from) return { flags: Object.fromEntries(all.map((flag) => [flag, from])) };
  const given = all.filter((flag) => from[flag] !== undefined);
  return { flags: Object.fromEntries(given.map((flag) => [flag, said(from[flag] === true, "iam:GetAccountSummary")])) };
}

function phoneFact(phone: CaseSpec["phone"]): AccountFacts["contact"] {
  if (phone === undefined) return undefined;
  if (typeof phone !== "string") return phone;
  return said({ FullName: "Example Corp", PhoneNumber: phone, CountryCode: "US" }, "account:GetContactInformation");
}

function organization(spec: CaseSpec, outside: boolean, policies: OrganizationFacts["policies"]): OrganizationFacts {
  const source = "organizations:DescribeOrganization";
  const value = {
    id: caseIds.organization,
    featureSet: "ALL" as const,
    managementAccount: caseIds.management,
    managementEmail: null,
  };
  const types = ["SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"].map((type) => ({ type, status: "ENABLED" }));
  const root = { id: "r-ex01", name: "Root", policyTypes: types };
  return {
    organization: said(outside ? null : value, source),
    rootFeatures: factFrom(copyOf(spec.rootFeatures), "iam:ListOrganizationsFeatures") ?? hidden("not-in-mode"),
    trustedAccess: hidden("not-in-mode"),
    delegates: {},
    roots: said([root], "organizations:ListRoots"),
    units: said([], "organizations:ListOrganizationalUnitsForParent"),
    policies,
    delegationPolicy: said(null, "organizations:DescribeResourcePolicy"),
    signin: {},
  };
}

function manifest(spec: CaseSpec, outside: boolean): Manifest {
  const partition = spec.partition ?? "aws";
  return {
    schema: "rootward.snapshot/v1",
    mode: spec.mode ?? (outside ? "account" : "org+roles"),
    partition,
    caller: { account: caseIds.management, arn: `arn:${partition}:iam::${caseIds.management}:role/scan` },
    startedAt: caseNow,
    finishedAt: caseNow,
    complete: true,
    accounts: 1,
    asked: { assumeRoot: false, mail: spec.mail !== undefined, credentialReport: false, ...spec.asked },
    memberRole: outside ? null : "RootwardReader",
  };
}

function mailOf(spec: CaseSpec): AccountView["mail"] {
  if (spec.mail === undefined) return null;
  const domain = textOf(spec.email)?.split("@").at(-1) ?? "corp.example";
  return { domains: [{ domain, registrable: domain, mx: hidden("unreachable"), ...spec.mail }] };
}

function providerOf(spec: CaseSpec): string | null {
  const mx = spec.mail?.mx;
  return mx !== undefined && "value" in mx ? mx.value.provider : null;
}

function whoMay(actors: CaseSpec["actors"]): WhoMay {
  if (actors === undefined) return { status: "known", actors: [] };
  if (!("status" in actors)) return { status: "known", actors };
  return { status: "unknown", reason: actors.why, needs: actors.needs ?? "iam:GetAccountAuthorizationDetails" };
}

function groups(rows: readonly Row[], canonical: (text: string) => string): ReadonlyMap<string, readonly string[]> {
  const made = new Map<string, string[]>();
  for (const [id, text] of rows) {
    if (text === undefined) continue;
    const key = canonical(text);
    made.set(key, [...(made.get(key) ?? []), id]);
  }
  return made;
}

function textOf(value: string | Unseen | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function factFrom<T>(value: T | Unseen | undefined, source: string): Fact<T> | undefined {
  if (value === undefined) return undefined;
  return isUnseen(value) ? value : said(value, source);
}

function copyOf(list: CaseSpec["rootFeatures"]): string[] | Unseen | undefined {
  return list === undefined || isUnseen(list) ? list : [...list];
}

function isUnseen(value: unknown): value is Unseen {
  return typeof value === "object" && value !== null && "status" in value;
}
