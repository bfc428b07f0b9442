import { describe, expect, it } from "vitest";
import { CodedError } from "../../../domain/core/coded-error.ts";
import { codeAnswer, stepAnswer, stepWord, verifiedAnswer } from "./step-answer.ts";

function failure(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    expect(error.row.code).toBe("CLI_REHEARSAL_FAILED");
    return error.detail ?? "";
  }
  throw new Error("it was accepted");
}

describe("what a step of a rehearsal printed", () => {
  it("is read by its schema, and what else stands there is left out", () => {
    const out = '{"code":"012345","validForMs":9000,"serverTime":1790000000000,"n":1,"of":4}\n';
    expect(stepAnswer("bg code", out, codeAnswer)).toEqual({ code: "012345", serverTime: 1_790_000_000_000 });
    expect(stepAnswer("ledger verify", '{"status":"verified","size":31}', verifiedAnswer).size).toBe(31);
  });

  it.each([
    ["no JSON", "wait 20 s\n", "rootward bg code: it printed no JSON"],
    ["nothing", "", "rootward bg code: it printed no JSON"],
    ["no object", "null", "rootward bg code: what it printed is not as it must be: : "],
    ["no code", '{"serverTime":1}', "rootward bg code: what it printed is not as it must be: code: "],
    ["a time in words", '{"code":"012345","serverTime":"now"}', "serverTime: "],
  ])("ends the rehearsal naming the step where it is %s", (_, out, detail) => {
    expect(failure(() => stepAnswer("bg code", out, codeAnswer))).toContain(detail);
  });

  it("is not repeated in the error: it could be a code", () => {
    expect(failure(() => stepAnswer("bg code", '{"code":"98765","serverTime":1}', codeAnswer))).not.toContain("98765");
  });

  it("counts no log that is damaged or empty", () => {
    expect(failure(() => stepAnswer("ledger verify", '{"status":"damaged","size":31}', verifiedAnswer))).toContain(
      "status",
    );
    expect(failure(() => stepAnswer("ledger verify", '{"status":"verified","size":null}', verifiedAnswer))).toContain(
      "size",
    );
  });

  it("holds the word that the next step needs, or the step is named", () => {
    expect(stepWord("roster sign", "compare --roster abc", /--roster (\w+)/)).toBe("abc");
    expect(failure(() => stepWord("roster sign", "compare it", /--roster (\w+)/))).toContain("rootward roster sign: ");
  });
});
