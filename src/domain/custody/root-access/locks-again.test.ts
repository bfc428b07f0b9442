import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { locksAgain } from "./locks-again.ts";

const deny = { Effect: "Deny", Principal: "*", Action: "s3:*", Resource: "*" };
const locks = (...statements: readonly object[]) =>
  locksAgain(JSON.stringify({ Version: "2012-10-17", Statement: statements }), "s3:PutBucketPolicy");

describe("a new policy that locks everybody out again", () => {
  it("denies everybody the change of the policy, in any spelling of everybody and of the action", () => {
    expect(locks(deny)).toBe(true);
    expect(locks({ ...deny, Principal: { AWS: "*" } })).toBe(true);
    expect(locks({ ...deny, Principal: { AWS: ["333333333333", "*"] }, Condition: {} })).toBe(true);
    for (const Action of ["*", "s3:PutBucket*", ["s3:GetObject", "S3:putbucketpolic?"], "s3:*Policy", "s3:*t*Pol*"]) {
      expect([Action, locks({ ...deny, Action })]).toEqual([Action, true]);
    }
    expect(locks({ Effect: "Deny", Principal: "*", NotAction: "s3:GetObject", Resource: "*" })).toBe(true);
    expect(locks({ Effect: "Allow", Principal: "*", Action: "*" }, deny)).toBe(true);
    expect(locksAgain(JSON.stringify({ Statement: { ...deny, Action: "sqs:*" } }), "sqs:SetQueueAttributes")).toBe(
      true,
    );
  });

  it("does not when it allows, names somebody, has a condition or denies another action", () => {
    expect(locks({ ...deny, Effect: "Allow" })).toBe(false);
    expect(locks({ ...deny, Principal: { AWS: "333333333333" } })).toBe(false);
    expect(locks({ ...deny, Condition: { Bool: { "aws:SecureTransport": "false" } } })).toBe(false);
    for (const Action of ["s3:PutObject", "s3:PutBucketPolic", "s3:PutBucketPolicy?", "sqs:*", "", []]) {
      expect([Action, locks({ ...deny, Action })]).toEqual([Action, false]);
    }
    expect(locks({ Effect: "Deny", Principal: "*", NotAction: "s3:Put*", Resource: "*" })).toBe(false);
    expect(locks()).toBe(false);
  });

  it("is judged without a crash whatever the text is, and quickly however many stars", () => {
    fc.assert(fc.property(fc.json(), (text) => [true, false].includes(locksAgain(text, "s3:PutBucketPolicy"))));
    expect(locksAgain("no JSON", "s3:PutBucketPolicy")).toBe(false);
    expect(locks({ ...deny, Action: `${"*y".repeat(9000)}x` })).toBe(false);
  });
});
