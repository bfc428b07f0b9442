import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { samePolicy } from "./same-policy.ts";

const text = (statement: unknown) => JSON.stringify({ Version: "2012-10-17", Statement: statement });

describe("two policy texts", () => {
  it("are the same whatever their spaces, the order of keys and lists, and lists of one", () => {
    const one = text([{ Effect: "Deny", Principal: "*", Action: ["s3:GetObject", "s3:PutObject"], Resource: "*" }]);
    const other = `{ "Statement": {"Resource": ["*"], "Action": ["s3:PutObject","s3:GetObject"], "Principal":"*","Effect":"Deny"},\n"Version": "2012-10-17" }`;
    expect(samePolicy(one, other)).toBe(true);
  });

  it("are the same with an account's id in place of its root ARN, as a principal and nowhere else", () => {
    const arn = "arn:aws:iam::333333333333:root";
    const by = (AWS: string, Resource: string) => text({ Principal: { AWS }, Resource });
    expect(samePolicy(by(arn, "*"), by("333333333333", "*"))).toBe(true);
    expect(samePolicy(by("333333333333", arn), by("333333333333", "333333333333"))).toBe(false);
  });

  it("differ by effect, action, principal and condition", () => {
    const plain = { Effect: "Deny", Principal: "*", Action: "s3:*", Resource: "*" };
    for (const change of [
      { Effect: "Allow" },
      { Action: "s3:Get*" },
      { Principal: { AWS: "333333333333" } },
      { Condition: { Bool: { "aws:SecureTransport": "false" } } },
    ]) {
      expect(samePolicy(text(plain), text({ ...plain, ...change }))).toBe(false);
    }
    const when = (value: unknown) => text({ ...plain, Condition: { Bool: { "aws:SecureTransport": value } } });
    expect(samePolicy(when(false), when("false"))).toBe(true);
  });

  it("that are no JSON are the same only letter by letter", () => {
    expect(samePolicy("{", "{")).toBe(true);
    expect(samePolicy("{", "{ ")).toBe(false);
  });

  it("are judged the same way round and never with a crash", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
        const [first, second] = [JSON.stringify(one), JSON.stringify(other)];
        expect(samePolicy(first, second)).toBe(samePolicy(second, first));
        expect(samePolicy(first, JSON.stringify(one, null, 2))).toBe(true);
      }),
    );
    const deep = "[".repeat(100_000) + "]".repeat(100_000);
    expect(samePolicy(deep, `${deep} `)).toBe(false);
  });
});
