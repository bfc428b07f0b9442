import { describe, expect, it } from "vitest";
import { CodedError } from "../../domain/core/coded-error.ts";
import { cliErrors } from "./errors.ts";
import { errorText, exitCodeOf, usageText } from "./print-error.ts";

describe("an error", () => {
  it("is two lines: what happened and where, with its code, and what to do", () => {
    const error = new CodedError(cliErrors.CLI_INPUT_MALFORMED, {
      detail: "not valid",
      position: { file: "a.json", line: 2, column: 3, path: "" },
    });
    expect(errorText(error, false)).toBe(
      "error: a.json:2:3: A file has not the form it must have: not valid [CLI_INPUT_MALFORMED]\n" +
        "  → Correct it at the position given; `rootward schema` lists the schemas of every file.\n",
    );
    expect(exitCodeOf(error)).toBe(2);
  });

  it("stays one line of plain text whatever a file or AWS put into it", () => {
    const text = errorText(new CodedError(cliErrors.CLI_INPUT_UNREADABLE, { detail: "a\u001b[2J\n  b\r\nc" }), false);
    expect(text.split("\n")).toHaveLength(3);
    expect(text).not.toContain("\u001b");
    expect(text).not.toContain("\r");
  });

  it("that nobody expected is told without a stack, which --debug adds", () => {
    const error = new Error("boom");
    expect(errorText(error, false).split("\n")).toHaveLength(3);
    expect(errorText(error, true)).toContain("print-error.test.ts");
    expect(exitCodeOf(error)).toBe(2);
  });

  it("of the parser has the same form, with what was meant", () => {
    expect(usageText("error: unknown option '--form'\n(Did you mean --from?)\n", "scan")).toBe(
      "error: unknown option '--form' [CLI_USAGE]\n  → Did you mean --from? `rootward scan --help` shows flags and examples.\n",
    );
  });
});
