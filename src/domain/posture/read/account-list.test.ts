import { describe, expect, it } from "vitest";
import { accountList, accountsText } from "./account-list.ts";

describe("accounts with something in common", () => {
  it("are told sorted and once each, the asking one among them", () => {
    expect(accountList(["3", "1", "3"], "2").ids).toEqual(["1", "2", "3"]);
    expect(accountList(undefined, "2").text).toBe("2");
  });
  it("are not mixed up between two that ask about the same group", () => {
    const group = ["2", "1"];
    expect(accountList(group, "3").text).toBe("1, 2, 3");
    expect(accountList(group, "1").text).toBe("1, 2");
    expect(accountList(group, "4").text).toBe("1, 2, 4");
  });
  it("are counted from the fifty-first on", () => {
    const ids = Array.from({ length: 53 }, (_each, at) => `a${at}`);
    expect(accountsText(ids.slice(0, 50), 50)).toBe(ids.slice(0, 50).join(", "));
    expect(accountsText(ids, 53)).toBe(`${ids.slice(0, 50).join(", ")} and 3 more`);
  });
});
