import { describe, expect, it } from "vitest";
import { caseUsers } from "../cases/case-users.ts";
import { caseView } from "../cases/case-view.ts";
import { userKeyAge } from "../checks/user-key-age.ts";
import { userWritesWithoutRole } from "../checks/user-writes-without-role.ts";
import { nameList } from "./name-list.ts";

const names = Array.from({ length: 3_000 }, (_none, index) => `user-${String(index).padStart(4, "0")}`);

describe("an account with thousands of users", () => {
  it("is told in one finding with the first twenty names and the count", () => {
    const users = caseUsers(...names.map((name) => ({ name, keys: [{ rotated: "2020-01-01T00:00:00Z" }] })));
    const judged = userKeyAge.judge(caseView({ account: { users } }));
    const value = judged?.evidence[0]?.value ?? "";
    expect(value.startsWith("3000 of 3000: user-0000, user-0001, ")).toBe(true);
    expect(value.endsWith("user-0019 and 2980 more")).toBe(true);
  });

  it("is judged user by user, and one Deny that all carry holds for each", () => {
    const allows = [
      { Effect: "Allow", Action: "*", Resource: "*" },
      { Effect: "Deny", NotAction: ["iam:Get*", "sts:AssumeRole"], Resource: "*" },
    ];
    const [one] = [caseView({ principals: [{ name: "user/first", allows }] }).principals];
    const first = one.status === "known" ? one.list[0] : undefined;
    if (first === undefined) throw new Error("no user");
    const list = names.map((name) => ({ ...first, name, arn: first.arn.replace("first", name) }));
    const view = { ...caseView({}), principals: { status: "known" as const, list, rcps: undefined } };
    expect(userWritesWithoutRole.judge(view)?.verdict).toBe("pass");
  });
});

describe("a list of names", () => {
  it("is sorted and says how many of how many", () => {
    expect(nameList(["ben", "ana"], 5)).toBe("2 of 5: ana, ben");
    expect(nameList([], 5)).toBe("0 of 5");
  });
});
