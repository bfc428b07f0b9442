import { describe, expect, it } from "vitest";
import { prover } from "../../iam/prove/prover.ts";
import { caseViews } from "./gap-case-view.ts";
import { gaps } from "../gap-registry.ts";
import type { GapCase, GapHit } from "../gap.ts";

const engine = prover();
const P = "aws:MultiFactorAuthPresent";
const account = "111122223333";
const user = (name: string): string => `arn:aws:iam::${account}:user/${name}`;
const doc = (...Statement: readonly unknown[]): unknown => ({ Version: "2012-10-17", Statement });
const admit = (AWS: string, Condition: unknown = {}): unknown => ({
  Effect: "Allow",
  Principal: { AWS },
  Action: "sts:AssumeRole",
  Condition,
});
const guard = { Effect: "Deny", Action: "*", Resource: "*", Condition: { BoolIfExists: { [P]: "false" } } };
const grant = { Effect: "Allow", Action: "s3:GetObject", Resource: "*" };

/** Each hit of a gap as `verdict action document index`. */
function told(id: string, documents: readonly unknown[], more: Partial<GapCase> = {}): readonly string[] {
  const spec: GapCase = { name: id, documents, expect: "none", ...more };
  const gap = gaps.find((each) => each.id === id);
  const hits = gap === undefined ? [] : caseViews(engine, spec).flatMap((view): readonly GapHit[] => gap.find(view));
  return hits.map(
    ({ verdict, action, statement }) => `${verdict} ${action} ${statement?.document ?? "-"} ${statement?.index ?? "-"}`,
  );
}

describe("a gap points at the statement that is to be mended", () => {
  it("of two trust statements at the one whose condition keys meet", () => {
    const trust = doc(
      admit(user("bob"), { Bool: { [P]: "true" } }),
      admit(user("alice"), { BoolIfExists: { [P]: "true" } }),
    );
    expect(told("trust-lets-keys-assume", [trust], { as: "trust" })).toEqual(["gap sts:AssumeRole document 1 1"]);
  });

  it("at the trust statement without MFA, not at one for somebody else or at a Deny", () => {
    const trust = doc(
      admit(user("alice"), { Bool: { [P]: "true" } }),
      admit(user("deploy")),
      { ...(admit(user("mallory")) as object), Effect: "Deny" },
      admit(account),
    );
    expect(told("second-trust-statement-without-mfa", [trust], { as: "trust" })).toEqual([
      "gap sts:AssumeRole document 1 3",
    ]);
  });

  it("at the trust statement that admits the role", () => {
    const role = `arn:aws:iam::${account}:role/a`;
    const trust = doc(admit(account, { Bool: { [P]: "true" } }), admit(role));
    expect(told("mfa-lost-in-role-chain", [trust], { as: "trust" })).toEqual(["gap sts:AssumeRole document 1 1"]);
  });

  it("at the guard in the other document", () => {
    const exempting = { ...guard, Action: undefined, NotAction: "sts:AssumeRole" };
    const assume = { ...grant, Action: "sts:AssumeRole" };
    expect(told("guard-left-through-role", [doc(assume), doc(grant, exempting)])).toEqual([
      "gap sts:AssumeRole document 2 1",
    ]);
  });

  it("at the Deny that takes GetSessionToken, not at the guard beside it", () => {
    const narrow = { ...guard, Action: "ec2:StopInstances" };
    const deny = { Effect: "Deny", Action: "sts:*", Resource: "*" };
    expect(told("session-token-cannot-be-refused", [doc(narrow, grant, deny)])).toEqual([
      "note sts:GetSessionToken document 1 2",
    ]);
  });

  it("at the exemption that lets direct calls pass", () => {
    const odd = { ...guard, Condition: { BoolIfExists: { [P]: "false" }, Null: { "aws:CalledVia": "false" } } };
    expect(told("forwarding-exemption-open", [doc(grant, odd)])).toEqual(["gap s3:GetObject document 1 1"]);
  });

  it("at the guard of the role, the boundary and the service control policy", () => {
    const principal = `arn:aws:iam::${account}:role/app`;
    const all = { ...grant, Action: "*" };
    expect(told("mfa-guard-on-role", [doc(grant, guard)], { principal })).toEqual([
      "lockout s3:GetObject document 1 1",
    ]);
    expect(told("mfa-guard-on-role", [doc(grant, guard)], { principal, as: "boundary" })).toEqual([
      "lockout s3:GetObject document 1 1",
    ]);
    const withCode = { ...all, Condition: { Bool: { [P]: "true" } } };
    const [first] = told("boundary-passed-by-resource-policy", [doc(withCode)], { as: "boundary" });
    expect(first).toBe("gap s3:GetObject document 1 0");
    const narrow = { ...guard, Action: "s3:DeleteBucket" };
    expect(told("scp-guard-locks-roles-out", [doc(all, narrow)], { as: "scp" })).toEqual([
      "lockout s3:DeleteBucket document 1 1",
    ]);
    expect(told("scp-guard-misses-management", [doc(all, narrow)], { as: "scp" })).toEqual([
      "note s3:DeleteBucket document 1 1",
    ]);
  });
});

describe("a note points at the guard", () => {
  it("that lets credentials be made with MFA", () => {
    const own = { Effect: "Allow", Action: "iam:CreateAccessKey", Resource: user("${aws:username}") };
    expect(told("credentials-that-outlive-mfa", [doc(own, guard)])).toEqual(["note iam:CreateAccessKey document 1 1"]);
  });
});

describe("a lockout and a may tell where and why", () => {
  it("a session of a role is refused in the state without MFA", () => {
    const role = `arn:aws:iam::${account}:role/a`;
    const spec: GapCase = {
      name: "role",
      as: "trust",
      documents: [doc(admit(role, { Bool: { [P]: "true" } }))],
      expect: "lockout",
    };
    const gap = gaps.find(({ id }) => id === "role-chain-never-meets-mfa");
    const hits = caseViews(engine, spec).flatMap((view) => gap?.find(view) ?? []);
    expect(hits.map(({ verdict, states }) => [verdict, states])).toEqual([["lockout", ["false"]]]);
  });

  it.each([
    ["iam:RemoveUserFromGroup", "arn:aws:iam::111122223333:group/beta", "groups"],
    ["iam:CreatePolicyVersion", "arn:aws:iam::111122223333:policy/beta", "policies"],
  ])("%s on one of many says of what it is not known which carries the guard", (action, Resource, what) => {
    const exempting = { ...guard, Action: undefined, NotAction: action };
    const gap = gaps.find(({ id }) => id === "guard-can-be-taken-off");
    const spec: GapCase = {
      name: action,
      documents: [doc({ Effect: "Allow", Action: action, Resource }, exempting)],
      expect: "may",
    };
    const [hit] = caseViews(engine, spec).flatMap((view) => gap?.find(view) ?? []);
    expect([hit?.verdict, hit?.why]).toEqual([
      "may",
      `it passes for some ${what} only, and which of them carries the guard is not known`,
    ]);
  });

  it.each([
    [["s3:GetObject", "iam:EnableMFADevice"], "2 actions pass without MFA, 1 of them of IAM"],
    [["s3:GetObject"], "1 action passes without MFA, none of IAM"],
    [[], "nothing passes without MFA for certain"],
  ])("a federated console in which %j are exempt says so", (exempt, what) => {
    const Action = ["sts:GetFederationToken", ...exempt];
    const exempting = { ...guard, Action: undefined, NotAction: Action };
    const spec: GapCase = {
      name: what,
      documents: [doc({ ...grant, Action: [...Action, "ec2:RunInstances"] }, exempting)],
      devices: 0,
      expect: "gap",
    };
    const gap = gaps.find(({ id }) => id === "federation-token-left-open");
    const [hit] = caseViews(engine, spec).flatMap((view) => gap?.find(view) ?? []);
    // Only a long-term key may call it, and its requests carry no MFA key.
    expect([hit?.action, hit?.states, hit?.says]).toEqual([
      "sts:GetFederationToken",
      ["absent"],
      `In the console that it opens ${what}.`,
    ]);
  });

  it("who may enable and never create a device is locked out of enabling by the guard only", () => {
    const deny = { Effect: "Deny", Action: "iam:CreateVirtualMFADevice", Resource: "*" };
    expect(told("no-way-to-enrol", [doc(guard, deny)], { isBesideAdmin: true, devices: 0 })).toEqual([
      "lockout iam:EnableMFADevice document 1 0",
    ]);
  });
});

describe("what is no fault of the guard is not told", () => {
  it("what a faulty MFA condition lets through is told of the condition, not of an exemption", () => {
    const faulty = { ...guard, Condition: { Bool: { [P]: "false" } } };
    const options = { isBesideAdmin: true };
    for (const id of ["guard-left-through-role", "guard-can-be-taken-off", "federation-token-left-open"]) {
      expect([id, ...told(id, [doc(faulty)], options)]).toEqual([id]);
    }
  });

  it("a trust statement with a faulty MFA condition is no second way without one", () => {
    const trust = doc(
      admit(user("alice"), { Bool: { [P]: "true" } }),
      admit(user("alice"), { BoolIfExists: { [P]: "true" } }),
      admit(user("deploy")),
    );
    expect(told("second-trust-statement-without-mfa", [trust], { as: "trust" })).toEqual([]);
  });

  it("what something else refuses a role is no lockout by MFA", () => {
    const principal = `arn:aws:iam::${account}:role/app`;
    const deny = { Effect: "Deny", Action: "s3:*", Resource: "*" };
    expect(told("mfa-guard-on-role", [doc(grant, guard, deny)], { principal })).toEqual([]);
    const trust = doc(admit(`arn:aws:iam::${account}:role/a`, { Bool: { [P]: "true" } }), {
      ...(admit(account) as object),
      Effect: "Deny",
    });
    expect(told("role-chain-never-meets-mfa", [trust], { as: "trust" })).toEqual([]);
  });

  it("a user who may not enrol even without any guard is no case for the guard", () => {
    const deny = { Effect: "Deny", Action: "iam:EnableMFADevice", Resource: "*" };
    expect(told("no-way-to-enrol", [doc(guard, deny)], { isBesideAdmin: true })).toEqual([
      "note iam:EnableMFADevice document 1 0",
    ]);
  });

  it("credentials that pass without MFA already are told elsewhere", () => {
    const exempting = { ...guard, Action: undefined, NotAction: "iam:CreateAccessKey" };
    const own = { Effect: "Allow", Action: "iam:CreateAccessKey", Resource: user("${aws:username}") };
    expect(told("credentials-that-outlive-mfa", [doc(own, exempting)])).toEqual([]);
  });

  it("a key that already may is not told of the console that it opens", () => {
    const exempting = { ...guard, Action: undefined, NotAction: ["sts:GetFederationToken", "s3:GetObject"] };
    const federate = { ...grant, Action: "sts:GetFederationToken" };
    expect(told("federation-token-left-open", [doc(grant, federate, exempting)])).toEqual([
      "gap sts:GetFederationToken document 1 2",
    ]);
  });
});
