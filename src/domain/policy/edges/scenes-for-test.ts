import type { CredentialKind } from "../../iam/prove/credential-kind.ts";
import type { AccountModel, ModelPrincipal } from "../account-model.ts";
import type { EscalationFact } from "../escalation-facts-for-test.ts";
import {
  account,
  accountFor,
  allow,
  arnOf,
  deny,
  personFor,
  policyFor,
  type TestPerson,
  trusts,
} from "./account-for-test.ts";

/** An account in which everything stands that an escalation needs besides its calls. */
export interface TestScene {
  readonly model: AccountModel;
  readonly who: ModelPrincipal;
  readonly credential: CredentialKind;
  readonly devices: number;
}

const foreign = "444455556666";
// Denies nothing that any way needs.
const harmless = deny("s3:DeleteBucket");

function trustOf(service: string): object {
  if (!service.startsWith("cognito-identity")) return trusts({ Service: service });
  return trusts({ Federated: service }, {}, "sts:AssumeRoleWithWebIdentity");
}

/** The scene of an escalation for a caller that holds some documents, each attached as a managed policy of its own. */
export function sceneFor({ id, needs, trust }: EscalationFact, documents: readonly object[]): TestScene {
  const isRole = needs.some(({ resource }) => resource === "own role");
  const isForeign = id === "sts-external-account-trust";
  const replaces = id === "mfa-deactivate-then-enrol";
  const caller: TestPerson = {
    name: "caller",
    inline: { guard: harmless },
    attached: { "guard-attached": harmless, ...Object.fromEntries(documents.map((each, at) => [`own-${at}`, each])) },
    ...(isRole
      ? { trust: trusts({ Service: "ec2.amazonaws.com" }) }
      : { groups: [{ name: "staff", inline: { guard: harmless }, attached: { "guard-staff": harmless } }] }),
    ...(isForeign ? { account: foreign } : {}),
    boundary: allow("*"),
  };
  const people: readonly TestPerson[] = [
    ...(isForeign ? [] : [caller]),
    { name: "bob", hasPassword: id === "iam-update-login-profile", keys: id === "iam-rotate-access-key" ? 2 : 1 },
    { name: "carol", devices: 1, keys: 2, hasPassword: true },
    ...(trust === null ? [] : [{ name: "for-service", trust: trustOf(trust) }]),
    {
      name: "open",
      trust: isForeign ? trusts({ AWS: foreign }) : trusts({ AWS: account }),
      attached: { own: allow("s3:ListAllMyBuckets") },
      boundary: allow("s3:*"),
    },
    ...(id === "sts-wildcard-trust" ? [{ name: "everybody", trust: trusts({ AWS: "*" }) }] : []),
  ];
  const isOrganization = /^(root|organizations|sso)-/.test(id);
  const model = accountFor(people, {
    kind: isOrganization ? "management" : "standalone",
    members: isOrganization ? ["777788889999"] : [],
    groups: [
      { name: "staff", arn: arnOf("group", "staff"), identity: [] },
      {
        name: "admins",
        arn: arnOf("group", "admins"),
        identity: [policyFor("inline all of group admins", allow("*"))],
      },
    ],
    otherVersions: new Map([[arnOf("policy", "own-0"), [[policyFor("v1", allow("*"))]]]]),
  });
  const who = model.principals.find(({ principal }) => principal.name === "caller") ?? personFor(caller);
  const credential = isRole ? "role-session" : replaces ? "user-console-mfa" : "user-key";
  return { model, who, credential, devices: replaces ? 1 : 0 };
}
