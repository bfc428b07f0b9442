import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { daysBetween, instant, instantOfMillis, millisOf } from "./instant.ts";

describe("an instant", () => {
  it.each([
    ["2026-11-21", "2026-11-21T00:00:00Z"],
    ["2026-11-21T03:00:00Z", "2026-11-21T03:00:00Z"],
    ["2026-11-21T03:00:00.987Z", "2026-11-21T03:00:00Z"],
    ["2026-11-21T04:00:00+01:00", "2026-11-21T03:00:00Z"],
    ["2026-11-21T04:00:00+00:00", "2026-11-21T04:00:00Z"],
  ])("reads %s", (text, expected) => {
    expect(instant(text)).toBe(expected);
  });

  it.each([
    "",
    "N/A",
    "no_information",
    "2026-13-01",
    "2026-11-21T25:00:00Z",
    "21.11.2026",
    "2026-11-21T03:00:00",
    "1763694000",
  ])("refuses %j", (text) => {
    expect(instant(text)).toBeNull();
  });

  it("counts whole days, backwards too", () => {
    const at = (text: string) => instant(text) ?? instantOfMillis(0);
    expect(daysBetween(at("2026-01-01"), at("2026-06-30"))).toBe(180);
    expect(daysBetween(at("2026-01-01"), at("2026-01-01T23:59:59Z"))).toBe(0);
    expect(daysBetween(at("2026-01-02"), at("2026-01-01"))).toBe(-1);
  });

  it("keeps every second it is made of", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_102_444_800 }), (seconds) => {
        expect(millisOf(instantOfMillis(seconds * 1000 + 999))).toBe(seconds * 1000);
      }),
    );
  });
});
