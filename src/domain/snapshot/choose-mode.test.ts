import { describe, expect, it } from "vitest";
import { chooseMode, type Place } from "./choose-mode.ts";
import type { ScanMode } from "./manifest.ts";

describe("the scan mode", () => {
  it.each<[Place, ScanMode | null, boolean, ScanMode]>([
    ["standalone", null, false, "account"],
    ["standalone", null, true, "account"],
    ["member", null, false, "account"],
    ["member", "org", false, "org"],
    ["management", null, false, "org+roles"],
    ["delegate", null, false, "org+roles"],
    ["management", null, true, "org+roles+audit"],
    ["management", "org", true, "org+audit"],
    ["management", "account", true, "account"],
  ])("in a %s account, asked for %s, with --assume-root %s, is %s", (place, asked, assumeRoot, mode) => {
    expect(chooseMode(place, asked, assumeRoot)).toEqual({ status: "ok", mode });
  });

  it("is impossible for an organization where there is none", () => {
    expect(chooseMode("standalone", "org+roles", false)).toMatchObject({ status: "impossible" });
  });

  it("never contains the audit unless it was asked for", () => {
    for (const place of ["standalone", "member", "delegate", "management"] as const) {
      const choice = chooseMode(place, null, false);
      expect(choice.status === "ok" && choice.mode.includes("audit")).toBe(false);
    }
  });
});
