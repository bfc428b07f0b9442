import { describe, expect, it } from "vitest";
import { prover } from "../../iam/prove/prover.ts";
import type { AccountModel } from "../account-model.ts";
import type { EscalationEdge } from "../escalation-edge.ts";
import { accountFor, allow, arnOf, deny, policyFor, type TestPerson, trusts } from "./account-for-test.ts";
import { escalationEdges } from "./escalation-edges.ts";

const engine = prover();

function edges(
  caller: TestPerson,
  more: Partial<AccountModel> = {},
  others: readonly TestPerson[] = [],
): readonly EscalationEdge[] {
  const model = accountFor([caller, ...others], more);
  const [who] = model.principals;
  if (who === undefined) throw new Error("nobody");
  const credential = caller.trust === undefined ? "user-key" : "role-session";
  return escalationEdges(model, engine)
    .of(who, credential, 0)
    .flatMap((each) => each.edges);
}

const lines = (found: readonly EscalationEdge[], id: string): readonly string[] =>
  found
    .filter(({ escalation }) => escalation === id)
    .map(({ certainty, why }) => `${certainty}${why === null ? "" : ` ${why}`}`);

describe("a policy of one's own", () => {
  const edit = (Resource: unknown): TestPerson => ({
    name: "caller",
    inline: { edit: allow(["iam:CreatePolicyVersion", "iam:SetDefaultPolicyVersion"], Resource) },
    attached: { Team: allow("s3:GetObject") },
  });
  const version = "iam-create-policy-version";

  it("is rewritten where the Resource covers that very policy", () => {
    expect(lines(edges(edit(arnOf("policy", "T*"))), version)).toEqual(["certain"]);
    expect(lines(edges(edit(arnOf("policy", "Other"))), version)).toEqual([]);
    expect(lines(edges({ ...edit("*"), attached: {} }), version)).toEqual([]);
  });

  it("is not one of AWS's, which nobody can edit", () => {
    expect(lines(edges(edit("arn:aws:iam::aws:policy/*")), version)).toEqual([]);
    const model = accountFor([{ ...edit("*"), attached: {} }]);
    const [who] = model.principals;
    if (who === undefined) throw new Error("nobody");
    const holder = { ...who, attached: ["arn:aws:iam::aws:policy/ReadOnlyAccess"] };
    const found = escalationEdges(model, engine)
      .of(holder, "user-key", 0)
      .flatMap((each) => each.edges);
    expect(lines(found, version)).toEqual([]);
  });

  it("may be that of a group", () => {
    const caller = {
      ...edit(arnOf("policy", "Staff")),
      groups: [{ name: "staff", attached: { Staff: allow("s3:GetObject") } }],
    };
    expect(lines(edges(caller), version)).toEqual(["certain"]);
  });

  it("has room for five versions, or one must be deleted", () => {
    const policy = arnOf("policy", "Team");
    const versions = (count: number): Partial<AccountModel> => ({
      otherVersions: new Map([
        [policy, Array.from({ length: count }, (_, at) => [policyFor(`v${at}`, allow("s3:GetObject"))])],
      ]),
    });
    expect(lines(edges(edit("*"), versions(3)), version)).toEqual(["certain"]);
    expect(lines(edges(edit("*"), versions(4)), version)).toEqual([]);
    expect(lines(edges(edit("*"), { otherVersions: undefined }), version)).toEqual([
      `may how many versions ${policy} has is not known, and iam:DeletePolicyVersion is not open`,
    ]);
    const deletes = { ...edit("*"), inline: { edit: allow("iam:*PolicyVersion") } };
    expect(lines(edges(deletes, versions(4)), version)).toEqual(["certain"]);
    expect(lines(edges(deletes, { otherVersions: undefined }), version)).toEqual(["certain"]);
  });

  it("goes back to another version that allows more or denies less", () => {
    const policy = arnOf("policy", "Team");
    const id = "iam-set-default-policy-version";
    const others = (...documents: readonly object[]): Partial<AccountModel> => ({
      otherVersions: new Map([[policy, documents.map((each) => [policyFor("v1", each)])]]),
    });
    expect(lines(edges(edit("*"), others()), id)).toEqual([]);
    expect(lines(edges(edit("*"), others(allow("s3:GetObject"))), id)).toEqual([]);
    const [wide] = edges(edit("*"), others(allow("*"))).filter(({ escalation }) => escalation === id);
    expect(wide?.certainty).toBe("certain");
    expect(wide?.gain).toMatchObject({ kind: "other-identity", by: policy });
    const identity = wide?.gain.kind === "other-identity" ? wide.gain.identity : [];
    expect(identity).toEqual([
      policyFor("inline edit of caller", allow(["iam:CreatePolicyVersion", "iam:SetDefaultPolicyVersion"], "*")),
      policyFor(policy, allow("*")),
    ]);
    const guarded = { ...edit("*"), attached: { Team: deny("s3:GetObject") } };
    expect(lines(edges(guarded, others(deny("s3:PutObject"))), id)).toEqual(["certain"]);
    expect(lines(edges(guarded, others(deny("s3:GetObject"))), id)).toEqual([]);
    expect(lines(edges(edit("*"), { otherVersions: undefined }), id)).toEqual([
      `may the other versions of ${policy} were not read`,
    ]);
  });
});

describe("a policy for oneself", () => {
  const put = ["iam:PutUserPolicy", "iam:PutGroupPolicy", "iam:PutRolePolicy"];

  it("goes on the own user and the own groups, not on others", () => {
    const caller = { name: "caller", inline: { put: allow(put) }, groups: [{ name: "staff" }] };
    const found = edges(caller, { groups: [{ name: "admins", arn: arnOf("group", "admins"), identity: [] }] });
    expect(
      found.map(({ escalation, gain }) => `${escalation} ${gain.kind}`).filter((each) => /put-own/.test(each)),
    ).toEqual(["iam-put-own-group-policy own-policy", "iam-put-own-user-policy own-policy"]);
    const bound = { ...caller, inline: { put: allow(put, [arnOf("user", "bob"), arnOf("group", "admins")]) } };
    expect(edges(bound).filter(({ gain }) => gain.kind === "own-policy")).toEqual([]);
  });

  it("goes on the own role, unless the role belongs to AWS", () => {
    const role = { name: "worker", trust: trusts({ Service: "ec2.amazonaws.com" }), inline: { put: allow(put) } };
    expect(lines(edges(role), "iam-put-own-role-policy")).toEqual(["certain"]);
    expect(lines(edges({ ...role, path: "/aws-reserved/sso.amazonaws.com/" }), "iam-put-own-role-policy")).toEqual([]);
    expect(lines(edges(role), "iam-put-own-user-policy")).toEqual([]);
  });

  it("is asked about as AdministratorAccess", () => {
    const attach = (policy: string): TestPerson => ({
      name: "caller",
      inline: { attach: allow("iam:AttachUserPolicy", "*", { Condition: { ArnEquals: { "iam:PolicyARN": policy } } }) },
    });
    const id = "iam-attach-own-user-policy";
    expect(lines(edges(attach("arn:aws:iam::aws:policy/AdministratorAccess")), id)).toEqual(["certain"]);
    expect(lines(edges(attach("arn:aws:iam::aws:policy/ReadOnlyAccess")), id)).toEqual([
      "may only other policies than AdministratorAccess may be attached",
    ]);
  });

  it("keeps to conditions on the boundary that the user has", () => {
    const limited = allow("iam:PutUserPolicy", "*", {
      Condition: { StringEquals: { "iam:PermissionsBoundary": arnOf("policy", "edge") } },
    });
    const id = "iam-put-own-user-policy";
    expect(lines(edges({ name: "caller", inline: { limited }, boundary: allow("*") }), id)).toEqual(["certain"]);
    expect(lines(edges({ name: "caller", inline: { limited } }), id)).toEqual([]);
  });

  it("is not written past a boundary or a service control policy that denies the call", () => {
    const caller = { name: "caller", inline: { put: allow(put) } };
    const id = "iam-put-own-user-policy";
    expect(lines(edges({ ...caller, boundary: allow("s3:*") }), id)).toEqual([]);
    const scps = [[policyFor("scp", allow("*"), "scp")], [policyFor("deny", deny("iam:Put*"), "scp")]];
    expect(lines(edges(caller, { kind: "member", scps }), id)).toEqual([]);
    expect(lines(edges(caller, { kind: "member", scps: [{ unknown: "the policies of the root" }] }), id)).toEqual([
      expect.stringMatching(/^may .*the policies of the root/),
    ]);
  });
});

describe("another group", () => {
  const admins = {
    name: "admins",
    arn: arnOf("group", "admins"),
    identity: [policyFor("inline all of group admins", allow("*"))],
  };
  const join = (Resource: unknown): TestPerson => ({
    name: "caller",
    inline: { join: allow("iam:AddUserToGroup", Resource) },
  });
  const id = "iam-add-self-to-group";

  it("is joined by a user, and gives its documents", () => {
    const [edge] = edges(join("*"), { groups: [admins] }).filter(({ escalation }) => escalation === id);
    expect(edge).toMatchObject({ certainty: "certain", gain: { kind: "other-identity", by: admins.arn } });
    expect(edge?.gain.kind === "other-identity" ? edge.gain.identity : []).toEqual([
      ...admins.identity,
      policyFor("inline join of caller", allow("iam:AddUserToGroup", "*")),
    ]);
    expect(lines(edges(join(arnOf("group", "others")), { groups: [admins] }), id)).toEqual([]);
  });

  it("is not one that the user is in, and nothing for roles", () => {
    expect(lines(edges({ ...join("*"), groups: [{ name: "admins" }] }, { groups: [admins] }), id)).toEqual([]);
    expect(
      lines(edges({ ...join("*"), trust: trusts({ Service: "ec2.amazonaws.com" }) }, { groups: [admins] }), id),
    ).toEqual([]);
  });

  it("is known from its members where the groups were not given", () => {
    const member = { name: "bob", groups: [{ name: "admins", inline: { all: allow("*") } }] };
    const [edge] = edges(join("*"), {}, [member]).filter(({ escalation }) => escalation === id);
    expect(edge).toMatchObject({ certainty: "certain", gain: { by: admins.arn } });
    expect(edge?.gain.kind === "other-identity" ? edge.gain.identity : []).toContainEqual(admins.identity[0]);
  });
});

it("callers that hold the same documents each have their own, where a document looks at who calls", () => {
  const self = allow("iam:PutUserPolicy", "arn:aws:iam::*:user/${aws:username}");
  const some = allow("iam:CreateAccessKey", "*", { Condition: { StringEquals: { "aws:username": "bob" } } });
  const model = accountFor(["alice", "bob"].map((name) => ({ name, attached: { self, some } })));
  const finder = escalationEdges(model, engine);
  const found = model.principals.map((who) =>
    finder.of(who, "user-key", 0).flatMap((each) => each.edges.map(({ escalation }) => escalation)),
  );
  expect(found).toEqual([
    ["iam-put-own-user-policy"],
    ["iam-create-access-key", "iam-create-access-key", "iam-put-own-user-policy", "iam-put-user-policy-then-key"],
  ]);
});
