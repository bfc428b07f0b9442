import { describe, expect, it } from "vitest";
import { prover } from "./prover.ts";
import { subjectForTest } from "./subject-for-test.ts";
import { countOf } from "./verdicts-for-test.ts";

const P = "aws:MultiFactorAuthPresent";
const Age = "aws:MultiFactorAuthAge";
const engine = prover();

/**
 * Nineteen ways to ask for MFA; A = every action is open, d = every action is closed. A Deny stands beside Allow * on *,
 * an Allow alone. Cells: key absent; false; true 60 s ago; true 9,999 s ago. Typed from the documented rules of the
 * operators, not taken from this engine.
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

const everything = { Effect: "Allow", Action: "*", Resource: "*" };

describe("MFA conditions over all actions", () => {
  it.each(rows)("row %i: %s %j gives %s", (_row, Effect, Condition, expected) => {
    const asking = { Effect, Action: "*", Resource: "*", Condition };
    const Statement = Effect === "Allow" ? [asking] : [everything, asking];
    const { cells } = engine.prove(subjectForTest({ identity: [{ Version: "2012-10-17", Statement }] }));
    const found = [0, 1, "60", "9999"].map((place) => {
      const cell =
        typeof place === "number"
          ? cells[place]
          : cells.find(
              ({ cell: { age } }) => age !== null && age.min <= Number(place) && Number(place) <= (age.max ?? 1e9),
            );
      if (countOf(cell, "open") === 22_091) return "A";
      expect([countOf(cell, "closed"), countOf(cell, "may")]).toEqual([22_091, 0]);
      return "d";
    });
    expect(found.join("")).toBe(expected);
    for (const { classes } of cells) expect(classes.filter(({ answer }) => answer.verdict === "may")).toEqual([]);
  });
});
