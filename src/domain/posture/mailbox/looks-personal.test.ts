import { describe, expect, it } from "vitest";
import { looksPersonal } from "./looks-personal.ts";
import { publicMailDomain } from "./public-mail-domain.ts";

describe("names in root addresses", () => {
  it.each(["jane", "jane.doe", "j.doe", "Jane_Doe", "maria+aws", "d-meyer"])("%s looks like a person's", (local) => {
    expect(looksPersonal(local)).toBe(true);
  });
  it.each([
    "aws",
    "root",
    "aws-root-prod",
    "cloud.ops",
    "aws.jane",
    "platform.blue",
    "acct42",
    "jane2.aws",
    "",
    "a",
    "prod.account",
  ])("%s does not", (local) => {
    expect(looksPersonal(local)).toBe(false);
  });
  it("finds free and disposable providers whatever the letter case", () => {
    expect(publicMailDomain("GMail.com")).toBe("free");
    expect(publicMailDomain("mailinator.com")).toBe("disposable");
    expect(publicMailDomain("corp.example")).toBeNull();
    expect(publicMailDomain("notgmail.com")).toBeNull();
  });
});
