import { describe, expect, it } from "vitest";
import type { CaseTree, Certificate } from "../prove/certificate.ts";
import { checkCertificate } from "./check-certificate.ts";
import { account, aliceArn, document, subjectForTest, type TestSubject } from "./subject-for-test.ts";

const P = "aws:MultiFactorAuthPresent";
const anyArn = { kind: "arn", pattern: "arn:*:*:*:*:*" } as const;
const everywhere = [{ kind: "none" }, anyArn] as const;
const OWNU = "arn:aws:iam::*:user/${aws:username}";
const admin = document({ Effect: "Allow", Action: "*", Resource: "*" });
const guard = (Condition: object, more: object = {}): unknown =>
  document({ Effect: "Deny", Action: "*", Resource: "*", Condition, ...more });

const denyTree: CaseTree = { kind: "deny", statement: { layer: "identity", document: 1, statement: 0 } };
const noIdentity: CaseTree = { kind: "no-grant", layers: ["identity"] };

function certificate(tree: CaseTree, more: Partial<Certificate> = {}): Certificate {
  const cell = { mfa: "absent", age: null } as const;
  return { actions: ["iam:createuser"], cell, resources: everywhere, tree, ...more };
}

function check(test: TestSubject, given: unknown): string {
  const checked = checkCertificate(subjectForTest(test), given);
  return checked.status === "accepted" ? "accepted" : `${checked.step}: ${checked.why}`;
}

describe("a certificate of an explicit Deny", () => {
  const identity = [admin, guard({ BoolIfExists: { [P]: "false" } })];

  it("is accepted when the Deny is sure in the cell", () => {
    expect(check({ identity }, certificate(denyTree))).toBe("accepted");
  });

  it("is accepted for every action, known, unknown, or of an unknown service", () => {
    const actions = [
      "iam:createuser",
      "s3:getobject",
      "iam:<other>",
      "<other>:<other>",
      "iam:requestsmsmfaregistration",
    ];
    expect(check({ identity }, certificate(denyTree, { actions }))).toBe("accepted");
  });

  it("is refused when the statement was dropped, or is an Allow, or stands elsewhere", () => {
    expect(check({ identity: [admin] }, certificate(denyTree))).toContain("no such Deny");
    expect(check({ identity: [admin, admin] }, certificate(denyTree))).toContain("no such Deny");
    expect(check({ identity: [identity[1], admin] }, certificate(denyTree))).toContain("no such Deny");
  });

  it("is refused when the document was changed so that the element may be false", () => {
    expect(check({ identity: [admin, guard({ Bool: { [P]: "false" } })] }, certificate(denyTree))).toContain(
      "condition 0",
    );
    const narrower = guard({ BoolIfExists: { [P]: "false" } }, { Resource: OWNU });
    expect(check({ identity: [admin, narrower] }, certificate(denyTree))).toContain("may be false: resource");
    const further = guard({ BoolIfExists: { [P]: "false" }, StringEquals: { "aws:RequestedRegion": "eu-west-1" } });
    expect(check({ identity: [admin, further] }, certificate(denyTree))).toContain("condition 1");
    const odd = guard({ BoolIfExists: { [P]: "false" }, Odd: { "aws:RequestedRegion": "eu-west-1" } });
    expect(check({ identity: [admin, odd] }, certificate(denyTree))).toContain("condition 1");
  });

  it("is refused for a cell in which the Deny is not sure", () => {
    const cell = { mfa: "true", age: { min: 0, max: null } } as const;
    const test = { identity, credential: "policy-text" } as const;
    expect(check(test, certificate(denyTree))).toBe("accepted");
    expect(check(test, certificate(denyTree, { cell }))).toContain("condition 0");
  });

  it("is refused for a cell that the credential never has", () => {
    const cell = { mfa: "false", age: null } as const;
    expect(check({ identity }, certificate(denyTree, { cell }))).toBe("cell: the credential never has this cell");
  });

  it("is refused for a wider class", () => {
    const exempt = { NotAction: ["iam:List*", "sts:GetSessionToken"], Action: undefined };
    const test = { identity: [admin, guard({ BoolIfExists: { [P]: "false" } }, exempt)] };
    expect(check(test, certificate(denyTree))).toBe("accepted");
    expect(check(test, certificate(denyTree, { actions: ["iam:createuser", "s3:<other>"] }))).toBe("accepted");
    for (const action of ["iam:listusers", "sts:getsessiontoken", "iam:<other>"]) {
      expect(check(test, certificate(denyTree, { actions: ["iam:createuser", action] }))).toContain(action);
    }
  });

  it("is refused when the layer is not known or does not bind", () => {
    const scp = document({ Effect: "Deny", Action: "*", Resource: "*" });
    const tree: CaseTree = { kind: "deny", statement: { layer: "scps[0]", document: 0, statement: 0 } };
    expect(check({ identity: [admin], scps: [[scp]] }, certificate(tree))).toBe("accepted");
    const management = { management: true };
    expect(check({ identity: [admin], scps: [[scp]], principal: management }, certificate(tree))).toContain("binds");
    expect(check({ identity: [admin], scps: [{ unknown: "ListPolicies" }] }, certificate(tree))).toContain("binds");
    expect(check({ identity: [admin] }, certificate(tree))).toContain("binds");
  });
});

describe("a certificate of a layer that allows nothing", () => {
  const allow = (more: object): unknown => document({ Effect: "Allow", Action: "*", Resource: "*", ...more });

  it("is accepted when no Allow covers the class, or every Allow that does is false in the cell", () => {
    expect(check({ identity: [] }, certificate(noIdentity))).toBe("accepted");
    expect(check({ identity: [allow({ Action: ["iam:Get*", "ec2:*"] })] }, certificate(noIdentity))).toBe("accepted");
    const held = allow({ Condition: { Bool: { [P]: "true" } } });
    expect(check({ identity: [held] }, certificate(noIdentity))).toBe("accepted");
  });

  it("is refused when an Allow may be live", () => {
    expect(check({ identity: [admin] }, certificate(noIdentity))).toContain("document 0: Statement[0] may allow");
    const loose = allow({ Condition: { BoolIfExists: { [P]: "true" } } });
    expect(check({ identity: [[], loose].slice(1) }, certificate(noIdentity))).toContain("may allow");
    const gets = [allow({ Action: ["iam:Get*", "ec2:*"] })];
    expect(
      check({ identity: gets }, certificate(noIdentity, { actions: ["iam:createuser", "iam:<other>"] })),
    ).toContain("may allow");
    expect(check({ identity: { unknown: "GetUserPolicy" } }, certificate(noIdentity))).toContain("not known");
  });

  it("is refused when another layer may grant", () => {
    const bucket = "arn:aws:s3:::b/*";
    const principals = [`arn:aws:iam::${account}:user/alice`, `arn:aws:iam::${account}:user/bob`];
    const results = principals.map((AWS) => {
      const policy = allow({ Principal: { AWS }, Resource: bucket, Action: "s3:*" });
      const test = { identity: [], resource: { kind: "resource", policy, arns: [bucket] } } as const;
      const more = { actions: ["s3:getobject"], resources: [{ kind: "arn", pattern: bucket } as const] };
      const all = ["identity", "resource.direct", "resource.limited", "resource.star"] as const;
      return [
        check(test, certificate(noIdentity, more)),
        check(test, certificate({ kind: "no-grant", layers: all }, more)),
      ];
    });
    expect(results).toEqual([
      ["tree: another layer may grant", "tree: resource.direct, document 0: Statement[0] may allow"],
      ["tree: another layer may grant", "accepted"],
    ]);
  });

  it("counts a level without an Allow, and a boundary only when there is one", () => {
    const level: CaseTree = { kind: "no-grant", layers: ["scps[1]"] };
    expect(check({ identity: [admin], scps: [[admin], []] }, certificate(level))).toBe("accepted");
    expect(check({ identity: [admin], scps: [[admin]] }, certificate(level))).toContain("does not bind");
    const boundary: CaseTree = { kind: "no-grant", layers: ["boundary"] };
    expect(check({ identity: [admin], boundary: [allow({ Action: "s3:*" })] }, certificate(boundary))).toBe("accepted");
    expect(check({ identity: [admin], boundary: [] }, certificate(boundary))).toContain("does not bind");
  });
});

describe("a certificate with cases", () => {
  const own = { Effect: "Allow", Action: "iam:DeactivateMFADevice", Resource: OWNU };
  const held = { Effect: "Deny", Action: "iam:*", Resource: OWNU, Condition: { BoolIfExists: { [P]: "false" } } };
  const at = { layer: "identity", document: 0, statement: 1 } as const;
  const tree: CaseTree = {
    kind: "split",
    atom: { statement: { layer: "identity", document: 0, statement: 0 }, part: "resource" },
    whenTrue: {
      kind: "split",
      atom: { statement: at, part: "resource" },
      whenTrue: { kind: "deny", statement: at },
      whenFalse: { kind: "conflict", variable: "resource" },
    },
    whenFalse: { kind: "no-grant", layers: ["identity"] },
  };
  const resources = [{ kind: "arn", pattern: "arn:aws:iam::*:user/*" }] as const;
  const given = certificate(tree, { actions: ["iam:deactivatemfadevice"], resources });

  it("is accepted when Allow and Deny meet on the same resource", () => {
    expect(check({ identity: [document(own, held)] }, given)).toBe("accepted");
  });

  it("is refused when the Deny is narrower, or its variable has no value, or another Allow is there", () => {
    const narrower = { ...held, Resource: "arn:aws:iam::*:user/${aws:username}x" };
    expect(check({ identity: [document(own, narrower)] }, given)).toContain("tree.whenTrue.whenFalse");
    const wide = { ...own, Resource: "arn:aws:iam::*:user/*" };
    expect(check({ identity: [document(wide, held)] }, given)).toContain("does not contradict");
    expect(check({ identity: [document(own, held), admin] }, given)).toContain("tree.whenFalse");
    const chosen = { ...held, Resource: "arn:aws:iam::*:user/${aws:RequestTag/owner}" };
    expect(check({ identity: [document(own, chosen)] }, given)).toContain("does not contradict");
  });

  it("is refused when a branch is missing its statement or the forms leave resources out", () => {
    expect(check({ identity: [document(own)] }, given)).toContain("no such element");
    const few = { ...given, resources: [{ kind: "arn", pattern: aliceArn }] };
    expect(check({ identity: [document(own, held)] }, few)).toContain("resources: no form admits");
  });

  it("sees contradictions of addresses, dates, numbers, texts and presence, and none where there is none", () => {
    const pairs: readonly (readonly [object, object, string, boolean])[] = [
      [
        { IpAddress: { "aws:SourceIp": "10.1.0.0/16" } },
        { IpAddress: { "aws:SourceIp": "10.0.0.0/8" } },
        "aws:sourceip",
        true,
      ],
      [
        { IpAddress: { "aws:SourceIp": "10.0.0.0/8" } },
        { IpAddress: { "aws:SourceIp": "10.1.0.0/16" } },
        "aws:sourceip",
        false,
      ],
      [{ NumericLessThan: { "s3:max-keys": "5" } }, { NumericLessThan: { "s3:max-keys": "5.5" } }, "s3:max-keys", true],
      [
        { NumericLessThan: { "s3:max-keys": "6" } },
        { NumericLessThan: { "s3:max-keys": "5.5" } },
        "s3:max-keys",
        false,
      ],
      [{ StringEquals: { "s3:prefix": "ab" } }, { StringLike: { "s3:prefix": "a?" } }, "s3:prefix", true],
      [{ StringEquals: { "s3:prefix": "abc" } }, { StringLike: { "s3:prefix": "a?" } }, "s3:prefix", false],
      [{ Null: { "s3:prefix": "true" } }, { StringNotEquals: { "s3:prefix": "a" } }, "s3:prefix", true],
      [{ Null: { "s3:prefix": "true" } }, { StringEquals: { "s3:prefix": "a" } }, "s3:prefix", false],
      [
        { DateGreaterThan: { "aws:CurrentTime": "2025-01-01T00:00:00Z" } },
        { DateGreaterThan: { "aws:CurrentTime": "2025-06-01" } },
        "aws:currenttime",
        true,
      ],
      [
        { DateGreaterThan: { "aws:CurrentTime": "2025-01-01T00:00:00Z" } },
        { DateGreaterThan: { "aws:CurrentTime": "2026-06-01" } },
        "aws:currenttime",
        false,
      ],
    ];
    const identityOf = (Allow: object, Deny: object): readonly unknown[] => [
      document(
        { Effect: "Allow", Action: "*", Resource: "*", Condition: Allow },
        { Effect: "Deny", Action: "*", Resource: "*", Condition: Deny },
      ),
    ];
    for (const [Allow, Deny, variable, isShown] of pairs) {
      const cases: CaseTree = {
        kind: "split",
        atom: { statement: { layer: "identity", document: 0, statement: 0 }, part: { condition: 0 } },
        whenTrue: {
          kind: "split",
          atom: { statement: at, part: { condition: 0 } },
          whenTrue: { kind: "deny", statement: at },
          whenFalse: { kind: "conflict", variable },
        },
        whenFalse: { kind: "no-grant", layers: ["identity"] },
      };
      const result = check({ identity: identityOf(Allow, Deny) }, certificate(cases));
      expect([Allow, Deny, result === "accepted"]).toEqual([Allow, Deny, isShown]);
    }
  });
});
