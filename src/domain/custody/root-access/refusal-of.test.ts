import { describe, expect, it } from "vitest";
import { plansForTest } from "./plans-for-test.ts";
import { doubtsOf, refusalOf, type TargetFacts } from "./refusal-of.ts";

const features = ["RootCredentialsManagement", "RootSessions"];
const member: TargetFacts = { kind: "member", state: "ACTIVE", features };
const codeOf = (...given: Parameters<typeof refusalOf>) => refusalOf(...given)?.row.code ?? null;
const bucket = plansForTest["unlock-bucket"];
const deletion = plansForTest["delete-credentials"];

describe("what AWS would refuse for certain", () => {
  it("is nothing for an active member with the features on", () => {
    for (const plan of Object.values(plansForTest)) {
      if (plan.task !== "enable") expect(codeOf(plan, member)).toBeNull();
    }
  });

  it("is every member task on a management or stand-alone account", () => {
    for (const kind of ["management", "standalone"] as const) {
      expect(codeOf(bucket, { ...member, kind })).toBe("ROOT_ACCESS_NOT_A_MEMBER");
    }
  });

  it("is a task whose own feature is off, whatever the other one is; the refusal names feature and command", () => {
    const refusal = refusalOf(bucket, { ...member, features: ["RootCredentialsManagement"] });
    expect(refusal).toMatchObject({ row: { code: "ROOT_ACCESS_FEATURE_OFF" } });
    expect(refusal?.detail).toMatch(/RootSessions.*rootward root-access enable/);
    expect(codeOf(deletion, { ...member, features: ["RootCredentialsManagement"] })).toBeNull();
    expect(codeOf(deletion, { ...member, features: ["RootSessions"] })).toBe("ROOT_ACCESS_FEATURE_OFF");
  });

  it("is an account that is not ACTIVE", () => {
    expect(codeOf(deletion, { ...member, state: "SUSPENDED" })).toBe("ROOT_ACCESS_ACCOUNT_NOT_ACTIVE");
  });

  it("is a switch in an account that is not the management account", () => {
    expect(codeOf(plansForTest.enable, { ...member, kind: "management", features: [] })).toBeNull();
    expect(codeOf(plansForTest.enable, member)).toBe("ROOT_ACCESS_NOT_MANAGEMENT");
    expect(codeOf(plansForTest.enable, { ...member, kind: "standalone" })).toBe("ROOT_ACCESS_NOT_MANAGEMENT");
  });

  it("is not guessed from what nobody could read; that is named with the call that would tell", () => {
    const nothing: TargetFacts = { kind: null, state: null, features: null };
    expect(codeOf(deletion, nothing)).toBeNull();
    expect(doubtsOf(deletion, nothing)).toHaveLength(3);
    expect(doubtsOf(deletion, nothing).join(" ")).toContain("iam:ListOrganizationsFeatures");
    expect(doubtsOf(plansForTest.enable, nothing)).toHaveLength(2);
    expect(doubtsOf(deletion, member)).toEqual([]);
  });
});
