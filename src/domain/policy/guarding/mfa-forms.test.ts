import { describe, expect, it } from "vitest";
import { prover } from "../../iam/prove/prover.ts";
import { caseViews } from "../judging/gap-case-view.ts";
import { gaps } from "../gap-registry.ts";

const P = "aws:MultiFactorAuthPresent";
const Age = "aws:MultiFactorAuthAge";
const engine = prover();
const aboutGuards = /^P(?:0[1-9]|1[0-4]|2[3-6])$/;

/**
 * Nineteen ways to ask for MFA, what is wrong with each, and in which states everything passes for it. A Deny stands
 * beside Allow * on *, an Allow alone. Typed from the documented rules of the operators.
 */
const rows: readonly (readonly [number, "Allow" | "Deny", object, string | null, string])[] = [
  [1, "Deny", { Bool: { [P]: "false" } }, "P01", "absent"],
  [2, "Deny", { BoolIfExists: { [P]: "false" } }, null, ""],
  [3, "Deny", { Null: { [P]: "true" } }, "P02", "false"],
  [4, "Deny", { Null: { [P]: "false" } }, "P02", "absent"],
  [5, "Deny", { Null: { [Age]: "true" } }, null, ""],
  [6, "Deny", { NumericGreaterThan: { [Age]: "1800" } }, "P03", "absent false"],
  [7, "Deny", { NumericGreaterThanIfExists: { [Age]: "1800" } }, null, ""],
  [8, "Allow", { Bool: { [P]: "true" } }, null, ""],
  [9, "Allow", { BoolIfExists: { [P]: "true" } }, "P04", "absent"],
  [10, "Allow", { Null: { [P]: "false" } }, "P02", "false"],
  [11, "Allow", { "ForAllValues:Bool": { [P]: "true" } }, "P05", "absent"],
  [12, "Allow", { "ForAnyValue:Bool": { [P]: "true" } }, null, ""],
  [13, "Deny", { "ForAnyValue:Bool": { [P]: "false" } }, "P05", "absent"],
  [14, "Deny", { "ForAllValues:Bool": { [P]: "false" } }, null, ""],
  [15, "Allow", { NumericLessThan: { [Age]: "1800" } }, null, ""],
  [16, "Allow", { NumericLessThanIfExists: { [Age]: "1800" } }, "P04", "absent false"],
  [17, "Deny", { StringNotEquals: { [P]: "true" } }, null, ""],
  [18, "Deny", { StringEquals: { [P]: "false" } }, "P01", "absent"],
  [19, "Deny", { Bool: { [P]: ["true", "false"] } }, "P01", "absent"],
];

describe("forms of an MFA condition", () => {
  it.each(rows)("row %i: %s %j", (row, Effect, Condition, pitfall, states) => {
    const documents = [{ Version: "2012-10-17", Statement: { Effect, Action: "*", Resource: "*", Condition } }];
    const [view] = caseViews(engine, { name: "", documents, isBesideAdmin: Effect === "Deny", expect: "none" });
    const found = gaps.flatMap((gap) => {
      // What forwarding, enrolling and other credentials need is another question than what the condition says.
      if (view === undefined || !gap.asks.includes("identity") || !aboutGuards.test(gap.pitfall)) return [];
      const hits = gap.find(view).filter(({ verdict }) => verdict !== "note");
      return hits.length === 0 ? [] : [{ pitfall: gap.pitfall, hits }];
    });
    expect(found.map((each) => each.pitfall)).toEqual(pitfall === null ? [] : [pitfall]);
    const [{ hits } = { hits: [] }] = found;
    const open = hits.filter(({ verdict }) => verdict === "gap");
    expect(open).toHaveLength(pitfall === null ? 0 : 22_091);
    expect([...new Set(open.map((hit) => hit.states.join(" ")))]).toEqual(pitfall === null ? [] : [states]);
    // The inverted ones also keep out sessions with MFA.
    const isInverted = row === 4 || row === 19;
    expect(hits.filter(({ verdict }) => verdict === "lockout")).toHaveLength(isInverted ? 1 : 0);
    expect(hits.every(({ verdict }) => verdict !== "may")).toBe(true);
  });
});
