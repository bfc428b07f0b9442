import { describe, expect, it } from "vitest";
import { prover } from "../../iam/prove/prover.ts";
import type { CredentialKind } from "../../iam/prove/credential-kind.ts";
import { accountFor, allow, arnOf, deny, document, type TestPerson, trusts } from "./account-for-test.ts";
import { escalationEdges } from "./escalation-edges.ts";

const engine = prover();

/** The escalations open to a caller with these documents, in an account with a role for EC2, one for Lambda and a user. */
function open(documents: readonly object[], credential: CredentialKind = "user-key"): readonly string[] {
  const inline = Object.fromEntries(documents.map((each, at) => [`own-${at}`, each]));
  const isRole = credential.startsWith("role-");
  const caller: TestPerson = {
    name: "caller",
    inline,
    attached: { Team: allow("s3:GetObject") },
    ...(isRole ? { trust: trusts({ Service: "ecs-tasks.amazonaws.com" }) } : {}),
  };
  const others = ["ec2", "lambda"].map((name) => ({ name, trust: trusts({ Service: `${name}.amazonaws.com` }) }));
  const model = accountFor([caller, ...others, { name: "bob" }]);
  const [who] = model.principals;
  if (who === undefined) throw new Error("nobody");
  const ids = escalationEdges(model, engine)
    .of(who, credential, 0)
    .flatMap(({ edges }) => edges.map(({ escalation }) => escalation));
  return [...new Set(ids)];
}

describe("what must be found", () => {
  it("the two halves of a way in two attached documents", () => {
    expect(open([allow("iam:PassRole"), allow("ec2:RunInstances")])).toEqual(["ec2-run-instances"]);
  });

  it("a Resource pattern that holds the policy attached to the caller", () => {
    expect(open([allow("iam:CreatePolicyVersion", arnOf("policy", "T?am"))])).toEqual(["iam-create-policy-version"]);
  });

  it("a condition that always holds for role sessions: issued after a past date", () => {
    const since = { Condition: { DateGreaterThan: { "aws:TokenIssueTime": "2020-01-01T00:00:00Z" } } };
    expect(open([allow("iam:CreateAccessKey", "*", since)], "role-session")).toEqual(["iam-create-access-key"]);
    // A long-term key was never issued as a token.
    expect(open([allow("iam:CreateAccessKey", "*", since)])).toEqual([]);
  });

  it("an Allow with NotAction that leaves ssm and Instance Connect", () => {
    const rest = document({
      Effect: "Allow",
      NotAction: ["iam:*", "sts:*", "account:*", "organizations:*"],
      Resource: "*",
    });
    expect(open([rest])).toEqual(
      expect.arrayContaining(["ssm-start-session", "ssm-send-command", "ec2-instance-connect"]),
    );
    expect(open([rest]).filter((id) => id.startsWith("iam-"))).toEqual([]);
  });

  it("a role session past the MFA guard of users", () => {
    const guard = deny("*", "*", { Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } } });
    expect(open([allow("iam:CreateAccessKey"), guard])).toEqual([]);
    expect(open([allow("iam:CreateAccessKey"), guard], "user-console-mfa")).toEqual(["iam-create-access-key"]);
    const loose = deny("*", "*", { Condition: { Bool: { "aws:MultiFactorAuthPresent": "false" } } });
    expect(open([allow("iam:CreateAccessKey"), loose])).toEqual(["iam-create-access-key"]);
    expect(open([allow("iam:CreateAccessKey"), loose], "role-session")).toEqual([]);
  });
});

describe("what must not be found", () => {
  it("Allow and Deny of the same in one document", () => {
    const both = document(
      { Effect: "Allow", Action: "iam:PutUserPolicy", Resource: "*" },
      { Effect: "Deny", Action: "iam:Put*", Resource: "*" },
    );
    expect(open([both])).toEqual([]);
  });

  it("Allow and Deny of the same over two documents", () => {
    expect(open([allow(["iam:PassRole", "ec2:RunInstances"]), deny("ec2:Run*")])).toEqual([]);
  });

  it("only a Deny", () => {
    expect(open([deny("iam:PutUserPolicy")])).toEqual([]);
  });

  it("rewriting the policies of AWS", () => {
    expect(open([allow("iam:CreatePolicyVersion", "arn:aws:iam::aws:policy/*")])).toEqual([]);
  });

  it("a session issued before a past date", () => {
    const before = { Condition: { DateLessThan: { "aws:TokenIssueTime": "2020-01-01T00:00:00Z" } } };
    expect(open([allow("iam:CreateAccessKey", "*", before)], "role-session")).toEqual([]);
  });

  it("a way whose calls pass in different cells", () => {
    const mfa = (value: string): object => ({ Condition: { Bool: { "aws:MultiFactorAuthPresent": value } } });
    const halves = [allow("iam:PassRole", "*", mfa("true")), allow(["lambda:*Function"], "*", mfa("false"))];
    expect(open(halves, "user-console-mfa")).toEqual([]);
    expect(open(halves, "role-session")).toEqual([]);
  });
});
