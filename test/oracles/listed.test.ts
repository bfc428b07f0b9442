import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { top } from "../architecture/sources.ts";
import { requireOracle } from "../oracle.ts";
import { program } from "./program.ts";

const listed = readFileSync(join(top, ".ci/oracles"), "utf8")
  .split("\n")
  .filter((line) => line.trim() !== "" && !line.startsWith("#"))
  .map((line) => line.split(/ {2,}/));

describe("the outside programs that tests compare with", () => {
  it("are listed with how to see them, who packages them, and the package", () => {
    expect(listed.filter((columns) => columns.length !== 4)).toEqual([]);
    expect(listed.filter(([, , by]) => by !== "apt" && by !== "pip")).toEqual([]);
  });

  for (const [name = "", probe = ""] of listed) {
    it(`${name} is there`, async (context) => {
      const found = await program(name, probe.split(" "));
      expect(requireOracle(found, context)).toBeTypeOf("string");
    });
  }
});
