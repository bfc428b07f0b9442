import { describe, expect, it } from "vitest";
import { durationOption, durationText } from "./duration-option.ts";

describe("a wait", () => {
  it.each([
    ["0s", 0],
    ["90m", 5400],
    ["36h", 129_600],
    ["7d", 604_800],
  ])("%s is %d seconds", (text, seconds) => {
    expect(durationOption("wait", text)).toBe(seconds);
  });

  it.each(["", "7", "8d", "169h", "-1h", "1.5h", "1 h", "1w", "h", "9999999s"])("%j is refused", (text) => {
    expect(() => durationOption("wait", text)).toThrow("--wait takes up to 7d");
  });

  it("is said in the largest unit that divides it", () => {
    expect([0, 1, 60, 5400, 3600, 129_600, 172_800, 86_400].map(durationText)).toEqual([
      "0 seconds",
      "1 second",
      "1 minute",
      "90 minutes",
      "1 hour",
      "36 hours",
      "2 days",
      "1 day",
    ]);
  });
});
