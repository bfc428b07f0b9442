import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { batchesOf } from "./contacts-batches.ts";
import { contactsPolicy } from "./contacts-policy.ts";
import { grantedAccount, policyText } from "./policy-text.ts";
import { alternateForTest, anyPlan, moveTo, phoneChange, planForTest } from "./plan-for-test.ts";
import type { ContactChange } from "./contacts-plan.ts";

const alternate = (type: "BILLING" | "OPERATIONS" | "SECURITY", isPut: boolean): ContactChange =>
  isPut
    ? { kind: "alternate", type, old: null, new: alternateForTest() }
    : { kind: "alternate", type, old: alternateForTest(), new: null };

describe("batches of a plan", () => {
  it("hold every account once, in order, and each session policy fits", () => {
    fc.assert(
      fc.property(anyPlan(1000), (plan) => {
        const batches = batchesOf(plan);
        expect(batches.flat()).toEqual(plan.accounts);
        const policies = batches.map((batch) => policyText(batch.map((account) => grantedAccount(plan, account))));
        expect(Math.max(...policies.map((text) => text.length))).toBeLessThanOrEqual(2048);
        // No batch had room for the account behind it.
        for (const [at, batch] of batches.entries()) {
          const next = batches[at + 1]?.[0];
          if (next === undefined) continue;
          const more = policyText([...batch, next].map((account) => grantedAccount(plan, account)));
          expect(more.length).toBeGreaterThan(2048);
        }
        expect(contactsPolicy(plan, batches.length)).toBe(policies.at(-1));
      }),
      { numRuns: 30 },
    );
  });

  it("take one account whole, however much of it changes", () => {
    const everything = [
      phoneChange,
      alternate("BILLING", true),
      alternate("OPERATIONS", false),
      alternate("SECURITY", true),
      moveTo(`r@${"a".repeat(29)}.${"b".repeat(29)}.ch`),
    ];
    const plan = planForTest({ "222222222222": everything, "333333333333": everything }, "aws-us-gov");
    const long = { ...plan, organization: `o-${"a".repeat(32)}` };
    expect(Math.max(...batchesOf(long).map((_, at) => contactsPolicy(long, at + 1).length))).toBeLessThanOrEqual(2048);
    expect(contactsPolicy({ ...long, accounts: long.accounts.slice(0, 1) }, 1).length).toBeLessThan(1400);
  });

  it("put some thirty phone changes into one session", () => {
    const ids = Array.from({ length: 100 }, (_, at) => String(222_222_222_200 + at));
    const plan = planForTest(Object.fromEntries(ids.map((id) => [id, [phoneChange]])));
    expect(batchesOf(plan).map((batch) => batch.length)[0]).toBeGreaterThanOrEqual(28);
  });
});
