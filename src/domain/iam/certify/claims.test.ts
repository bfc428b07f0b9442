import { describe, expect, it } from "vitest";
import type { CaseTree } from "../prove/certificate.ts";
import { checkCertificate } from "./check-certificate.ts";
import { account, aliceArn, document, subjectForTest, type TestSubject } from "./subject-for-test.ts";

const arns = ["arn:aws:s3:::b/*"];
const admin = document({ Effect: "Allow", Action: "*", Resource: "*" });
const denyAt = (layer: "resource" | "scps[0]" | "rcps[0]"): CaseTree => ({
  kind: "deny",
  statement: { layer, document: 0, statement: 0 },
});

function check(test: TestSubject, tree: CaseTree, more: object = {}): string {
  const given = {
    actions: ["s3:getobject"],
    cell: { mfa: "absent", age: null },
    resources: [{ kind: "unnamed" }, { kind: "arn", pattern: "arn:*:*:*:*:*" }],
    tree,
    ...more,
  };
  const checked = checkCertificate(subjectForTest(test), given);
  return checked.status === "accepted" ? "accepted" : checked.why;
}

function denied(principal: object, more: TestSubject = {}): string {
  const policy = document({ Effect: "Deny", Action: "s3:*", Resource: "*", ...principal });
  return check({ identity: [admin], resource: { kind: "resource", policy, arns }, ...more }, denyAt("resource"));
}

describe("a Deny of a resource policy", () => {
  const notNamed = "the Deny does not surely name the caller";

  it("counts when it names the caller, its account or everybody", () => {
    for (const Principal of ["*", { AWS: aliceArn }, { AWS: account }, { AWS: `arn:aws:iam::${account}:root` }]) {
      expect(denied({ Principal })).toBe("accepted");
    }
    const others = [
      { AWS: "arn:aws:iam::111122223333:user/bob" },
      { AWS: "222222222222" },
      { Service: "ec2.amazonaws.com" },
    ];
    for (const Principal of [...others, { CanonicalUser: "79a59d" }]) expect(denied({ Principal })).toBe(notNamed);
    expect(denied({ Principal: { AWS: aliceArn } }, { credential: "federation-token" })).toBe(notNamed);
  });

  it("with NotPrincipal counts unless the caller and its account are listed, and always for who has a boundary", () => {
    expect(denied({ NotPrincipal: { AWS: "222222222222" } })).toBe("accepted");
    expect(denied({ NotPrincipal: { AWS: [account] } })).toBe("accepted");
    const listed = { NotPrincipal: { AWS: [account, aliceArn] } };
    expect(denied(listed)).toBe(notNamed);
    expect(denied(listed, { boundary: [admin] })).toBe("accepted");
    expect(
      denied(
        { NotPrincipal: { AWS: account } },
        { principal: { arn: `arn:aws:iam::${account}:root`, kind: "root" }, credential: "root-key" },
      ),
    ).toBe(notNamed);
  });

  it("is not met by an Allow with NotPrincipal, which may grant to everybody else", () => {
    const policy = document({ Effect: "Allow", Action: "s3:*", Resource: "*", NotPrincipal: { AWS: "222222222222" } });
    const layers = ["identity", "resource.direct", "resource.limited", "resource.star"] as const;
    const test: TestSubject = { identity: [], resource: { kind: "resource", policy, arns } };
    expect(check(test, { kind: "no-grant", layers })).toBe("resource.star, document 0: Statement[0] may allow");
    const few = ["identity", "resource.direct", "resource.limited"] as const;
    expect(check(test, { kind: "no-grant", layers: few })).toBe("another layer may grant");
  });
});

describe("a claim", () => {
  it("about requests without resource needs more than a narrower ARN", () => {
    const narrow = document({ Effect: "Allow", Action: "*", Resource: "arn:aws:s3:::b" });
    const tree: CaseTree = {
      kind: "split",
      atom: { statement: { layer: "identity", document: 0, statement: 0 }, part: "resource" },
      whenTrue: { kind: "conflict", variable: "resource" },
      whenFalse: { kind: "no-grant", layers: ["identity"] },
    };
    const none = { resources: [{ kind: "none" }] };
    const refusal = "what the cases above say of resource does not contradict itself";
    expect(check({ identity: [narrow] }, tree, { actions: ["s3:listallmybuckets"], ...none })).toBe(refusal);
    // IAM never names its resources by ARNs of S3.
    expect(
      check({ identity: [narrow] }, tree, {
        actions: ["iam:listusers"],
        resources: [{ kind: "none" }, { kind: "arn", pattern: "arn:aws:iam::111122223333:user/?*" }],
      }),
    ).toBe("accepted");
    expect(check({ identity: [narrow] }, tree, { actions: ["s3:getobject"], ...none })).toContain("no form admits");
  });

  it("is about a cell that exists", () => {
    const age = { min: 0, max: 60 };
    const tree: CaseTree = { kind: "no-grant", layers: ["identity"] };
    expect(check({}, tree, { cell: { mfa: "absent", age } })).toBe("the credential never has this cell");
    const all = { credential: "policy-text" } as const;
    expect(check(all, tree, { cell: { mfa: "true", age } })).toBe("accepted");
    expect(check(all, tree, { cell: { mfa: "true", age: null } })).toContain("never has");
    expect(check(all, tree, { cell: { mfa: "true", age: { min: 61, max: 60 } } })).toContain("never has");
    expect(check({ credential: "root-key" }, tree)).toBe("the principal cannot hold such a credential");
  });

  it("may not rest on a resource control policy when nobody says whose the resource is", () => {
    const rcp = document({ Effect: "Deny", Action: "s3:*", Resource: "*", Principal: "*" });
    const test: TestSubject = { identity: [admin], rcps: [[rcp]] };
    expect(check(test, denyAt("rcps[0]"))).toContain("no such Deny that binds");
    const policy = document({ Effect: "Allow", Action: "s3:*", Resource: "*", Principal: "*" });
    const own: TestSubject = { ...test, resource: { kind: "resource", policy, arns } };
    expect(check(own, denyAt("rcps[0]"))).toBe("accepted");
    expect(check({ ...own, principal: { management: true } }, denyAt("rcps[0]"))).toContain("binds");
  });
});
