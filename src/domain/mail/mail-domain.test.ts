import { describe, expect, it } from "vitest";
import { mailDomain } from "./mail-domain.ts";
import { isReservedDomain } from "./reserved-domain.ts";

describe("the domain of an address", () => {
  it.each([
    ["root@corp-mail.net", "corp-mail.net"],
    ["Root+Pay@CORP-Mail.Net.", "corp-mail.net"],
    ['"odd@local"@corp-mail.net', "corp-mail.net"],
    ["root@bücher.net", "xn--bcher-kva.net"],
    ["root@localhost", "localhost"],
  ])("%s → %s", (address, domain) => {
    expect(mailDomain(address)).toBe(domain);
  });

  it.each([
    "root",
    "@corp-mail.net",
    "root@",
    "root@[192.0.2.1]",
    "root@192.0.2.1",
    "root@a..b",
    "root@-a.net",
    "root@a b.net",
    `root@${"a".repeat(64)}.net`,
    "root@a/ü",
  ])("%s has none", (address) => {
    expect(mailDomain(address)).toBe(null);
  });
});

describe("reserved names", () => {
  it.each(["corp.example", "a.b.test", "x.invalid", "localhost"])("%s is reserved", (name) => {
    expect(isReservedDomain(name)).toBe(true);
  });

  it.each(["example.com", "test.net", "invalid.example.org", "latest"])("%s is not", (name) => {
    expect(isReservedDomain(name)).toBe(false);
  });
});
