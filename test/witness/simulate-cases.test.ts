import { describe, expect, it } from "vitest";
import { simulate, type SimulateResult } from "../../src/app/policy/simulate.ts";
import { simulateCases } from "./simulate-cases.ts";

/** The decision, or the code of the error. */
function short(result: SimulateResult): string {
  return "error" in result ? result.error.code : result.decision;
}

describe.each(Object.entries(simulateCases))("policy simulate on %s", (_, cases) => {
  const answer = simulate(JSON.stringify(cases.map(({ request }) => request)));
  const results = answer.kind === "list" ? answer.results : [];

  it.each(cases.map((one, index) => ({ ...one, index })))("$rule", ({ expected, index }) => {
    const result = results[index];
    const found = result === undefined ? "nothing" : short(result);
    // `denied` leaves open which of the two it is.
    if (expected === "denied") expect(found, JSON.stringify(result)).toMatch(/^(im|ex)plicitly-denied$/);
    else expect(found, JSON.stringify(result)).toBe(expected);
  });
});

describe("policy simulate on a key twice", () => {
  it("refuses that item and answers the others", () => {
    const [good] = simulateCases["elements of statements"] ?? [];
    const text = JSON.stringify(good?.request);
    const twice = text.replace('"Effect":"Allow"', '"Effect":"Deny","Effect":"Allow"');
    expect(twice).not.toBe(text);
    const answer = simulate(`[${text},${twice}]`);
    const results = answer.kind === "list" ? answer.results : [];
    expect(results.map(short)).toEqual(["allowed", "IAM_JSON_DUPLICATE_KEY"]);
  });
});
