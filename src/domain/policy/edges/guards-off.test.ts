import { describe, expect, it } from "vitest";
import { prover } from "../../iam/prove/prover.ts";
import type { ModelPrincipal } from "../account-model.ts";
import type { EscalationEdge } from "../escalation-edge.ts";
import { accountFor, allow, arnOf, deny, type TestPerson, trusts } from "./account-for-test.ts";
import { escalationEdges } from "./escalation-edges.ts";

const engine = prover();
const guard = deny("s3:*");
const names = ({ gain }: EscalationEdge): readonly string[] =>
  gain.kind === "without-layer" && gain.identity !== undefined && !("unknown" in gain.identity)
    ? gain.identity.map(({ name }) => name)
    : [];

function edges(
  caller: TestPerson,
  id: string,
  change: (who: ModelPrincipal) => ModelPrincipal = (who) => who,
): readonly EscalationEdge[] {
  const model = accountFor([caller]);
  const [who] = model.principals;
  if (who === undefined) throw new Error("nobody");
  const credential = caller.trust === undefined ? "user-key" : "role-session";
  return escalationEdges(model, engine)
    .of(change(who), credential, 0)
    .flatMap((each) => each.edges)
    .filter(({ escalation }) => escalation === id);
}

describe("a document that denies", () => {
  it("is deleted when it is inline, and the rest stays", () => {
    const caller = { name: "caller", inline: { guard, rights: allow("*") }, attached: { Guard: guard } };
    const [edge, ...more] = edges(caller, "iam-delete-own-inline-deny");
    expect(more).toEqual([]);
    expect(edge).toMatchObject({ certainty: "certain", gain: { kind: "without-layer", layer: "identity-deny" } });
    expect(edge && names(edge)).toEqual(["inline rights of caller", arnOf("policy", "Guard")]);
    expect(edges({ ...caller, inline: { rights: allow("*") } }, "iam-delete-own-inline-deny")).toEqual([]);
  });

  it("is detached one by one, or all at once", () => {
    const caller = { name: "caller", inline: { rights: allow("*") }, attached: { A: guard, B: guard, C: allow("*") } };
    const found = edges(caller, "iam-detach-own-deny-policy").map(names);
    const [rights, a, b, c] = ["inline rights of caller", ...["A", "B", "C"].map((name) => arnOf("policy", name))];
    expect(found).toEqual([
      [rights, b, c],
      [rights, a, c],
      [rights, c],
    ]);
  });

  it("is protected by a condition on iam:PolicyARN", () => {
    const others = allow("iam:DetachUserPolicy", "*", {
      Condition: { ArnNotEquals: { "iam:PolicyARN": arnOf("policy", "A") } },
    });
    const found = edges(
      { name: "caller", inline: { others }, attached: { A: guard, B: guard } },
      "iam-detach-own-deny-policy",
    );
    expect(found.map(names)).toEqual([["inline others of caller", arnOf("policy", "A")]]);
  });

  it("goes with the group, or is taken off the group", () => {
    const groups = [{ name: "staff", inline: { guard, rest: allow("s3:GetObject") }, attached: { Guard: guard } }];
    const caller = { name: "caller", inline: { rights: allow("*") }, groups };
    expect(edges(caller, "iam-remove-self-from-group").map(names)).toEqual([["inline rights of caller"]]);
    expect(edges(caller, "iam-delete-group-inline-deny").map(names)).toEqual([
      ["inline rest of group staff", arnOf("policy", "Guard"), "inline rights of caller"],
    ]);
    expect(edges(caller, "iam-detach-group-deny-policy").map(names)).toEqual([
      ["inline guard of group staff", "inline rest of group staff", "inline rights of caller"],
    ]);
    const plain = [{ name: "staff", inline: { rest: allow("s3:GetObject") } }];
    expect(edges({ ...caller, groups: plain }, "iam-remove-self-from-group")).toEqual([]);
    const narrow = { rights: allow("iam:*", arnOf("group", "other")) };
    expect(edges({ ...caller, inline: narrow }, "iam-remove-self-from-group")).toEqual([]);
  });

  it("stays once when it came twice", () => {
    const groups = [{ name: "staff", attached: { Guard: guard } }];
    const caller = { name: "caller", inline: { rights: allow("*") }, attached: { Guard: guard }, groups };
    expect(edges(caller, "iam-remove-self-from-group").map(names)).toEqual([
      ["inline rights of caller", arnOf("policy", "Guard")],
    ]);
  });

  it("is taken off a role by a session of it, unless the role belongs to AWS", () => {
    const role = {
      name: "worker",
      trust: trusts({ Service: "ec2.amazonaws.com" }),
      inline: { guard, rights: allow("*") },
      attached: { Guard: guard },
    };
    expect(edges(role, "iam-delete-role-inline-deny")).toHaveLength(1);
    expect(edges(role, "iam-detach-role-deny-policy")).toHaveLength(1);
    expect(edges({ ...role, path: "/aws-reserved/sso.amazonaws.com/" }, "iam-delete-role-inline-deny")).toEqual([]);
    expect(edges(role, "iam-delete-own-inline-deny")).toEqual([]);
  });

  it("is perhaps there when nobody read the documents, or said whose they are", () => {
    const caller = { name: "caller", inline: { guard, rights: allow("*") } };
    const unread = edges(caller, "iam-delete-own-inline-deny", (who) => ({
      ...who,
      principal: { ...who.principal, identity: { unknown: "a document" } },
    }));
    expect(unread.map(({ certainty }) => certainty)).toEqual(["may"]);
    const unsaid = edges(caller, "iam-delete-own-inline-deny", (who) => ({
      ...who,
      inline: undefined,
      principal: {
        ...who.principal,
        identity:
          "unknown" in who.principal.identity
            ? []
            : who.principal.identity.map((each, at) => ({ ...each, name: `document ${at}` })),
      },
    }));
    expect(unsaid.map(({ certainty, why }) => `${certainty} ${why}`)).toEqual([
      "may whose inline policies these are is not known",
    ]);
  });
});

describe("a permissions boundary", () => {
  it("is deleted or replaced by the user that has one", () => {
    const caller = {
      name: "caller",
      inline: { rights: allow("iam:*Boundary", arnOf("user", "caller")) },
      boundary: allow("*"),
    };
    const gain = { kind: "without-layer", layer: "boundary" };
    expect(edges(caller, "iam-delete-own-user-boundary")).toMatchObject([{ certainty: "certain", gain }]);
    expect(edges(caller, "iam-replace-own-user-boundary")).toMatchObject([{ certainty: "certain", gain }]);
    const { boundary: _, ...free } = caller;
    expect(edges(free, "iam-delete-own-user-boundary")).toEqual([]);
    expect(edges(free, "iam-replace-own-user-boundary")).toEqual([]);
  });

  it("holds while it does not let the call through", () => {
    const caller = { name: "caller", inline: { rights: allow("*") }, boundary: allow("s3:*") };
    expect(edges(caller, "iam-delete-own-user-boundary")).toEqual([]);
  });

  it("may be protected by a condition on iam:PermissionsBoundary", () => {
    const same = { Condition: { StringEquals: { "iam:PermissionsBoundary": arnOf("policy", "edge") } } };
    const rights = allow("iam:PutUserPermissionsBoundary", "*", same);
    const found = edges({ name: "caller", inline: { rights }, boundary: allow("*") }, "iam-replace-own-user-boundary");
    expect(found.map(({ certainty, why }) => `${certainty} ${why}`)).toEqual([
      "may only other boundaries than AdministratorAccess may be put on",
    ]);
  });
});
