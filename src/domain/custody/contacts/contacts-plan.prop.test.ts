import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { codedRow } from "../../../../test/support/coded-row.ts";
import { fromUtf8, utf8 } from "../../crypto/bytes.ts";
import { planBytes, readContactsPlan } from "./contacts-plan.ts";
import { anyPlan } from "./plan-for-test.ts";

const outcome = (bytes: Uint8Array) => codedRow(() => readContactsPlan(bytes));

describe("the reader of contact plans", () => {
  it("reads every plan back", () => {
    fc.assert(
      fc.property(anyPlan(20), (plan) => {
        expect(readContactsPlan(planBytes(plan))).toEqual(plan);
      }),
    );
  });

  it("answers any bytes and any JSON with a plan or a coded error", () => {
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 300 }), fc.json().map(utf8)), (bytes) => {
        expect(outcome(bytes)).toBe("CONTACTS_PLAN_FOREIGN");
      }),
      { numRuns: 500 },
    );
  });

  it("answers a plan in which anything was replaced with a plan or a coded error", () => {
    fc.assert(
      fc.property(anyPlan(3), fc.nat(), fc.json(), (plan, at, put) => {
        // A value, key or list of the text gives way to another one.
        const parts = (fromUtf8(planBytes(plan)) ?? "").split(/(?<=[:,[{])|(?=[,\]}:])/);
        parts[at % parts.length] = put;
        expect([null, "CONTACTS_PLAN_FOREIGN"]).toContain(outcome(utf8(parts.join(""))));
      }),
      { numRuns: 500 },
    );
  });

  it("reads no bytes but those that the plan it gives would write", () => {
    fc.assert(
      fc.property(anyPlan(2), fc.nat(), fc.integer({ min: 0, max: 255 }), (plan, at, byte) => {
        const bytes = planBytes(plan);
        bytes[at % bytes.length] = byte;
        if (outcome(bytes) === null) expect(planBytes(readContactsPlan(bytes))).toEqual(bytes);
      }),
      { numRuns: 500 },
    );
  });
});
