import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { codedRow } from "../../../../test/support/coded-row.ts";
import { utf8 } from "../../crypto/bytes.ts";
import { plansForTest } from "./plans-for-test.ts";
import { planBytes, readRootAccessPlan } from "./root-access-plan.ts";

const texts = Object.values(plansForTest).map((plan) => new TextDecoder().decode(planBytes(plan)));

describe("reading a plan of central root access", () => {
  it("gives a plan or a coded error for any bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(codedRow(() => readRootAccessPlan(bytes))).toBe("ROOT_ACCESS_PLAN_FOREIGN");
      }),
    );
  });

  it("gives a plan or a coded error for any JSON, and for a plan with any field changed", () => {
    const field = fc.constantFrom(
      ...new Set(Object.values(plansForTest).flatMap((plan) => Object.keys(plan))),
      "__proto__",
    );
    fc.assert(
      fc.property(fc.constantFrom(...Object.values(plansForTest)), field, fc.jsonValue(), (plan, name, value) => {
        const text = JSON.stringify(Object.entries(plan).filter(([key]) => key !== name));
        const json = `{${JSON.parse(text)
          .map(([key, own]: [string, unknown]) => `${JSON.stringify(key)}:${JSON.stringify(own)},`)
          .join("")}${JSON.stringify(name)}:${JSON.stringify(value)}}`;
        expect([null, "ROOT_ACCESS_PLAN_FOREIGN"]).toContain(codedRow(() => readRootAccessPlan(utf8(json))));
        expect([null, "ROOT_ACCESS_PLAN_FOREIGN"]).toContain(
          codedRow(() => readRootAccessPlan(utf8(JSON.stringify(value)))),
        );
      }),
    );
  });

  it("gives a plan or a coded error for a plan that was cut or had a character put in", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...texts),
        fc.nat(1200),
        fc.string({ maxLength: 2 }),
        fc.boolean(),
        (text, at, put, cut) => {
          const other = text.slice(0, at) + put + (cut ? "" : text.slice(at));
          expect([null, "ROOT_ACCESS_PLAN_FOREIGN"]).toContain(codedRow(() => readRootAccessPlan(utf8(other))));
        },
      ),
    );
  });
});
