import { describe, expect, it } from "vitest";
import { prover } from "../../../domain/iam/prove/prover.ts";
import { checkSource } from "./check-source.ts";
import { checkExit } from "./policy-check.ts";

const engine = prover();
const details = (GroupList: readonly string[]): string =>
  JSON.stringify({
    UserDetailList: [
      {
        UserName: "bob",
        UserId: "AIDAEXAMPLEEXAMPLEEX",
        Arn: "arn:aws:iam::111122223333:user/bob",
        Path: "/",
        CreateDate: "2020-01-01T00:00:00Z",
        GroupList,
        AttachedManagedPolicies: [],
        UserPolicyList: [],
      },
    ],
    GroupDetailList: [],
    RoleDetailList: [],
    Policies: [],
  });
const options = { isBesideAdmin: false, devices: "unknown", instant: Date.UTC(2026, 10, 1) } as const;

describe("a user of whom a document is not known", () => {
  it("is told with what is missing, and is no pass", async () => {
    const check = await checkSource(engine, details(["gone"]), "details.json", options);
    expect(check.documents[0]?.notKnown).toEqual([expect.stringContaining("gone")]);
    expect(checkExit(check)).toBe(3);
  });

  it("while one of whom all is known passes", async () => {
    const check = await checkSource(engine, details([]), "details.json", options);
    expect(check.documents[0]?.notKnown).toBeUndefined();
    expect(checkExit(check)).toBe(0);
  });
});
