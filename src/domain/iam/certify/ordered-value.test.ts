import { describe, expect, it } from "vitest";
import { addressRange, dateValue, numberValue } from "./ordered-value.ts";

describe("ordered values", () => {
  it("compares dates over time zones and with epoch seconds", () => {
    const noon = dateValue("2026-01-02T12:00:00Z");
    const same = ["2026-01-02T14:00:00+02:00", "2026-01-02T06:30:00-05:30", "1767355200", "2026-01-02T12:00:00.000Z"];
    expect(same.map(dateValue)).toEqual(same.map(() => noon));
    const none = ["2026-02-30", "2026", "2026-01-02T25:00:00Z", "tomorrow", "2026-01-02T12:00:00"];
    expect(none.map(dateValue)).toEqual(none.map(() => null));
  });

  it("compares decimals exactly, and leaves a value between any two", () => {
    expect(numberValue("-1.5")).toBe(-3_000_000_000n);
    expect(numberValue("0.1")).toBe(numberValue("0.10"));
    expect((numberValue("1.000000001") ?? 0n) - (numberValue("1") ?? 0n)).toBe(2n);
    expect(["1e3", "", "0x1", "1.0000000001"].map(numberValue)).toEqual([null, null, null, null]);
  });

  it("reads addresses and ranges", () => {
    expect(addressRange("10.1.2.3/8", false)).toEqual(addressRange("10.0.0.0/8", false));
    expect(addressRange("0.0.0.1", false)).toEqual({ from: 1n, to: 1n });
    const six = addressRange("2001:db8::1", false);
    expect(six?.from).toBe(six?.to);
    expect(addressRange("2001:db8::1", true)).toEqual(addressRange("2001:db8::/32", false));
    const odd = ["10.0.0.0/33", "10.0.0", "256.0.0.1", "1::2::3", "::/129", "a"];
    expect(odd.map((text) => addressRange(text, false))).toEqual(odd.map(() => null));
  });
});
