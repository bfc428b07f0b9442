import { describe, expect, it } from "vitest";
import { decide } from "./decide.ts";
import { allow, deny, questionForTest } from "./question-for-test.ts";

const P = "aws:MultiFactorAuthPresent";
const Age = "aws:MultiFactorAuthAge";

/** The four cells, in this order: key absent; false; true 60 s ago; true 9,999 s ago. */
const cells: readonly Readonly<Record<string, string>>[] = [
  {},
  { [P]: "false" },
  { [P]: "true", [Age]: "60" },
  { [P]: "true", [Age]: "9999" },
];

/**
 * Nineteen ways to ask for MFA; A = the request passes, d = denied. A Deny stands beside Allow * on *, an Allow alone.
 * The expectations are typed from the documented rules of the operators, not taken from this evaluator.
 */
const rows: readonly (readonly [number, "Allow" | "Deny", object, string])[] = [
  [1, "Deny", { Bool: { [P]: "false" } }, "AdAA"],
  [2, "Deny", { BoolIfExists: { [P]: "false" } }, "ddAA"],
  [3, "Deny", { Null: { [P]: "true" } }, "dAAA"],
  [4, "Deny", { Null: { [P]: "false" } }, "Addd"],
  [5, "Deny", { Null: { [Age]: "true" } }, "ddAA"],
  [6, "Deny", { NumericGreaterThan: { [Age]: "1800" } }, "AAAd"],
  [7, "Deny", { NumericGreaterThanIfExists: { [Age]: "1800" } }, "ddAd"],
  [8, "Allow", { Bool: { [P]: "true" } }, "ddAA"],
  [9, "Allow", { BoolIfExists: { [P]: "true" } }, "AdAA"],
  [10, "Allow", { Null: { [P]: "false" } }, "dAAA"],
  [11, "Allow", { "ForAllValues:Bool": { [P]: "true" } }, "AdAA"],
  [12, "Allow", { "ForAnyValue:Bool": { [P]: "true" } }, "ddAA"],
  [13, "Deny", { "ForAnyValue:Bool": { [P]: "false" } }, "AdAA"],
  [14, "Deny", { "ForAllValues:Bool": { [P]: "false" } }, "ddAA"],
  [15, "Allow", { NumericLessThan: { [Age]: "1800" } }, "ddAd"],
  [16, "Allow", { NumericLessThanIfExists: { [Age]: "1800" } }, "AAAd"],
  [17, "Deny", { StringNotEquals: { [P]: "true" } }, "ddAA"],
  [18, "Deny", { StringEquals: { [P]: "false" } }, "AdAA"],
  [19, "Deny", { Bool: { [P]: ["true", "false"] } }, "Addd"],
];

describe("MFA conditions", () => {
  it.each(rows)("row %i: %s %j gives %s", (_row, effect, Condition, expected) => {
    const identity = effect === "Allow" ? [allow("*", "*", { Condition })] : [allow(), deny("*", "*", { Condition })];
    const found = cells.map((context) => {
      const { decision } = decide(questionForTest({ identity, context }));
      if (decision === "allowed") return "A";
      expect(decision).toBe(effect === "Allow" ? "implicitly-denied" : "explicitly-denied");
      return "d";
    });
    expect(found.join("")).toBe(expected);
  });

  it("reads booleans and numbers as their text, and names of operators and keys in any case", () => {
    const identity = [
      allow(),
      deny("*", "*", { Condition: { boolIFexists: { "AWS:multifactorAUTHpresent": false } } }),
    ];
    expect(decide(questionForTest({ identity })).decision).toBe("explicitly-denied");
    expect(decide(questionForTest({ identity, context: { [P]: "true" } })).decision).toBe("allowed");
  });
});
