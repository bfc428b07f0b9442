import { describe, expect, it } from "vitest";
import { accountId } from "./account-id.ts";
import { arn, arnParts, rootArn } from "./arn.ts";
import { canonicalPhone } from "./canonical-contact.ts";
import { CodedError, positionText } from "./coded-error.ts";
import { errorRows } from "./error-row.ts";
import { isSeen, seen, unseen } from "./fact.ts";
import { maskMail, maskPhone } from "./mask.ts";
import { countedReasons, isCounted, quietReasons } from "./reason.ts";
import { isAtLeast } from "./verdict.ts";

describe("plain values", () => {
  it("an account id is twelve ASCII digits, leading zeros kept", () => {
    expect(accountId("000011112222")).toBe("000011112222");
    for (const text of ["11112222333", "1111222233334", "11112222333a", " 111122223333", "١١١١٢٢٢٢٣٣٣٣"])
      expect(accountId(text)).toBeNull();
  });

  it("an ARN has six segments, the last keeps its colons", () => {
    expect(arnParts("arn:aws:logs:us-east-1:111122223333:log-group:x:*")?.resource).toBe("log-group:x:*");
    expect(arn("arn:aws:s3:::bucket/key")).not.toBeNull();
    for (const text of ["", "arn:aws:iam", "aws:iam::1:root:x:y", "arn:aws:iam::1"]) expect(arn(text)).toBeNull();
    expect(rootArn("aws-cn", "111122223333")).toBe("arn:aws-cn:iam::111122223333:root");
  });

  it("phones are compared as digits with a leading plus", () => {
    expect(canonicalPhone("+1 (555) 010-0")).toBe("+15550100");
    expect(canonicalPhone("1 555 0100")).toBe("+15550100");
    expect(canonicalPhone("none")).toBe("");
  });

  it("masks keep the domain and the last four digits, and no more", () => {
    expect(maskMail("root+pay@corp.example")).toBe("r***@corp.example");
    expect(maskMail("nonsense")).toBe("***");
    expect(maskPhone("+1 206 555 0100")).toBe("***0100");
  });

  it("exactly five reasons make a run partial", () => {
    expect(countedReasons.filter((reason) => !isCounted(reason))).toEqual([]);
    expect(quietReasons.filter((reason) => isCounted(reason))).toEqual([]);
    expect([countedReasons.length, quietReasons.length]).toEqual([5, 4]);
  });

  it("a fact that was not read is never seen, a null value is", () => {
    expect(isSeen(undefined)).toBe(false);
    expect(isSeen(unseen("denied", "iam:GetAccountSummary"))).toBe(false);
    expect(isSeen(seen(null, "iam:GetLoginProfile", "2026-11-21T03:00:00Z"))).toBe(true);
  });

  it("severities compare from the worst", () => {
    expect(isAtLeast("critical", "high")).toBe(true);
    expect(isAtLeast("medium", "high")).toBe(false);
  });

  it("an error says what, where and what to do", () => {
    const { X_BROKEN } = errorRows({ X_BROKEN: { http: 400, exit: 2, title: "It broke", hint: "Mend it." } });
    const error = new CodedError(X_BROKEN, {
      detail: "here",
      position: { file: "a.json", line: 3, column: 7, path: "b.c" },
    });
    expect([error.message, error.row.code, error.hint]).toEqual(["It broke: here", "X_BROKEN", "Mend it."]);
    expect(positionText(error.position)).toBe("a.json:3:7 (at b.c)");
    expect(positionText({ path: "b" })).toBe("at b");
    expect(positionText(null)).toBe("");
  });
});
