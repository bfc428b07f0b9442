import { describe, expect, it } from "vitest";
import { arnSegments } from "./arn-segments.ts";

describe("the segments of an ARN", () => {
  it.each([
    ["arn:aws:s3:::b/k", ["arn", "aws", "s3", "", "", "b/k"]],
    ["arn:aws:iam::1:user/a:b", ["arn", "aws", "iam", "", "1", "user/a:b"]],
    ["arn:aws:iam::1:", ["arn", "aws", "iam", "", "1", ""]],
    ["arn:aws:iam::1", null],
    ["", null],
  ])("%s", (text, expected) => {
    expect(arnSegments(text, true)).toEqual(expected);
    expect(arnSegments(text, false)).toEqual(expected);
  });

  it("do not count colons inside a variable, unless variables are literal text", () => {
    const text = "arn:aws:s3::${aws:PrincipalAccount}:b/${aws:username}";
    expect(arnSegments(text, true)).toEqual(["arn", "aws", "s3", "", "${aws:PrincipalAccount}", "b/${aws:username}"]);
    expect(arnSegments(text, false)).toEqual(["arn", "aws", "s3", "", "${aws", "PrincipalAccount}:b/${aws:username}"]);
    expect(arnSegments("arn:$:{:a:b:c", true)).toEqual(["arn", "$", "{", "a", "b", "c"]);
  });
});
