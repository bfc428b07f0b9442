import { describe, expect, it } from "vitest";
import { CodedError } from "../../domain/core/coded-error.ts";
import { errorRows } from "../../domain/core/error-row.ts";
import { openYaml } from "./open-yaml.ts";

const { TEST_BROKEN } = errorRows({ TEST_BROKEN: { http: 400, exit: 2, title: "Broken", hint: "Mend it." } });

function failure(text: string): unknown {
  try {
    return openYaml(text, "f.yaml", TEST_BROKEN).value;
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    return [error.row.code, error.detail, error.position];
  }
}

describe("a YAML file that is opened", () => {
  it("gives its value and where a character stands, also beyond its end", () => {
    const { value, at } = openYaml("a: 1\nb: [x, y]\n", "f.yaml", TEST_BROKEN);
    expect(value).toEqual({ a: 1, b: ["x", "y"] });
    expect(at(0)).toEqual({ file: "f.yaml", line: 1, column: 1 });
    expect(at(9)).toEqual({ file: "f.yaml", line: 2, column: 5 });
    expect(at(10_000).line).toBe(3);
  });

  it("may hold nothing but remarks", () => {
    expect(failure("") ?? null).toBeNull();
    expect(failure("# nothing yet\n") ?? null).toBeNull();
  });

  it.each([
    ["a key that stands twice", "a: 1\na: 2\n", "Map keys must be unique", 2, 1],
    ["a quote that stays open", 'a: "x\n', 'Missing closing "quote', 2, 1],
    ["an alias of nothing", "a: *b\n", "Unresolved alias (the anchor must be set before the alias): b", 1, 1],
  ])("is refused at its place for %s", (_, text, detail, line, column) => {
    expect(failure(text)).toEqual(["TEST_BROKEN", detail, { file: "f.yaml", line, column }]);
  });

  it("unfolds no bomb of aliases", () => {
    const levels = ["b", "c", "d", "e", "f", "g"].map(
      (name, at) => `${name}: &${name} [${Array.from({ length: 10 }, () => `*${"abcdef"[at] ?? ""}`).join(", ")}]`,
    );
    expect(failure(["a: &a [x]", ...levels].join("\n"))).toEqual([
      "TEST_BROKEN",
      expect.stringContaining("Excessive alias count"),
      { file: "f.yaml", line: 1, column: 1 },
    ]);
  });
});
