import { expect, it } from "vitest";
import { recentMap } from "./recent-map.ts";

it("a recent map never holds more than it may, and keeps what is used", () => {
  const map = recentMap<number, number>(100);
  for (let key = 0; key < 10_000; key += 1) {
    map.set(key, key);
    expect(map.get(0)).toBe(0);
  }
  const kept = Array.from({ length: 10_000 }, (_none, key) => key).filter((key) => map.get(key) !== undefined);
  expect(kept.length).toBeLessThanOrEqual(100);
  expect(map.get(9_999)).toBe(9_999);
});
