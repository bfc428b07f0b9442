import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { planBytes } from "../../../../domain/custody/contacts/contacts-plan.ts";
import {
  alternateForTest,
  moveTo,
  phoneChange,
  planForTest,
} from "../../../../domain/custody/contacts/plan-for-test.ts";
import { planJsonSchema } from "./plan-json-schema.ts";

// Formats and Unicode classes are zod's own affair; what is compared is the form.
const fits = new Ajv2020({ strict: false, unicodeRegExp: true }).compile(planJsonSchema());
const none = { kind: "alternate", type: "SECURITY", old: null, new: alternateForTest() } as const;
const gone = { kind: "alternate", type: "BILLING", old: alternateForTest(), new: null } as const;

describe("the published form of a plan", () => {
  it("is the form of the file, in which a record that is not there is a word", () => {
    const plan = planForTest({ "222222222222": [phoneChange, gone, none, moveTo("new@corp.example")] });
    const file: unknown = JSON.parse(Buffer.from(planBytes(plan)).toString());
    expect([fits(file), fits.errors]).toEqual([true, null]);
    expect(fits(plan)).toBe(false);
    expect(fits({ ...plan, schema: "rootward.contacts-plan/v2" })).toBe(false);
  });
});
