import { describe, expect, it } from "vitest";
import { CodedError } from "../../../domain/core/coded-error.ts";
import { principalOption } from "./principal-option.ts";

describe("--principal", () => {
  it.each([
    "arn:aws:iam::111122223333:user/alice",
    "arn:aws:iam::111122223333:user/division/alice",
    "arn:aws-cn:iam::111122223333:role/app",
    "arn:aws-us-gov:iam::111122223333:role/service/app",
    "arn:aws:iam::111122223333:root",
    "arn:aws:sts::111122223333:assumed-role/app/session",
  ])("takes %s", (arn) => expect(principalOption(arn)).toBe(arn));

  it.each([
    "",
    "alice",
    "arn:aws:s3:::bucket",
    "arn:aws:iam::1:user/alice",
    "arn:aws:iam::111122223333:group/g",
    "arn:aws:iam::111122223333:user/",
    "arn:aws:iam::111122223333:user/alice/",
  ])("refuses %j: judged for nobody, every policy looks closed", (text) => {
    expect(() => principalOption(text)).toThrow(CodedError);
  });

  it("may be left out", () => expect(principalOption(undefined)).toBeUndefined());
});
