import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decide } from "../../iam/decide/decide.ts";
import { callerOf } from "../../iam/principals/principal.ts";
import { prover } from "../../iam/prove/prover.ts";
import type { ModelPrincipal } from "../account-model.ts";
import { account, accountFor, arnOf, document, type TestPerson, trusts } from "./account-for-test.ts";
import { escalationEdges } from "./escalation-edges.ts";

const engine = prover();
const lambda = trusts({ Service: "lambda.amazonaws.com" });
const others: readonly TestPerson[] = [
  { name: "bob", keys: 0, tags: { team: "x" } },
  { name: "bobby", keys: 0 },
  { name: "carol", keys: 0, path: "/div/", tags: { team: "y" } },
  { name: "app", trust: lambda, tags: { team: "x" } },
  { name: "app-admin", trust: lambda },
  { name: "admin", path: "/div/", trust: lambda },
];

const resource = fc.constantFrom(
  "*",
  "arn:aws:iam::*:user/*",
  `arn:aws:iam::${account}:*`,
  arnOf("user", "bob"),
  arnOf("user", "bob*"),
  arnOf("user", "bob??"),
  arnOf("user", "div/*"),
  arnOf("user", "*a*"),
  "arn:aws:iam::*:user/${aws:username}",
  "arn:aws:iam::*:user/${aws:username}*",
  arnOf("role", "app*"),
  arnOf("role", "*admin"),
  arnOf("role", "div/admin"),
  "arn:aws:iam:::*",
  "arn:*:role/app",
);
const condition = fc.constantFrom(
  {},
  {},
  { StringEquals: { "aws:ResourceTag/team": "x" } },
  { StringNotEquals: { "iam:ResourceTag/team": "y" } },
  { StringEquals: { "iam:PassedToService": "lambda.amazonaws.com" } },
  { StringLike: { "iam:PassedToService": "ec2*" } },
  { StringEquals: { "aws:username": "caller" } },
  { Bool: { "aws:MultiFactorAuthPresent": "false" } },
  { Null: { "aws:MultiFactorAuthPresent": "true" } },
);
const statement = fc.record({
  Effect: fc.constantFrom("Allow", "Allow", "Deny"),
  action: fc.constantFrom<object>(
    { Action: "*" },
    { Action: "iam:*" },
    { Action: "iam:CreateAccessKey" },
    { Action: "iam:PassRole" },
    { NotAction: "iam:CreateAccessKey" },
  ),
  resource: fc.oneof(
    fc.array(resource, { minLength: 1, maxLength: 2 }).map((Resource) => ({ Resource })),
    resource.map((NotResource) => ({ NotResource })),
  ),
  Condition: condition,
});
const documents = fc.array(
  fc
    .array(statement, { minLength: 1, maxLength: 3 })
    .map((all) => document(...all.map(({ action, resource: on, ...rest }) => ({ ...rest, ...action, ...on })))),
  { minLength: 1, maxLength: 3 },
);

/** What the concrete evaluator says of one call. */
function concrete(who: ModelPrincipal, action: string, target: ModelPrincipal): string {
  const tags = Object.entries(target.principal.tags).flatMap(([name, value]) => [
    [`aws:resourcetag/${name}`, [value]] as const,
    [`iam:resourcetag/${name}`, [value]] as const,
  ]);
  const { decision } = decide({
    caller: callerOf(who.principal),
    layers: { identity: who.principal.identity },
    ask: {
      action,
      resource: target.principal.arn,
      context: new Map<string, readonly string[]>([
        ...tags,
        ["aws:username", [who.principal.name]],
        ...(action === "iam:PassRole" ? [["iam:passedtoservice", ["lambda.amazonaws.com"]] as const] : []),
      ]),
      otherKeys: "absent",
    },
  });
  return decision === "allowed" ? "certain" : decision === "unknown" ? "may" : "closed";
}

describe("what is found for each user and role", () => {
  it("is what the concrete evaluator says of the call on it", () => {
    fc.assert(
      fc.property(documents, (all) => {
        const invoke = document({ Effect: "Allow", Action: "lambda:*", Resource: "*" });
        const attached = Object.fromEntries([...all, invoke].map((each, at) => [`own-${at}`, each]));
        const model = accountFor([{ name: "caller", attached, keys: 0 }, ...others]);
        const [who] = model.principals;
        if (who === undefined) throw new Error("nobody");
        const ids = new Map([
          ["iam-create-access-key", "iam:CreateAccessKey"],
          ["lambda-new-function-invoke", "iam:PassRole"],
        ]);
        const [cell] = escalationEdges(model, engine).of(who, "user-key", 0, ({ id }) => ids.has(id));
        for (const [id, action] of ids) {
          const denied = concreteThing(who);
          for (const target of model.principals) {
            if ((target.principal.kind === "user") !== (action === "iam:CreateAccessKey")) continue;
            const found = cell?.edges.find(
              ({ escalation, gain }) =>
                escalation === id && gain.kind === "principal" && gain.arn === target.principal.arn,
            );
            const said = found?.certainty ?? "closed";
            const expected = concrete(who, action, target);
            if (action === "iam:PassRole" && denied) expect(said).not.toBe("certain");
            else if (said === "closed") expect(["closed", "may"], `${id} ${target.principal.arn}`).toContain(expected);
            else if (said === "certain") expect(expected, `${id} ${target.principal.arn}`).toBe("certain");
            else expect(found?.why).not.toBeNull();
          }
        }
      }),
      { numRuns: 400 },
    );
  });
});

/** Whether the caller's own documents stop the calls on a new function. */
function concreteThing(who: ModelPrincipal): boolean {
  return ["lambda:CreateFunction", "lambda:InvokeFunction"].some((action) => {
    const { decision } = decide({
      caller: callerOf(who.principal),
      layers: { identity: who.principal.identity },
      ask: {
        action,
        resource: `arn:aws:lambda:us-east-1:${account}:function:x`,
        context: new Map([["aws:username", [who.principal.name]]]),
        otherKeys: "absent",
      },
    });
    return decision !== "allowed";
  });
}
