import { describe, expect, it } from "vitest";
import { parseSetting } from "./parse-setting.ts";
import type { Setting } from "./setting.ts";
import { settings } from "./settings.ts";

const setting = (key: string): Setting => {
  const found = settings.find((each) => each.key === key);
  if (found === undefined) throw new Error(key);
  return found;
};

describe("a setting", () => {
  it.each([
    ["accounts", "111122223333,444455556666", ["111122223333", "444455556666"]],
    ["accounts", ["111122223333", "444455556666"], ["111122223333", "444455556666"]],
    ["sessionDuration", "900", 900],
    ["assumeRoot", "true", true],
    ["assumeRoot", "0", false],
    ["failOn", "none", "none"],
    ["allowPartial", "5%", "5%"],
  ])("%s takes %j", (key, raw, expected) => {
    expect(parseSetting(setting(key), raw, "test")).toEqual(expected);
  });

  it.each([
    ["accounts", "1111"],
    ["accounts", "111122223333,,444455556666"],
    ["sessionDuration", "899"],
    ["sessionDuration", "43201"],
    ["sessionDuration", "abc"],
    ["sessionDuration", ""],
    ["assumeRoot", "maybe"],
    ["failOn", "worst"],
    ["roleArn", "role/x"],
    ["allowPartial", "101%"],
    ["allowPartial", "5"],
    ["endpointUrl", "ftp://x"],
  ])("%s refuses %j with its name and what it takes", (key, raw) => {
    expect(() => parseSetting(setting(key), raw, "test")).toThrow(new RegExp(`${key} cannot be`));
  });

  it.each([
    ["command line", '--fail-on cannot be "worst"; it takes one of'],
    ["ROOTWARD_FAIL_ON", 'ROOTWARD_FAIL_ON cannot be "worst"; it takes one of'],
    ["/etc/rootward.yaml", '/etc/rootward.yaml: failOn cannot be "worst"; it takes one of'],
  ])("is named as it was written: on the %s", (from, said) => {
    expect(() => parseSetting(setting("failOn"), "worst", from)).toThrow(said);
  });

  it("refuses a mapping where a list stands", () => {
    expect(() => parseSetting(setting("only"), { "root-mfa": true }, "f.yaml")).toThrow("f.yaml: only cannot be");
    expect(() => parseSetting(setting("only"), ["root-mfa", null], "f.yaml")).toThrow("f.yaml: only cannot be null");
  });

  it("has a unique key and flag", () => {
    expect(new Set(settings.map((each) => each.key)).size).toBe(settings.length);
    expect(new Set(settings.map((each) => each.flag)).size).toBe(settings.length);
  });
});
