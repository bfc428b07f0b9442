import { describe, expect, it } from "vitest";
import { policy, rule } from "../../../../test/custody/people.ts";
import { namedAccount } from "./named-account.ts";

describe("the account that a rule singles out", () => {
  it("is the one of the rule with that name", () => {
    const rules = [rule(), rule({ name: "management", accounts: ["aws:999999999999"] })];
    expect(namedAccount(policy(rules), "management")).toBe("aws:999999999999");
    expect(namedAccount(policy(rules), "canary")).toBeNull();
  });

  it("is nobody where the rule of that name is for the others", () => {
    expect(namedAccount(policy([rule({ name: "management" })]), "management")).toBeNull();
  });
});
