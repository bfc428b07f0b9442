import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decide } from "../../iam/decide/decide.ts";
import { parsePolicy } from "../../iam/language/parse-policy.ts";
import type { Policy } from "../../iam/language/policy.ts";
import { prover } from "../../iam/prove/prover.ts";
import { smallIndex } from "../../iam/prove/small-index-for-test.ts";
import { adminPolicy } from "../admin-policy.ts";
import { mendPolicy } from "./mend-policy.ts";
import { mendProof } from "./mend-proof.ts";
import { mendRoom } from "./mend-room.ts";

const P = "aws:MultiFactorAuthPresent";
const Age = "aws:MultiFactorAuthAge";
const alice = "arn:aws:iam::111122223333:user/alice";
const own = "arn:aws:iam::*:user/${aws:username}";

const users = ["alice", "alice2", "bob"].map((name) => `arn:aws:iam::111122223333:user/${name}`);
const devices = ["alice", "alice2", "x"].map((name) => `arn:aws:iam::111122223333:mfa/${name}`);

/** Actions with resources that they can have: every region that the patterns below cut has one. */
const asked: readonly (readonly [string, readonly string[]])[] = [
  ["iam:EnableMFADevice", users],
  ["iam:CreateVirtualMFADevice", devices],
  ["iam:DeleteVirtualMFADevice", devices],
  ["iam:DeactivateMFADevice", users],
  ["iam:CreateAccessKey", users],
  ["iam:ListMFADevices", users],
  ["iam:ListUsers", ["*"]],
  ["sts:GetFederationToken", ["arn:aws:sts::111122223333:federated-user/x"]],
  ["s3:GetObject", ["arn:aws:s3:::b/k", "arn:aws:s3:::c/k"]],
];
const engine = prover({ index: smallIndex(asked.map(([name]) => name)) });

const condition = fc.oneof(
  { arbitrary: fc.constant({}), weight: 3 },
  ...[
    { Bool: { [P]: "false" } },
    { Bool: { [P]: "true" } },
    { Bool: { [P]: ["true", "false"] } },
    { BoolIfExists: { [P]: "false" } },
    { BoolIfExists: { [P]: "true" } },
    { Null: { [P]: "true" } },
    { Null: { [P]: "false" } },
    { "ForAnyValue:Bool": { [P]: "false" } },
    { "ForAllValues:Bool": { [P]: "true" } },
    { StringNotEquals: { [P]: "true" } },
    { NumericGreaterThan: { [Age]: "1800" } },
    { NumericLessThanIfExists: { [Age]: "1800" } },
    { NumericGreaterThan: { [Age]: "1800" }, Bool: { [P]: "false" } },
    { BoolIfExists: { [P]: "false" }, StringNotEquals: { "aws:SourceVpc": "vpc-1" } },
  ].map((each) => ({ arbitrary: fc.constant(each), weight: 1 })),
);
const resource = fc.oneof(
  { arbitrary: fc.constant({ Resource: "*" }), weight: 3 },
  {
    arbitrary: fc.constantFrom(own, "arn:aws:iam::*:user/*", "arn:aws:s3:::b/*").map((Resource) => ({ Resource })),
    weight: 2,
  },
  {
    arbitrary: fc
      .constantFrom("arn:aws:iam::*:user/${aws:username}*", "arn:aws:iam::*:mfa/${aws:username}*")
      .map((Resource) => ({ Resource })),
    weight: 1,
  },
  { arbitrary: fc.constant({ NotResource: [own, "arn:aws:s3:::b/*"] }), weight: 1 },
);
const names = fc.uniqueArray(fc.constantFrom(...asked.map(([name]) => name)), { minLength: 1, maxLength: 3 });
const statement = fc.oneof(
  fc
    .tuple(fc.oneof(names, fc.constant("*"), fc.constant("iam:*")), resource, condition)
    .map(([Action, where, Condition]) => ({ Effect: "Allow", Action, ...where, Condition })),
  fc
    .tuple(fc.oneof(names, fc.constant("iam:*")), resource, condition)
    .map(([NotAction, where, Condition]) => ({ Effect: "Deny", NotAction, ...where, Condition })),
  fc
    .tuple(fc.oneof(names, fc.constant("*")), resource, condition)
    .map(([Action, where, Condition]) => ({ Effect: "Deny", Action, ...where, Condition })),
);
const document = fc
  .tuple(fc.constantFrom("2012-10-17", "2012-10-17", "2008-10-17"), fc.array(statement, { minLength: 1, maxLength: 3 }))
  .map(([Version, Statement]) => ({ Version, Statement }));

/** Every request of the small world that passes, as `state action resource vpc`. */
function passing(policy: Policy, isBesideAdmin: boolean): ReadonlySet<string> {
  const found = new Set<string>();
  const states = {
    absent: [],
    false: [[P, "false"]],
    true: [
      [P, "true"],
      [Age, "60"],
    ],
    old: [
      [P, "true"],
      [Age, "9999"],
    ],
  };
  for (const [state, keys] of Object.entries(states)) {
    for (const vpc of [null, "vpc-1", "vpc-2"]) {
      const context = new Map(
        [...keys, ...(vpc === null ? [] : [["aws:SourceVpc", vpc]])].map(
          ([key = "", value = ""]) => [key.toLowerCase(), [value]] as const,
        ),
      );
      for (const [action, arns] of asked) {
        for (const arn of arns) {
          const identity = [{ name: "it", policy }, ...(isBesideAdmin ? [adminPolicy] : [])];
          const { decision } = decide(
            {
              caller: { arn: alice, account: "111122223333", management: false, kind: "user", tags: {} },
              layers: { identity },
              ask: { action, resource: arn, context, otherKeys: "absent" },
            },
            { trace: false },
          );
          if (decision === "allowed") found.add(`${state} ${action} ${arn} ${vpc}`);
        }
      }
    }
  }
  return found;
}

describe("a mended document", () => {
  it("is never more open without MFA, loses with MFA exactly what is told, and needs no second mending", () => {
    let changed = 0;
    let lost = 0;
    fc.assert(
      fc.property(document, fc.boolean(), fc.boolean(), (json, isBesideAdmin, isStrict) => {
        const ask = { as: "identity" as const, isBesideAdmin, devices: "unknown" as const, instant: 0, isStrict };
        const room = mendRoom(engine, ask);
        const mended = mendPolicy(room, parsePolicy(json, "identity"));
        const proof = mendProof(room, mended, []);
        const [before, after] = [mended.before, mended.after].map((each) => passing(each, isBesideAdmin));
        const gained = [...(after ?? [])].filter(
          (each) => /^(?:absent|false) /.test(each) && before?.has(each) !== true,
        );
        expect(gained).toEqual([]);
        expect(proof.gained).toEqual([]);
        const gone = [...(before ?? [])].filter((each) => /^(?:true|old) /.test(each) && after?.has(each) !== true);
        const goneNames = new Set(gone.map((each) => each.split(" ")[1] ?? ""));
        const certain = proof.lostWithMfa.filter(({ isCertain }) => isCertain).map(({ action }) => action);
        const told = new Set(proof.lostWithMfa.map(({ action }) => action));
        for (const name of goneNames) expect(told).toContain(name);
        for (const name of certain) if (asked.some(([each]) => each === name)) expect(goneNames).toContain(name);
        expect(proof.certificates.accepted).toBe(proof.certificates.checked);
        expect(mendPolicy(mendRoom(engine, ask), mended.after).done).toEqual([]);
        if (mended.done.length > 0) changed += 1;
        if (goneNames.size > 0) lost += 1;
      }),
      { numRuns: 100 },
    );
    // The documents are ones on which there is something to do, and something to lose.
    expect(changed).toBeGreaterThan(30);
    expect(lost).toBeGreaterThan(0);
  });
});
