import { describe, expect, it } from "vitest";
import { prover } from "../../iam/prove/prover.ts";
import type { AccountModel } from "../account-model.ts";
import { account, accountFor, allow, deny, policyFor } from "./account-for-test.ts";
import { escalationEdges } from "./escalation-edges.ts";

const engine = prover();
const members = ["777700001111", "777700002222"];

/** `escalation account certainty` of what leads to root or takes SCPs off. */
function found(
  kind: AccountModel["kind"],
  documents: readonly object[],
  more: Partial<AccountModel> = {},
): readonly string[] {
  const inline = Object.fromEntries(documents.map((each, at) => [`own-${at}`, each]));
  const model = accountFor([{ name: "caller", inline }], { kind, members, ...more });
  const [who] = model.principals;
  if (who === undefined) throw new Error("nobody");
  return escalationEdges(model, engine)
    .of(who, "user-key", 0)
    .flatMap(({ edges }) => edges)
    .flatMap(({ escalation, certainty, gain }) => {
      if (gain.kind === "root") return [`${escalation} ${gain.account} ${certainty}`];
      return gain.kind === "without-layer" && gain.layer === "scps" ? [`${escalation} ${certainty}`] : [];
    });
}

const root = (id: string, accounts: readonly string[]): readonly string[] =>
  accounts.map((each) => `${id} ${each} may`);

describe("service control policies", () => {
  const both = allow(["organizations:DetachPolicy", "organizations:UpdatePolicy"]);

  it("are changed by management, perhaps by a delegate, by nobody without an organization", () => {
    expect(found("management", [both])).toEqual(["organizations-detach-scp may", "organizations-rewrite-scp certain"]);
    expect(found("member", [both])).toEqual(["organizations-detach-scp may", "organizations-rewrite-scp may"]);
    expect(found("unknown", [both])).toEqual(["organizations-detach-scp may", "organizations-rewrite-scp may"]);
    expect(found("standalone", [both])).toEqual([]);
  });

  it("are out of a member's reach where the organization delegates nothing", () => {
    const central = { delegatedFor: null, hasDelegationPolicy: false } as const;
    expect(found("member", [both], { central })).toEqual([]);
    expect(found("management", [both], { central })).toContain("organizations-rewrite-scp certain");
  });

  it("do not bind management, but do bind a member that would change them", () => {
    const scps = [[policyFor("all", allow("*"), "scp"), policyFor("deny", deny("organizations:*"), "scp")]];
    expect(found("management", [both], { scps })).toContain("organizations-rewrite-scp certain");
    expect(found("member", [both], { scps })).toEqual([]);
  });
});

describe("permission sets of Identity Center", () => {
  const edit = allow("sso:*");
  const asMember = (services: readonly string[], asked: readonly string[]): readonly string[] => {
    const central = { delegatedFor: { asked, services }, hasDelegationPolicy: false };
    const model = accountFor([{ name: "caller", inline: { own: edit } }], { kind: "member", central });
    const [who] = model.principals;
    if (who === undefined) throw new Error("nobody");
    const edges = escalationEdges(model, engine)
      .of(who, "user-key", 0)
      .flatMap((cell) => cell.edges);
    return edges.map(({ escalation, certainty }) => `${escalation} ${certainty}`);
  };

  it("are changed by the delegated administrator's account, perhaps by one that was not asked about, by no other", () => {
    const sso = "sso.amazonaws.com";
    expect(asMember([sso], [sso])).toContain("sso-attach-policy-to-assigned-set may");
    expect(asMember([], ["iam.amazonaws.com"])).toContain("sso-attach-policy-to-assigned-set may");
    expect(asMember([], [sso])).toEqual([]);
  });
});

describe("root of members", () => {
  const assume = allow("sts:AssumeRoot");
  const bothIds = ["root-allow-password-recovery", "root-assume-root"];

  it("is one call away from management, where central access is on", () => {
    expect(found("management", [assume])).toEqual(bothIds.flatMap((id) => root(id, members)));
    expect(found("standalone", [assume], { members: [] })).toEqual([]);
    expect(found("management", [assume], { members: [] })).toEqual([]);
  });

  it("is asked about member by member", () => {
    const one = allow("sts:AssumeRoot", `arn:aws:iam::${members[1]}:root`);
    expect(found("management", [one])).toEqual(bothIds.flatMap((id) => root(id, members.slice(1))));
  });

  it("does not open password recovery with a condition on another task", () => {
    const task = (name: string): object => ({
      Condition: { ArnEquals: { "sts:TaskPolicyArn": `arn:aws:iam::aws:policy/root-task/${name}` } },
    });
    const audit = allow("sts:AssumeRoot", "*", task("IAMAuditRootUserCredentials"));
    expect(found("management", [audit])).toEqual(root("root-assume-root", members));
    const password = allow("sts:AssumeRoot", "*", task("IAMCreateRootUserPassword"));
    expect(found("management", [password])).toEqual(bothIds.flatMap((id) => root(id, members)));
  });

  it("is turned on by management first", () => {
    const enable = allow(["sts:AssumeRoot", "iam:EnableOrganizationsRoot*"]);
    const ids = [...bothIds, "root-enable-credentials-management", "root-enable-root-sessions"];
    expect(found("management", [enable])).toEqual(ids.flatMap((id) => root(id, members)));
    expect(found("member", [enable])).toEqual(bothIds.flatMap((id) => root(id, members)));
    expect(found("management", [allow("iam:EnableOrganizationsRoot*")])).toEqual([]);
  });

  it("moves with the mailbox", () => {
    const move = allow(["account:StartPrimaryEmailUpdate", "account:AcceptPrimaryEmailUpdate"]);
    expect(found("management", [move])).toEqual(root("root-move-member-mailbox", members));
    expect(found("standalone", [move], { members: [] })).toEqual([]);
    expect(found("management", [allow("account:StartPrimaryEmailUpdate")])).toEqual([]);
  });
});

describe("the phone of the primary contact", () => {
  const put = allow("account:PutContactInformation");
  const id = "root-change-phone";

  it("is that of the own account, and of members for management", () => {
    expect(found("standalone", [put], { members: [] })).toEqual(root(id, [account]));
    expect(found("management", [put])).toEqual(root(id, [account, ...members]));
  });

  it("is asked about account by account", () => {
    const own = allow("account:PutContactInformation", `arn:aws:account::${account}:account`);
    expect(found("management", [own])).toEqual(root(id, [account]));
    const member = allow(
      "account:PutContactInformation",
      `arn:aws:account::${account}:account/o-abc1234567/${members[0]}`,
    );
    expect(found("management", [member])).toEqual(root(id, members.slice(0, 1)));
  });
});
