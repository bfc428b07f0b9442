import { describe, expect, it } from "vitest";
import type { CredentialKind } from "../../iam/prove/credential-kind.ts";
import { prover } from "../../iam/prove/prover.ts";
import {
  account,
  accountFor,
  allow,
  arnOf,
  deny,
  document,
  personFor,
  type TestPerson,
  trusts,
} from "./account-for-test.ts";
import { escalationEdges } from "./escalation-edges.ts";

const engine = prover();
const caller = arnOf("user", "caller");

/** `cell: certainty` of an escalation into the role `target`, cell by cell. */
function into(
  trust: object,
  documents: readonly object[],
  id = "sts-assume-role",
  credential: CredentialKind = "user-key",
  more: Partial<TestPerson> = {},
): readonly string[] {
  const inline = Object.fromEntries(documents.map((each, at) => [`own-${at}`, each]));
  const who: TestPerson = {
    name: "caller",
    inline,
    ...(credential.startsWith("role-") ? { trust: trusts({ Service: "ec2.amazonaws.com" }) } : {}),
  };
  const model = accountFor([who, { name: "target", trust, ...more }]);
  const [first] = model.principals;
  if (first === undefined) throw new Error("nobody");
  return escalationEdges(model, engine)
    .of(first, credential, 0)
    .flatMap(({ cell, edges }) =>
      edges
        .filter(
          ({ escalation, gain }) => escalation === id && gain.kind === "principal" && gain.arn.endsWith("/target"),
        )
        .map(({ certainty, why }) => `${cell.mfa}: ${certainty}${why === null ? "" : ` ${why}`}`),
    );
}

const open = ["absent: certain"];
const grant = allow("sts:AssumeRole", arnOf("role", "target"));
const nothing = allow("s3:GetObject");

describe("a role is assumed", () => {
  it("without a grant when its trust names the caller, with one when it names the account", () => {
    expect(into(trusts({ AWS: caller }), [nothing])).toEqual(open);
    expect(into(trusts({ AWS: account }), [nothing])).toEqual([]);
    expect(into(trusts({ AWS: account }), [grant])).toEqual(open);
    expect(into(trusts({ AWS: `arn:aws:iam::${account}:root` }), [grant])).toEqual(open);
    expect(into(trusts({ AWS: arnOf("user", "bob") }), [grant])).toEqual([]);
    expect(into(trusts({ AWS: "444455556666" }), [grant])).toEqual([]);
    expect(into(trusts({ AWS: account }), [allow("sts:AssumeRole", arnOf("role", "other"))])).toEqual([]);
  });

  it("never past a Deny, in either policy", () => {
    expect(into(trusts({ AWS: caller }), [deny("sts:AssumeRole")])).toEqual([]);
    const both = document(
      { Effect: "Allow", Principal: { AWS: account }, Action: "sts:AssumeRole" },
      { Effect: "Deny", Principal: { AWS: caller }, Action: "sts:AssumeRole" },
    );
    expect(into(both, [grant])).toEqual([]);
  });

  it("with MFA where its trust asks for it", () => {
    const mfa = trusts({ AWS: account }, { Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } } });
    expect(into(mfa, [grant])).toEqual([]);
    expect(into(mfa, [grant], "sts-assume-role", "assume-role-with-code")).toEqual(["true: certain"]);
    expect(into(mfa, [grant], "sts-assume-role", "user-console-mfa")).toEqual(["true: certain"]);
    expect(into(mfa, [grant], "sts-assume-role", "role-session")).toEqual([]);
    const loose = trusts({ AWS: account }, { Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "true" } } });
    expect(into(loose, [grant])).toEqual(open);
    const young = trusts({ AWS: account }, { Condition: { NumericLessThan: { "aws:MultiFactorAuthAge": "300" } } });
    expect(into(young, [grant], "sts-assume-role", "user-console-mfa")).toEqual(["true: certain"]);
    expect(into(young, [grant])).toEqual([]);
  });

  it("with what the caller chooses, and not with what it cannot have", () => {
    const when = (Condition: object): object => trusts({ AWS: account }, { Condition });
    expect(into(when({ StringEquals: { "sts:ExternalId": "x" } }), [grant])).toEqual(open);
    expect(into(when({ StringEquals: { "aws:PrincipalArn": caller } }), [grant])).toEqual(open);
    expect(into(when({ StringEquals: { "aws:PrincipalArn": arnOf("user", "bob") } }), [grant])).toEqual([]);
    expect(into(when({ StringEquals: { "aws:PrincipalOrgID": "o-1" } }), [grant])).toEqual([
      expect.stringMatching(/^absent: may /),
    ]);
  });

  it("by a session of a role that its trust names", () => {
    const worker = arnOf("role", "caller");
    expect(into(trusts({ AWS: worker }), [nothing], "sts-assume-role", "role-session")).toEqual(["false: certain"]);
    const session = `arn:aws:sts::${account}:assumed-role/caller/build`;
    expect(into(trusts({ AWS: session }), [nothing], "sts-assume-role", "role-session")).toEqual([
      expect.stringMatching(/^false: may /),
    ]);
  });

  it("perhaps, when its trust was not read", () => {
    const model = accountFor([
      { name: "caller", inline: { grant } },
      { name: "target", trust: trusts({}) },
    ]);
    const principals = model.principals.map((each) =>
      each.principal.kind === "role"
        ? { ...each, principal: { ...each.principal, trust: { unknown: "damaged" } } }
        : each,
    );
    const [who] = principals;
    if (who === undefined) throw new Error("nobody");
    const [cell] = escalationEdges({ ...model, principals }, engine).of(who, "user-key", 0);
    expect(cell?.edges.map(({ escalation, certainty }) => `${escalation} ${certainty}`)).toContain(
      "sts-assume-role may",
    );
  });
});

describe("a new trust policy", () => {
  const rewrite = allow("iam:UpdateAssumeRolePolicy");
  const closed = trusts({ Service: "ec2.amazonaws.com" });
  const id = "iam-update-trust-policy";

  it("names the caller, who then needs no grant", () => {
    expect(into(closed, [rewrite], id)).toEqual(open);
    expect(into(closed, [rewrite], id, "role-session")).toEqual(["false: certain"]);
    expect(into(closed, [rewrite], "iam-update-trust-then-assume")).toEqual([]);
    expect(into(closed, [rewrite, grant], "iam-update-trust-then-assume")).toEqual(open);
  });

  it("may name somebody else where the caller is denied AssumeRole", () => {
    expect(into(closed, [rewrite, deny("sts:AssumeRole")], id)).toEqual([
      "absent: may sts:AssumeRole is denied to the caller, but the new trust policy may name somebody else",
    ]);
  });

  it("is written on that very role, and not on those of AWS", () => {
    expect(into(closed, [allow("iam:UpdateAssumeRolePolicy", arnOf("role", "other"))], id)).toEqual([]);
    expect(into(closed, [rewrite, deny("iam:*", arnOf("role", "target"))], id)).toEqual([]);
    expect(into(closed, [rewrite], id, "user-key", { path: "/aws-reserved/sso.amazonaws.com/" })).toEqual([]);
    expect(into(closed, [rewrite], id, "user-key", { path: "/aws-service-role/ec2.amazonaws.com/" })).toEqual([]);
    expect(into(closed, [rewrite], id, "user-key", { path: "/team/" })).toEqual(open);
  });
});

describe("a role that is changed before it is assumed", () => {
  it("trusts the caller already, or is made to", () => {
    const put = allow("iam:PutRolePolicy");
    expect(into(trusts({ AWS: caller }), [put], "iam-put-role-policy-then-assume")).toEqual(open);
    expect(into(trusts({ AWS: account }), [put], "iam-put-role-policy-then-assume")).toEqual([]);
    const both = allow(["iam:PutRolePolicy", "iam:UpdateAssumeRolePolicy"]);
    expect(into(trusts({ Service: "ec2.amazonaws.com" }), [both], "iam-put-role-policy-and-trust")).toEqual(open);
  });

  it("has the policy that is rewritten attached", () => {
    const documents = [allow("iam:CreatePolicyVersion", arnOf("policy", "Own")), grant];
    const id = "iam-policy-version-then-assume";
    const trust = trusts({ AWS: account });
    expect(into(trust, documents, id, "user-key", { attached: { Own: nothing } })).toEqual(open);
    expect(into(trust, documents, id, "user-key", { attached: { Other: nothing } })).toEqual([]);
    expect(into(trust, documents, id)).toEqual([]);
  });

  it("has a boundary where one is taken off, and says what changed", () => {
    const documents = [allow("iam:DeleteRolePermissionsBoundary"), grant];
    const id = "iam-delete-role-boundary-then-assume";
    expect(into(trusts({ AWS: account }), documents, id)).toEqual([]);
    expect(into(trusts({ AWS: account }), documents, id, "user-key", { boundary: nothing })).toEqual(open);
    const model = accountFor([
      { name: "caller", inline: { all: allow("*") } },
      { name: "target", trust: trusts({ AWS: account }), boundary: nothing },
    ]);
    const [who] = model.principals;
    if (who === undefined) throw new Error("nobody");
    const [cell] = escalationEdges(model, engine).of(who, "user-key", 0);
    const gains = new Map(cell?.edges.map(({ escalation, gain }) => [escalation, gain]));
    const role = { kind: "principal", arn: arnOf("role", "target"), as: "role-session" };
    expect(gains.get(id)).toEqual({ ...role, changed: "no-boundary" });
    expect(gains.get("iam-put-role-policy-and-trust")).toEqual({ ...role, changed: "any-policy" });
    expect(gains.get("sts-assume-role")).toEqual(role);
  });
});

describe("across accounts", () => {
  const foreign = "444455556666";
  const outside = (documents: readonly object[], trust: object): readonly string[] => {
    const inline = Object.fromEntries(documents.map((each, at) => [`own-${at}`, each]));
    const model = accountFor([{ name: "target", trust }]);
    return escalationEdges(model, engine)
      .of(personFor({ name: "stranger", account: foreign, inline }), "user-key", 0)
      .flatMap(({ edges }) => edges.map(({ escalation, certainty }) => `${escalation} ${certainty}`));
  };
  const stranger = arnOf("user", "stranger", foreign);

  it("both sides must allow, and what binds the other account is not known", () => {
    expect(outside([grant], trusts({ AWS: stranger }))).toEqual(["sts-assume-role may"]);
    expect(outside([grant], trusts({ AWS: foreign }))).toEqual([
      "sts-assume-role may",
      "sts-external-account-trust may",
    ]);
    expect(outside([grant], trusts({ AWS: "*" }))).toEqual(["sts-assume-role may", "sts-wildcard-trust may"]);
    expect(outside([nothing], trusts({ AWS: stranger }))).toEqual([]);
    expect(outside([grant], trusts({ AWS: account }))).toEqual([]);
  });

  it("no other escalation reaches over", () => {
    expect(outside([allow("*")], trusts({ AWS: account }))).toEqual([]);
  });

  it("a condition narrows the trust of a whole account", () => {
    const narrow = trusts({ AWS: foreign }, { Condition: { StringEquals: { "sts:ExternalId": "x" } } });
    expect(outside([grant], narrow)).toEqual(["sts-assume-role may"]);
  });
});

describe("callers that hold the same documents", () => {
  const of = (trust: object, documents: Readonly<Record<string, object>>): readonly string[] => {
    const people = ["alice", "bob"].map((name) => ({ name, attached: documents }));
    const model = accountFor([...people, { name: "target", trust }]);
    const finder = escalationEdges(model, engine);
    return model.principals.slice(0, 2).flatMap((who) =>
      finder
        .of(who, "user-key", 0)
        .flatMap(({ edges }) => edges)
        .map(({ escalation, steps }) =>
          [escalation, ...steps.map(({ action, witness }) => `${action} ${witness.principal.split("/")[1]}`)].join(
            ", ",
          ),
        ),
    );
  };

  it("are told apart by a trust that names one of them", () => {
    expect(of(trusts({ AWS: arnOf("user", "bob") }), { own: nothing })).toEqual([
      "sts-assume-role, sts:AssumeRole bob",
    ]);
    expect(of(trusts({ AWS: arnOf("user", "alice") }), { own: nothing })).toEqual([
      "sts-assume-role, sts:AssumeRole alice",
    ]);
  });

  it("each show requests of their own", () => {
    const rewrite = allow("iam:UpdateAssumeRolePolicy");
    expect(of(trusts({ Service: "ec2.amazonaws.com" }), { rewrite })).toEqual(
      ["alice", "bob"].map(
        (name) => `iam-update-trust-policy, iam:UpdateAssumeRolePolicy ${name}, sts:AssumeRole ${name}`,
      ),
    );
  });
});
