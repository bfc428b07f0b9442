import { describe, expect, it } from "vitest";
import { adminsForTest, type TestPrincipal } from "./model-for-test.ts";

const doc = (...Statement: readonly object[]): object => ({ Version: "2012-10-17", Statement });
const admin = { Effect: "Allow", Action: "*", Resource: "*" };
const enrol = ["iam:CreateVirtualMFADevice", "iam:EnableMFADevice", "iam:ListMFADevices"];
const guard = (exempt: readonly string[]): object => ({
  Effect: "Deny",
  NotAction: exempt,
  Resource: "*",
  Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } },
});
const fixF = {
  Effect: "Deny",
  Action: ["iam:CreateVirtualMFADevice", "iam:EnableMFADevice"],
  Resource: "*",
  Condition: { Null: { "aws:MultiFactorAuthPresent": "true" } },
};

function withoutMfa(statements: readonly object[], more: Partial<TestPrincipal> = {}): string {
  const found = adminsForTest([{ principals: [{ name: "alice", identity: [doc(admin, ...statements)], ...more }] }]);
  return (found["alice"] ?? "").split(" ")[2] ?? "false";
}

const counts = [0, 1, "some", "unknown"] as const;
const byCount = (statements: readonly object[]): readonly string[] =>
  counts.map((devices) => withoutMfa(statements, { devices }));

/** Source: AWS security bulletin AWS-2023-001; STS API reference, GetFederationToken and GetSessionToken. */
describe("a guard that lets users enrol a device without MFA", () => {
  it("is opened by a stolen key while there is no device", () => {
    expect(byCount([guard(enrol)])).toEqual(["true", "may", "may", "may"]);
  });

  it("perhaps opens in a console made from GetSessionToken, when keys may not enrol", () => {
    expect(byCount([guard(enrol), fixF])).toEqual(["may", "may", "may", "may"]);
  });

  it("is closed when nothing is exempt", () => {
    expect(byCount([guard(["iam:ListMFADevices"])])).toEqual(["false", "false", "false", "false"]);
  });

  it("opens by a password, too, while there is no device, and the fix for keys leaves that", () => {
    const password = { devices: 0, hasKey: false, hasPassword: true } as const;
    expect([withoutMfa([guard(enrol)], password), withoutMfa([guard(enrol), fixF], password)]).toEqual([
      "true",
      "true",
    ]);
    const one = { ...password, devices: 1 };
    expect([withoutMfa([guard(enrol)], one), withoutMfa([guard(enrol), fixF], one)]).toEqual(["false", "false"]);
  });

  it("is nothing to somebody without credentials", () => {
    const none = { devices: 0, hasKey: false, hasPassword: false } as const;
    expect(withoutMfa([guard(enrol)], none)).toBe("false");
    expect(withoutMfa([], none)).toBe("false");
  });

  it("is perhaps open when nobody knows whether there is a key", () => {
    expect(withoutMfa([], { hasKey: "unknown" })).toBe("may");
    expect(withoutMfa([guard(enrol)], { hasKey: "unknown" })).toBe("may");
  });

  it("taking the own device off by a key is refused when there is one", () => {
    const loose = guard([...enrol, "iam:DeactivateMFADevice"]);
    expect(byCount([loose])).toEqual(["true", "may", "may", "may"]);
    const onlyKey = {
      Effect: "Deny",
      Action: "iam:*",
      Resource: "*",
      Condition: { Bool: { "aws:MultiFactorAuthPresent": "false" } },
    };
    // The consoles made from a key are shut; the key itself is refused by AWS-2023-001, or by nobody without a device.
    const federation = { Effect: "Deny", Action: "sts:GetFederationToken", Resource: "*" };
    expect(byCount([loose, onlyKey, federation])).toEqual(["true", "false", "false", "may"]);
  });
});

describe("a console made from GetFederationToken", () => {
  it("is administrator where every guard looks at the MFA key of access keys alone", () => {
    const nullGuard = {
      Effect: "Deny",
      Action: "*",
      Resource: "*",
      Condition: { Null: { "aws:MultiFactorAuthPresent": "true" } },
    };
    // Absent is denied, so the key cannot call GetFederationToken; GetSessionToken it can, without IAM.
    expect(withoutMfa([nullGuard])).toBe("may");
    const exempt = { ...nullGuard, Action: undefined, NotAction: "sts:GetFederationToken" };
    expect(withoutMfa([JSON.parse(JSON.stringify(exempt)) as object])).toBe("may");
  });

  it("is not bound by a Deny on the own user", () => {
    const own = {
      Effect: "Deny",
      NotAction: "sts:GetFederationToken",
      Resource: "arn:aws:iam::*:user/${aws:username}",
      Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } },
    };
    expect(withoutMfa([own])).toBe("true");
  });
});
