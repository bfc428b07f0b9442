import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { Secret } from "./secret.ts";

const word = "correct horse battery staple";
const secret = new Secret({ word });

describe("a secret", () => {
  it.each([
    ["String", String(secret)],
    ["template text", `${secret}`],
    ["JSON", JSON.stringify({ secret })],
    ["JSON of a list", JSON.stringify([secret])],
    ["the inspector", inspect({ secret }, { showHidden: true, depth: 9 })],
    ["a spread", JSON.stringify({ ...secret })],
    ["its entries", JSON.stringify(Object.entries(secret))],
    ["an error message", new Error(`failed with ${secret}`).message],
  ])("is not shown by %s", (_by, text) => {
    expect(text).not.toContain("horse");
  });

  it("is read by reveal alone", () => {
    expect(secret.reveal()).toEqual({ word });
    expect(String(secret)).toBe("[secret]");
  });

  it("holds zeros once wiped, and nobody reads it again", () => {
    const bytes = Uint8Array.of(1, 2, 3);
    const held = new Secret(bytes);
    held.wipe();
    expect(bytes).toEqual(new Uint8Array(3));
    expect(() => held.reveal()).toThrow("wiped");
    expect(String(held)).toBe("[secret]");
    const text = new Secret("word");
    text.wipe();
    expect(() => text.reveal()).toThrow("wiped");
  });
});
