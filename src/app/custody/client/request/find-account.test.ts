import { describe, expect, it } from "vitest";
import { CodedError } from "../../../../domain/core/coded-error.ts";
import type { ShownAccount } from "../ports/gate.ts";
import { findAccount, findKnownAccount, withName } from "./find-account.ts";

const account = (id: string, name: string): ShownAccount => ({
  account: id,
  name,
  email: null,
  P: null,
  S: null,
  rule: null,
});
const accounts = [
  account("aws:111122223333", "prod"),
  account("aws:444455553333", "dev"),
  account("aws:999988887777", "Log Archive"),
];
const found = (work: () => ShownAccount): string => {
  try {
    return work().account;
  } catch (error) {
    if (error instanceof CodedError) return error.row.code;
    throw error;
  }
};

describe("an account as people say it", () => {
  it.each([
    ["111122223333", "aws:111122223333"],
    ["1111 2222 3333", "aws:111122223333"],
    ["1111-2222-3333", "aws:111122223333"],
    ["aws:111122223333", "aws:111122223333"],
    ["prod", "aws:111122223333"],
    [" log archive ", "aws:999988887777"],
    ["7777", "aws:999988887777"],
    ["3333", "CLIENT_ACCOUNT_AMBIGUOUS"],
    ["111122223334", "CLIENT_ACCOUNT_UNKNOWN"],
    ["pro", "CLIENT_ACCOUNT_UNKNOWN"],
    ["777", "CLIENT_ACCOUNT_UNKNOWN"],
    ["", "CLIENT_ACCOUNT_UNKNOWN"],
  ])("%j is %s", (text, expected) => {
    expect(found(() => findAccount(text, accounts))).toBe(expected);
  });
});

describe("a name that led elsewhere before", () => {
  const names = { "aws:000000000001": "prod" };

  it("is refused, until the digits are given", () => {
    expect(found(() => findKnownAccount("prod", accounts, names))).toBe("CLIENT_ACCOUNT_MOVED");
    expect(found(() => findKnownAccount("111122223333", accounts, names))).toBe("aws:111122223333");
    expect(found(() => findKnownAccount("1111 2222 3333", accounts, names))).toBe("aws:111122223333");
    const moved = withName(names, { account: "aws:111122223333", name: "prod" });
    expect(moved).toEqual({ "aws:111122223333": "prod" });
    expect(found(() => findKnownAccount("prod", accounts, moved))).toBe("aws:111122223333");
  });

  it("is refused by its last four digits too", () => {
    expect(found(() => findKnownAccount("7777", accounts, { "aws:000000000001": "Log Archive" }))).toBe(
      "CLIENT_ACCOUNT_MOVED",
    );
  });
});
