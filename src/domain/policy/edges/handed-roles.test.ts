import { describe, expect, it } from "vitest";
import { prover } from "../../iam/prove/prover.ts";
import { account, accountFor, allow, arnOf, deny, type TestPerson, trusts } from "./account-for-test.ts";
import { escalationEdges } from "./escalation-edges.ts";

const engine = prover();
const lambda = { Service: "lambda.amazonaws.com" };
const calls = ["lambda:CreateFunction", "lambda:InvokeFunction"];

/** `role: certainty` of lambda-new-function-invoke, sorted. */
function handed(
  roles: readonly TestPerson[],
  documents: readonly object[],
  id = "lambda-new-function-invoke",
): readonly string[] {
  const attached = Object.fromEntries(documents.map((each, at) => [`own-${at}`, each]));
  const model = accountFor([{ name: "caller", attached }, ...roles]);
  const [caller] = model.principals;
  if (caller === undefined) throw new Error("nobody");
  const found = escalationEdges(model, engine).of(caller, "user-key", 0, (each) => each.id === id);
  return found
    .flatMap(({ edges }) => edges)
    .map(({ gain, certainty, why }) => {
      const name = gain.kind === "principal" ? gain.arn.slice(gain.arn.indexOf("/") + 1) : gain.kind;
      return `${name}: ${certainty}${why === null ? "" : ` ${why}`}`;
    })
    .sort();
}

const all = allow([...calls, "iam:PassRole"]);

describe("a role is handed over", () => {
  it("when it trusts the service, whatever region or partition its trust spells", () => {
    const roles = [
      { name: "yes", trust: trusts(lambda) },
      { name: "other", trust: trusts({ Service: "ec2.amazonaws.com" }) },
      { name: "people", trust: trusts({ AWS: account }) },
    ];
    expect(handed(roles, [all])).toEqual(["yes: certain"]);
    const states = [
      { name: "plain", trust: trusts({ Service: "states.amazonaws.com" }) },
      { name: "regional", trust: trusts({ Service: "states.eu-west-1.amazonaws.com" }) },
      { name: "near", trust: trusts({ Service: "substates.amazonaws.com" }) },
    ];
    const more = allow(["iam:PassRole", "states:*"]);
    expect(handed(states, [more], "stepfunctions-new-state-machine")).toEqual(["plain: certain", "regional: certain"]);
  });

  it("perhaps, when its trust asks for something or was not read", () => {
    const roles = [
      {
        name: "own-account",
        trust: trusts(lambda, { Condition: { StringEquals: { "aws:SourceAccount": account } } }),
      },
      {
        name: "elsewhere",
        trust: trusts(lambda, { Condition: { StringEquals: { "aws:SourceAccount": "444455556666" } } }),
      },
      {
        name: "one-thing",
        trust: trusts(lambda, {
          Condition: { ArnLike: { "aws:SourceArn": `arn:aws:lambda:*:${account}:function:x` } },
        }),
      },
    ];
    expect(handed(roles, [all])).toEqual([
      expect.stringMatching(/^one-thing: may whether .*SourceArn/i),
      "own-account: certain",
    ]);
    const model = accountFor([
      { name: "caller", attached: { own: all } },
      { name: "dark", trust: trusts(lambda) },
    ]);
    const principals = model.principals.map((each) =>
      each.principal.name === "dark"
        ? { ...each, principal: { ...each.principal, trust: { unknown: "damaged" } } }
        : each,
    );
    const [caller] = principals;
    if (caller === undefined) throw new Error("nobody");
    const [cell] = escalationEdges({ ...model, principals }, engine).of(caller, "user-key", 0);
    const found = cell?.edges.filter(({ escalation }) => escalation === "lambda-new-function-invoke") ?? [];
    expect(found.map(({ certainty, why }) => `${certainty} ${why}`)).toEqual([
      `may the trust policy of ${arnOf("role", "dark")} is not known: damaged`,
    ]);
  });

  it("unless it belongs to AWS", () => {
    const roles = [
      { name: "AWSReservedSSO_Admin", path: "/aws-reserved/sso.amazonaws.com/", trust: trusts(lambda) },
      { name: "AWSServiceRoleForLambda", path: "/aws-service-role/lambda.amazonaws.com/", trust: trusts(lambda) },
    ];
    expect(handed(roles, [all])).toEqual([]);
  });

  it("to the service that conditions name", () => {
    const roles = [{ name: "yes", trust: trusts(lambda) }];
    const to = (service: string): object =>
      allow("iam:PassRole", "*", { Condition: { StringEquals: { "iam:PassedToService": service } } });
    expect(handed(roles, [allow(calls), to("lambda.amazonaws.com")])).toEqual(["yes: certain"]);
    expect(handed(roles, [allow(calls), to("ec2.amazonaws.com")])).toEqual([]);
    const not = { Condition: { StringEquals: { "iam:PassedToService": "lambda.amazonaws.com" } } };
    expect(handed(roles, [all, deny("iam:PassRole", "*", not)])).toEqual([]);
  });

  it("only where the Resource covers it", () => {
    const roles = ["app-1", "app-2", "build"].map((name) => ({ name, trust: trusts(lambda) }));
    const pass = allow("iam:PassRole", arnOf("role", "app-*"));
    expect(handed(roles, [allow(calls), pass])).toEqual(["app-1: certain", "app-2: certain"]);
    expect(handed(roles, [allow(calls), pass, deny("*", arnOf("role", "app-2"))])).toEqual(["app-1: certain"]);
  });

  it("perhaps, where a tag of it decides", () => {
    const roles = [{ name: "yes", trust: trusts(lambda), tags: { team: "x" } }];
    const pass = allow("iam:PassRole", "*", { Condition: { StringEquals: { "aws:ResourceTag/team": "x" } } });
    expect(handed(roles, [allow(calls), pass])).toEqual([expect.stringMatching(/^yes: may /)]);
  });
});

describe("calls about a new thing", () => {
  const roles = [{ name: "yes", trust: trusts(lambda) }];
  const on = (name: string): string => `arn:aws:lambda:us-east-1:${account}:function:${name}`;
  const pass = allow("iam:PassRole");

  it("must pass on one and the same", () => {
    expect(handed(roles, [pass, allow(calls[0], on("a*")), allow(calls[1], on("b*"))])).toEqual([]);
    expect(handed(roles, [pass, allow(calls[0], on("a*")), allow(calls[1], on("*z"))])).toEqual(["yes: certain"]);
    expect(
      handed(roles, [pass, allow(calls[0], on("a*")), allow(calls[1], on("*")), deny(calls[1], on("a*"))]),
    ).toEqual([]);
    const denied = deny(calls[1], on("a"));
    expect(handed(roles, [pass, allow(calls[0], on("a*")), allow(calls[1], on("*")), denied])).toEqual([
      "yes: certain",
    ]);
  });

  it("show that one in their requests", () => {
    const documents = { own: pass, make: allow(calls[0], on("a*")), call: allow(calls[1], on("*z")) };
    const model = accountFor([{ name: "caller", attached: documents }, ...roles]);
    const [caller] = model.principals;
    if (caller === undefined) throw new Error("nobody");
    const [cell] = escalationEdges(model, engine).of(caller, "user-key", 0);
    const edge = cell?.edges.find(({ escalation }) => escalation === "lambda-new-function-invoke");
    const [, made, called] = edge?.steps.map(({ witness }) => witness.resource) ?? [];
    expect(made).toMatch(/:function:a.*z$/);
    expect(called).toBe(made);
  });

  it("are asked about the own account", () => {
    const elsewhere = "arn:aws:lambda:us-east-1:444455556666:function:*";
    expect(handed(roles, [pass, allow(calls, elsewhere)])).toEqual([]);
  });

  it("are not sure where AWS may ask about more", () => {
    const braket = [{ name: "yes", trust: trusts({ Service: "braket.amazonaws.com" }) }];
    const job = allow("braket:CreateJob", `arn:aws:braket:*:${account}:job/*`);
    expect(handed(braket, [pass, job], "braket-new-job")).toEqual([
      "yes: may braket:CreateJob may also have to be allowed on arn:aws:braket:*:111122223333:device/*/*/*",
    ]);
  });
});

describe("a thing that has a role", () => {
  it("is of use only where some role trusts its service", () => {
    const update = allow(["lambda:UpdateFunctionCode", "lambda:InvokeFunction"]);
    const id = "lambda-update-code-invoke";
    expect(handed([], [update], id)).toEqual([]);
    expect(handed([{ name: "yes", trust: trusts(lambda) }], [update], id)).toEqual([
      "some-role: may A function with an execution role exists.",
    ]);
  });
});
