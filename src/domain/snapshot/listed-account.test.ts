import { describe, expect, it } from "vitest";
import { listedFacts, type ListedAccount, unitsOfPaths } from "./listed-account.ts";
import { mfaKind } from "./mfa-kind.ts";

const listed: ListedAccount = {
  id: "123456789012",
  email: "root@corp.example",
  name: "corp",
  state: "ACTIVE",
  status: null,
  paths: ["o-abcdefghij/r-ab12/ou-ab12-prod0001/ou-ab12-pay00001/123456789012/"],
  joinedMethod: "CREATED",
  joinedAt: "2024-12-01T00:00:00Z",
};
const facts = (change: Partial<ListedAccount> = {}) =>
  listedFacts({ ...listed, ...change }, "member", "2026-11-21T03:00:00Z");

describe("facts from the list of accounts", () => {
  it("take the state from State, and from Status only where State is missing", () => {
    expect(facts().state).toMatchObject({ value: "ACTIVE" });
    // Mistake of other scanners: Status read after its retirement.
    expect(facts({ state: "SUSPENDED", status: "ACTIVE" }).state).toMatchObject({ value: "SUSPENDED" });
    expect(facts({ state: null, status: "SUSPENDED" }).state).toMatchObject({ value: "SUSPENDED" });
    expect(facts({ state: null }).state).toMatchObject({ status: "unknown", why: "not-observable" });
  });

  it("take the joining time as creation date for created accounts alone", () => {
    expect(facts().createdAt).toMatchObject({ value: "2024-12-01T00:00:00Z", source: "organizations:ListAccounts" });
    expect(facts({ joinedMethod: "INVITED" }).createdAt).toBeUndefined();
  });

  it("leave the path unknown when AWS left it out, so that it is asked for", () => {
    expect(facts().path).toMatchObject({ value: ["r-ab12", "ou-ab12-prod0001", "ou-ab12-pay00001"] });
    expect(facts({ paths: null }).path).toMatchObject({ status: "unknown" });
  });

  it.each([
    [["o-1/r-ab12/"], ["r-ab12"]],
    [["o-1/r-ab12/123456789012/"], ["r-ab12"]],
    [["r-ab12/ou-ab12-prod0001"], ["r-ab12", "ou-ab12-prod0001"]],
    [[], null],
    [["o-1/ou-ab12-prod0001/"], null],
    [["r-ab12/strange/"], null],
    [["o-1/r-ab12/", "o-1/r-cd34/"], null],
  ])("units of %o are %o", (paths, units) => {
    expect(unitsOfPaths(paths, "123456789012")).toEqual(units);
  });
});

describe("kinds of MFA devices", () => {
  it.each([
    ["arn:aws:iam::123456789012:mfa/anything", "virtual"],
    ["arn:aws-us-gov:iam::123456789012:mfa/root-account-mfa-device", "virtual"],
    // Mistake of other scanners: "not virtual" read as "hardware". A synced passkey looks like this.
    ["arn:aws:iam::123456789012:u2f/root-account/key-ABC", "fido"],
    ["GAHT12345678", "hardware"],
    ["arn:aws:iam::123456789012:new/thing", null],
  ])("%s is %s", (serial, kind) => {
    expect(mfaKind(serial)).toBe(kind);
  });
});
