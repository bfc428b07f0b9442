import * as fc from "fast-check";
import { type Fact, isSeen, type Unseen, unseen } from "../../src/domain/core/fact.ts";
import { instantOfMillis } from "../../src/domain/core/instant.ts";
import { reasons } from "../../src/domain/core/reason.ts";
import type { AccountView } from "../../src/domain/posture/account-view.ts";
import { casePath, casePaths } from "../../src/domain/posture/cases/case-paths.ts";
import { oneStatement } from "../../src/domain/posture/cases/case-policies.ts";
import type { CasePrincipal } from "../../src/domain/posture/cases/case-principals.ts";
import { staleReport } from "../../src/domain/posture/cases/case-report.ts";
import { caseSignin } from "../../src/domain/posture/cases/case-signin.ts";
import { type CaseUser, caseUsers } from "../../src/domain/posture/cases/case-users.ts";
import { caseDates, caseIds, type CaseSpec, caseView, said } from "../../src/domain/posture/cases/case-view.ts";
import type { AccountFacts, UserCredentials } from "../../src/domain/snapshot/account-facts.ts";
import { anyStatement } from "./any-statement.ts";

const gap = fc.constantFrom(...reasons).map((why): Unseen => unseen(why));
const fact = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<Fact<T>> =>
  fc.oneof(
    value.map((one) => said(one)),
    gap,
  );
const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined });
const time = fc.oneof(
  fc.integer({ min: 0, max: 900 }).map((days) => instantOfMillis(Date.UTC(2026, 10, 21) - days * 86_400_000)),
  fc.constant("no time at all"),
);
const nullableTime = fc.option(time, { nil: null });
const address = fc.constantFrom(
  "aws@corp.example",
  "aws+x@corp.example",
  "AWS@Corp.Example",
  "jane.doe@corp.example",
  "corp.aws@gmail.com",
  "@",
  "no address",
);
const phone = fc.constantFrom("+1 555 0100", "+15550100", "+49 30 1", "", "-");
const date = fc.constantFrom(caseDates.fresh, caseDates.stale, undefined);
const person = fc.constantFrom("ann", "bob");

const accountFacts: fc.Arbitrary<Partial<AccountFacts>> = fc.record(
  {
    flags: fc.record(
      {
        mfa: fact(fc.boolean()),
        accessKeys: fact(fc.boolean()),
        password: fact(fc.boolean()),
        certificates: fact(fc.boolean()),
      },
      { requiredKeys: [] },
    ),
    devices: fact(
      fc.array(
        fc.record({
          serial: fc.string(),
          kind: fc.constantFrom("virtual" as const, "fido" as const, "hardware" as const),
          enabledAt: nullableTime,
        }),
        { maxLength: 3 },
      ),
    ),
    devicesComplete: fc.boolean(),
    keys: fact(
      fc.array(
        fc.record({ id: fc.string(), active: fc.boolean(), createdAt: nullableTime, lastUsedAt: fact(nullableTime) }),
        { maxLength: 2 },
      ),
    ),
    certificates: fact(
      fc.array(fc.record({ id: fc.string(), active: fc.boolean(), uploadedAt: nullableTime }), { maxLength: 2 }),
    ),
    loginProfile: fact(fc.option(fc.record({ createdAt: nullableTime }), { nil: null })),
    report: fact(
      fc
        .record({
          mfaActive: fc.boolean(),
          passwordEnabled: fc.boolean(),
          passwordLastUsed: fc.oneof(nullableTime, gap),
          passwordLastChanged: fc.oneof(nullableTime, gap),
          keys: fc.array(fc.record({ active: fc.boolean(), rotated: nullableTime, used: nullableTime }), {
            maxLength: 2,
          }),
        })
        .map(staleReport),
    ),
    users: fact(
      fc
        .array(
          fc.record({
            name: fc.constantFrom("ann", "bob", "team/carla"),
            password: fc.oneof(fc.boolean(), gap),
            mfa: fc.oneof(fc.boolean(), gap),
            keys: fc.array(
              fc.record({
                active: fc.oneof(fc.boolean(), gap),
                rotated: fc.oneof(nullableTime, gap),
                used: fc.oneof(nullableTime, gap),
              }),
              { maxLength: 3 },
            ),
          }),
          { maxLength: 3 },
        )
        .map((all) => userRowsOf(all)),
    ),
    userDevices: fact(
      fc.array(
        fc.record({
          user: fc.constantFrom("ann", "bob").map((name) => `arn:aws:iam::${caseIds.member}:user/${name}`),
          serial: fc.string(),
          enabledAt: nullableTime,
        }),
        { maxLength: 3 },
      ),
    ),
    contactVerification: fact(
      fc.constantFrom("VERIFIED", "PENDING", "UNVERIFIED", "NOT_SUPPORTED", "SOMETHING_NEW", null),
    ),
    alternates: fc.record(
      { security: alternate(), billing: alternate(), operations: alternate() },
      { requiredKeys: [] },
    ),
    state: fact(fc.constantFrom("ACTIVE", "SUSPENDED")),
    createdAt: fact(time),
    joinedAt: fact(time),
    joinedMethod: fact(fc.constantFrom("CREATED" as const, "INVITED" as const)),
    signin: fc
      .oneof(
        fc.tuple(
          fc.oneof(fc.boolean(), gap),
          maybe(fc.oneof(anyStatement("resource").map(oneStatement), gap, fc.constant(null))),
        ),
      )
      .map(([enabled, policy]) => caseSignin(enabled, policy)),
  },
  { requiredKeys: [] },
);

function userRowsOf(all: readonly CaseUser[]): UserCredentials[] {
  const rows = caseUsers(...all);
  return isSeen(rows) ? rows.value : [];
}

function alternate() {
  return fact(fc.option(fc.record({ EmailAddress: address, Name: fc.string() }, { requiredKeys: [] }), { nil: null }));
}

const policies = (kind: "scp" | "rcp") =>
  fc.array(
    fc.record({
      on: fc.constantFrom("root" as const, "unit" as const, "account" as const, "elsewhere" as const),
      document: fc.oneof(
        { arbitrary: anyStatement(kind).map(oneStatement), weight: 6 },
        { arbitrary: gap, weight: 1 },
        { arbitrary: fc.constant({ Version: "1999", Statement: 7 }), weight: 1 },
      ),
    }),
    { maxLength: 3 },
  );

const path = fc
  .tuple(
    fc.integer({ min: 1, max: 4 }),
    fc.constantFrom("trivial" as const, "low" as const, "high" as const),
    fc.boolean(),
  )
  .map(([parties, cost, atLeast]) => casePath(parties, cost, { atLeast }));

const published = fact(fc.record({ status: fc.constantFrom("valid" as const, "none" as const, "invalid" as const) }));
const starttls = fact(
  fc.record({
    offered: fc.boolean(),
    handshake: fc.constantFrom(true, false, null),
    tlsVersion: fc.constant(null),
    certificateValid: fc.constantFrom(true, false, null),
    problem: fc.constant(null),
  }),
);
const mailFacts = fc.record(
  {
    mx: fact(
      fc.record({
        kind: fc.constantFrom("mx" as const, "implicit" as const, "null-mx" as const, "none" as const),
        hosts: fc.array(
          fc.record(
            { host: fc.constant("mx"), preference: fc.constant(1), starttls },
            { requiredKeys: ["host", "preference"] },
          ),
          { maxLength: 2 },
        ),
        provider: fc.constantFrom("Google", null),
      }),
    ),
    mtaSts: fact(
      fc.record({
        status: fc.constantFrom("valid" as const, "none" as const, "invalid" as const),
        mode: fc.constantFrom("enforce" as const, "testing" as const, null),
        mx: fc.constant([]),
        uncovered: fc.subarray(["mx"]),
        problem: fc.constant(null),
      }),
    ),
    tlsRpt: published,
    dane: published,
    dnssec: published,
    registration: fact(fc.record({ registered: fc.boolean(), expiresAt: nullableTime })),
  },
  { requiredKeys: [] },
);

function anyPrincipal(): fc.Arbitrary<CasePrincipal> {
  const allows = fc.oneof(
    fc.array(anyStatement("scp"), { maxLength: 2 }),
    fc.constant("the policy"),
    fc.constantFrom(
      [{ Effect: "Allow", Action: "*", Resource: "*" }],
      [{ Effect: "Allow", Action: ["iam:*AccessKey*", "new:Thing"], Resource: "arn:aws:iam::*:user/${aws:username}" }],
      [{ Effect: "Allow", NotAction: "iam:*", NotResource: "arn:aws:s3:::a" }],
    ),
  );
  const trusted = fc.constantFrom(
    "*",
    { AWS: "777788889999" },
    { AWS: `arn:aws:iam::${caseIds.other}:root`, Service: "ec2.amazonaws.com" },
    { AWS: "AROAEXAMPLE" },
    { Federated: "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" },
    { Federated: "cognito-identity.amazonaws.com" },
  );
  const Condition = fc.constantFrom(
    { StringEquals: { "aws:PrincipalOrgID": "o-exampleorg" } },
    { StringEquals: { "sts:ExternalId": "x" } },
    { StringLike: { "aws:PrincipalArn": "arn:aws:iam::777788889999:role/*" } },
    { Odd: { "aws:PrincipalAccount": "777788889999" } },
  );
  const trust = fc.oneof(
    fc.array(
      fc.record(
        {
          Effect: fc.constantFrom("Allow", "Allow", "Deny"),
          Principal: trusted,
          Action: fc.constantFrom("sts:AssumeRole", "sts:*", "sts:AssumeRoleWithWebIdentity"),
          Condition,
        },
        { requiredKeys: ["Effect", "Principal", "Action"] },
      ),
      { minLength: 1, maxLength: 2 },
    ),
    fc.constant("the trust policy"),
  );
  return fc.record(
    { name: fc.constantFrom("user/ann", "user/team/carla", "role/deploy"), allows, trust },
    { requiredKeys: ["name"] },
  );
}

const spec: fc.Arbitrary<CaseSpec> = fc.record(
  {
    kind: fc.constantFrom("member" as const, "management" as const, "standalone" as const),
    mode: fc.constantFrom("account" as const, "org" as const, "org+roles" as const, "org+roles+audit" as const),
    asked: fc.record({ assumeRoot: fc.boolean() }),
    email: fc.oneof(address, gap),
    phone: fc.oneof(phone, gap),
    rootFeatures: fc.oneof(fc.subarray(["RootCredentialsManagement", "RootSessions"]), gap),
    policies: fc.record({ scp: policies("scp"), rcp: policies("rcp") }),
    others: fc.record({ [caseIds.other]: fc.record({ email: address, phone }, { requiredKeys: [] }) }),
    actors: fc.oneof(
      gap,
      fc.array(
        fc.record({
          arn: fc.constantFrom("arn:aws:iam::111122223333:role/a", "arn:aws:iam::111122223333:user/b"),
          certainty: fc.constantFrom("certain" as const, "possible" as const),
          through: fc.constant([]),
        }),
        { maxLength: 2 },
      ),
    ),
    principals: fc.oneof(
      { arbitrary: gap, weight: 1 },
      { arbitrary: fc.array(anyPrincipal(), { maxLength: 2 }), weight: 4 },
      {
        arbitrary: fc.record({
          list: fc.array(anyPrincipal(), { maxLength: 2 }),
          rcp: fc.oneof(
            anyStatement("rcp").map((one) => [one]),
            fc.constant("the policy"),
          ),
        }),
        weight: 1,
      },
    ),
    paths: fc.oneof(
      fc.constant({ status: "too-many" as const, fact: "x" }),
      fc
        .tuple(fc.array(path, { maxLength: 3 }), fc.array(path, { maxLength: 2 }))
        .map(([certain, possible]) => casePaths(certain, { possible })),
      fc.array(path, { maxLength: 2 }).map((certain) => casePaths(certain, { blind: "no-role" })),
    ),
    mail: mailFacts,
    inventory: fc.record(
      {
        mailboxes: fc.dictionary(address, fc.record({ mfa: fc.boolean(), dedicated: fc.boolean(), attested: date })),
        phones: fc.dictionary(phone, fc.record({ holders: fc.array(person), attested: date })),
        securityQuestions: fc.record({
          [caseIds.member]: fc.record({ state: fc.constantFrom("none" as const, "real" as const), attested: date }),
        }),
        devices: fc.record({
          [caseIds.member]: fc.array(
            fc.record({ kind: fc.constant("fido"), place: fc.constantFrom("a", "b"), attested: date }),
            { maxLength: 3 },
          ),
        }),
      },
      { requiredKeys: [] },
    ),
    declared: fc.record(
      {
        contactWriters: fc.constant(["arn:*:iam::*:role/a"]),
        rootSessions: fc.boolean(),
        contact: fc.constant({ "*": { PhoneNumber: "+15550100", FullName: "x" } }),
        standalone: fc.record({ accounts: fc.constant({ "777788889999": "why" }), attested: date }),
        attested: date,
      },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<CaseSpec>;

/** Any account with any facts, seen or not, and anything declared. */
export const anyAccountView: fc.Arbitrary<AccountView> = fc
  .tuple(spec, accountFacts)
  .map(([given, facts]) => caseView({ ...given, account: facts }));
