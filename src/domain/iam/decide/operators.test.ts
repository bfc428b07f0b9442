import { describe, expect, it } from "vitest";
import { decide } from "./decide.ts";
import { allow, questionForTest } from "./question-for-test.ts";

/** T the condition holds, F it does not, ? it is not known. */
function holds(operator: string, policyValue: string | string[], given: readonly string[] | string | null): string {
  const identity = [allow("*", "*", { Condition: { [operator]: { "test:Key": policyValue } } })];
  const context = given === null ? {} : { "test:Key": given };
  const { decision } = decide(questionForTest({ identity, context }));
  return decision === "allowed" ? "T" : decision === "unknown" ? "?" : "F";
}

/** Operator, policy value, a value that satisfies the comparison it is named after, one that does not. */
const positive: readonly (readonly [string, string, string, string])[] = [
  ["StringEquals", "a*", "a*", "ab"],
  ["StringEqualsIgnoreCase", "Abc", "aBC", "abd"],
  ["StringLike", "a?c*", "abcd", "Abcd"],
  ["NumericEquals", "10", "10.0", "11"],
  ["NumericLessThan", "10", "9.99", "10"],
  ["NumericLessThanEquals", "10", "10", "10.01"],
  ["NumericGreaterThan", "-3", "-2", "-3"],
  ["NumericGreaterThanEquals", "9007199254740993", "9007199254740993", "9007199254740992"],
  ["DateEquals", "2026-01-02T00:00:00Z", "2026-01-02T01:00:00+01:00", "2026-01-02T00:00:01Z"],
  ["DateLessThan", "1767312000", "2026-01-01T23:59:59Z", "2026-01-02T00:00:00Z"],
  ["DateLessThanEquals", "2026-01-02", "1767312000", "1767312001"],
  ["DateGreaterThan", "2026-01-02T00:00:00.5Z", "2026-01-02T00:00:00.6Z", "2026-01-02T00:00:00.5Z"],
  ["DateGreaterThanEquals", "2026-01-02", "2026-01-02", "2026-01-01"],
  ["Bool", "true", "TRUE", "false"],
  ["BinaryEquals", "QmFy", "QmFy", "QmFz"],
  ["IpAddress", "203.0.113.0/24", "203.0.113.9", "203.0.114.9"],
  ["IpAddress", "2001:db8::/33", "2001:db8:7fff::1", "2001:db8:8000::1"],
  ["IpAddress", "203.0.113.7", "203.0.113.7", "203.0.113.8"],
  ["ArnEquals", "arn:aws:sns:*:1:t", "arn:aws:sns:eu:1:t", "arn:aws:sns:eu:2:t"],
  ["ArnLike", "arn:aws:s3:::b/*", "arn:aws:s3:::b/x:y/z", "no arn"],
];

const negated: readonly (readonly [string, string, string, string])[] = [
  ["StringNotEquals", "a", "b", "a"],
  ["StringNotEqualsIgnoreCase", "a", "b", "A"],
  ["StringNotLike", "a*", "b", "ab"],
  ["NumericNotEquals", "1", "2", "1.0"],
  ["DateNotEquals", "2026-01-02", "2026-01-03", "2026-01-02T00:00:00Z"],
  ["NotIpAddress", "10.0.0.0/8", "11.0.0.1", "10.1.2.3"],
  ["ArnNotEquals", "arn:aws:s3:::b", "no arn", "arn:aws:s3:::b"],
  ["ArnNotLike", "arn:aws:s3:::b*", "arn:aws:s3:::c", "arn:aws:s3:::bb"],
];

describe("every operator", () => {
  it.each(positive)("%s %j: match, mismatch, missing, missing with IfExists", (name, value, yes, no) => {
    expect(holds(name, value, yes)).toBe("T");
    expect(holds(name, value, no)).toBe("F");
    expect(holds(name, value, null)).toBe("F");
    expect(holds(`${name}IfExists`, value, null)).toBe("T");
    expect(holds(`${name}IfExists`, value, yes)).toBe("T");
    expect(holds(`${name}IfExists`, value, no)).toBe("F");
  });

  it.each(negated)("%s %j: match, mismatch, missing, missing with IfExists", (name, value, yes, no) => {
    expect(holds(name, value, yes)).toBe("T");
    expect(holds(name, value, no)).toBe("F");
    expect(holds(name, value, null)).toBe("T");
    expect(holds(`${name}IfExists`, value, null)).toBe("T");
    expect(holds(`${name}IfExists`, value, no)).toBe("F");
  });

  it.each([...positive, ...negated])("%s %j under set operators", (name, value, yes, no) => {
    const all = `ForAllValues:${name}`;
    const any = `ForAnyValue:${name}`;
    expect([holds(all, value, null), holds(all, value, []), holds(all, value, "")].join("")).toBe("TTT");
    expect([holds(any, value, null), holds(any, value, []), holds(any, value, "")].join("")).toBe("FFF");
    expect([holds(all, value, yes), holds(all, value, no)].join("")).toBe("TF");
    expect([holds(any, value, yes), holds(any, value, no)].join("")).toBe("TF");
    expect([holds(all, value, [yes, no]), holds(any, value, [yes, no])].join("")).toBe("FT");
    expect(holds(`${all}IfExists`, value, null)).toBe("T");
    expect(holds(`${any}IfExists`, value, null)).toBe("?");
    expect(holds(`${any}IfExists`, value, no)).toBe("F");
  });

  it.each(positive)("%s %j on several values without set operator does not match", (name, value, yes, no) => {
    expect(holds(name, value, [yes, no])).toBe("F");
  });

  it.each(negated)("%s %j on several values without set operator is not known", (name, value, yes, no) => {
    expect(holds(name, value, [yes, no])).toBe("?");
  });

  it("joins values by or, for negated operators by none", () => {
    expect(holds("StringEquals", ["a", "b"], "b")).toBe("T");
    expect(holds("StringNotEquals", ["a", "b"], "b")).toBe("F");
    expect(holds("StringNotEquals", ["a", "b"], "c")).toBe("T");
    expect(holds("ForAllValues:StringNotEquals", ["a", "b"], ["c", "b"])).toBe("F");
    expect(holds("ForAnyValue:StringNotEquals", ["a", "b"], ["c", "b"])).toBe("T");
  });
});

describe("Null", () => {
  it.each([
    ["true", null, "T"],
    ["true", "x", "F"],
    ["false", null, "F"],
    ["false", "x", "T"],
    [["true", "false"], null, "T"],
    [["true", "false"], "x", "T"],
    ["maybe", "x", "?"],
    ["true", [], "?"],
  ] as const)("%j with %j: %s", (value, given, expected) => {
    expect(holds("Null", typeof value === "string" ? value : [...value], given)).toBe(expected);
  });

  it("is not known inside a set operator and with IfExists", () => {
    expect(holds("ForAnyValue:Null", "true", "x")).toBe("?");
    expect(holds("NullIfExists", "true", "x")).toBe("?");
  });
});

describe("what AWS does not document", () => {
  it.each([
    ["an operator AWS does not have", "StringMatches", "a", "a"],
    ["Numeric on text", "NumericLessThan", "10", "ten"],
    ["Numeric against text", "NumericNotEquals", "ten", "10"],
    ["Date on text", "DateLessThan", "2026-01-01", "soon"],
    ["a date without time zone", "DateLessThan", "2026-01-01T00:00:00", "2026-01-01"],
    ["four digits: a year or seconds", "DateLessThan", "2026", "2026-01-01"],
    ["31 June", "DateLessThan", "2026-06-31", "2026-01-01"],
    ["Bool against yes", "Bool", "yes", "true"],
    ["Bool on yes", "Bool", "true", "yes"],
    ["a variable in Bool", "Bool", "${aws:SecureTransport}", "true"],
    ["no address", "IpAddress", "10.0.0.0/8", "here"],
    ["a range too wide", "NotIpAddress", "10.0.0.0/33", "10.0.0.1"],
    ["a bare IPv6 address, other end", "IpAddress", "2001:db8::1", "2001:db8::2"],
    ["base64 of no canonical form", "BinaryEquals", "QmF=", "QmFy"],
    ["a short ARN", "ArnLike", "arn:aws:s3", "arn:aws:s3:::b"],
    ["no policy value", "StringEquals", "", "x"],
  ] as const)("%s is not known", (_name, operator, value, given) => {
    expect(holds(operator, value === "" ? [] : value, given)).toBe("?");
  });

  it("still decides where every reading agrees", () => {
    expect(holds("Bool", ["true", "yes"], "true")).toBe("T");
    expect(holds("IpAddress", "2001:db8::1", "2001:db8::1")).toBe("T");
    expect(holds("IpAddress", "2001:db8::1", "2001:db9::1")).toBe("F");
    expect(holds("IpAddress", "10.0.0.0/8", "2001:db8::1")).toBe("F");
    expect(holds("IpAddress", "::ffff:10.0.0.0/104", "::ffff:10.1.2.3")).toBe("T");
  });

  it("names the operator, the key and the statement", () => {
    const identity = [allow("*", "*", { Sid: "Odd", Condition: { NullIfExists: { "test:Key": "true" } } })];
    const answer = decide(questionForTest({ identity }));
    expect(answer.decision === "unknown" && answer.why).toBe(
      "identity[0] Statement[0] Odd: NullIfExists test:Key: AWS knows no such operator",
    );
  });
});

describe("a key that is not known", () => {
  it.each(["StringEquals", "StringNotEquals", "StringEqualsIfExists", "ForAllValues:StringLike", "Null"])(
    "%s is not known",
    (operator) => {
      expect(holds(operator, operator === "Null" ? "true" : "a", "?")).toBe("?");
    },
  );

  it("is any key that is not given when the others are not known", () => {
    const identity = [allow("*", "*", { Condition: { StringEquals: { "test:Key": "a" } } })];
    const answer = decide(questionForTest({ identity, otherKeys: "unknown" }));
    expect(answer.decision === "unknown" && answer.why).toContain("StringEquals test:Key");
    expect(decide(questionForTest({ identity, otherKeys: "unknown", context: { "test:Key": "b" } })).decision).toBe(
      "implicitly-denied",
    );
  });
});
