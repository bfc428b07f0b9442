import { conditionCases, type SimulateCase } from "../simulate-case.ts";
import { allow, doc, full, deny, simulateCase } from "../simulate-case.ts";

/** The four states of a request, in the order of the table: absent, false, true for 60 s, true for 9,999 s. */
export const mfaCells: readonly Readonly<Record<string, string>>[] = [
  {},
  { "aws:MultiFactorAuthPresent": "false" },
  { "aws:MultiFactorAuthPresent": "true", "aws:MultiFactorAuthAge": "60" },
  { "aws:MultiFactorAuthPresent": "true", "aws:MultiFactorAuthAge": "9999" },
];

const P = "aws:MultiFactorAuthPresent";
const Age = "aws:MultiFactorAuthAge";

/** Effect, condition, and per cell whether the request passes (A) or not (d). */
const table: readonly (readonly ["Allow" | "Deny", string, unknown, string])[] = [
  ["Deny", "Bool", { [P]: "false" }, "AdAA"],
  ["Deny", "BoolIfExists", { [P]: "false" }, "ddAA"],
  ["Deny", "Null", { [P]: "true" }, "dAAA"],
  ["Deny", "Null", { [P]: "false" }, "Addd"],
  ["Deny", "Null", { [Age]: "true" }, "ddAA"],
  ["Deny", "NumericGreaterThan", { [Age]: "1800" }, "AAAd"],
  ["Deny", "NumericGreaterThanIfExists", { [Age]: "1800" }, "ddAd"],
  ["Allow", "Bool", { [P]: "true" }, "ddAA"],
  ["Allow", "BoolIfExists", { [P]: "true" }, "AdAA"],
  ["Allow", "Null", { [P]: "false" }, "dAAA"],
  ["Allow", "ForAllValues:Bool", { [P]: "true" }, "AdAA"],
  ["Allow", "ForAnyValue:Bool", { [P]: "true" }, "ddAA"],
  ["Deny", "ForAnyValue:Bool", { [P]: "false" }, "AdAA"],
  ["Deny", "ForAllValues:Bool", { [P]: "false" }, "ddAA"],
  ["Allow", "NumericLessThan", { [Age]: "1800" }, "ddAd"],
  ["Allow", "NumericLessThanIfExists", { [Age]: "1800" }, "AAAd"],
  ["Deny", "StringNotEquals", { [P]: "true" }, "ddAA"],
  ["Deny", "StringEquals", { [P]: "false" }, "AdAA"],
  ["Deny", "Bool", { [P]: ["true", "false"] }, "Addd"],
];

/** The truth table of the MFA keys: nineteen forms, four cells each. */
export const truthTableCases: readonly SimulateCase[] = table.flatMap(([effect, operator, key, cells], index) =>
  mfaCells.map((context, cell) => {
    const Condition = { [operator]: key };
    const identity = effect === "Allow" ? [doc(allow({ Condition }))] : [full, doc(deny({ Condition }))];
    const refused = effect === "Allow" ? "implicitly-denied" : "explicitly-denied";
    const rule = `form ${index + 1}, ${effect} ${operator} ${JSON.stringify(key)}, cell ${cell + 1}`;
    return simulateCase(rule, { identity, context }, cells[cell] === "A" ? "allowed" : refused);
  }),
);

/** AWS's "does the policy guard" sentences, as conditions. */
export const mfaSentenceCases: readonly SimulateCase[] = conditionCases([
  "a value true in another case is true",
  { Bool: { "AWS:multifactorauthpresent": "TRUE" } },
  { [P]: "true" },
  true,
]);
