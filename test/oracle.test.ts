import { describe, expect, it } from "vitest";
import { oracle, requireOracle } from "./oracle.ts";

describe("an oracle", () => {
  it("is handed out when its probe finds it", async () => {
    const found = await oracle("seven", () => 7);
    expect(requireOracle(found, { skip: () => expect.unreachable() })).toBe(7);
  });

  it("that is missing stops the test, loudly: skipped with the reason, or failed under ROOTWARD_TEST_STRICT=1", async () => {
    const found = await oracle("age", () => {
      throw new Error("not installed\nat line 3");
    });
    const notes: (string | undefined)[] = [];
    const use = () => requireOracle(found, { skip: (note) => void notes.push(note) });
    expect(use).toThrow("age: not installed");
    expect(notes).toEqual(process.env["ROOTWARD_TEST_STRICT"] === "1" ? [] : ["not run: age: not installed"]);
  });
});
