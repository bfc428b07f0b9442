import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plansForTest } from "../../domain/custody/root-access/plans-for-test.ts";
import { credentialKinds, taskPolicyOfTask } from "../../domain/custody/root-access/root-access-plan.ts";
import { taskPolicies } from "../../domain/root-tasks/task-policies.ts";
import { type Fault, fakeMember } from "./run/member-for-test.ts";
import { credentialsOf, type RootCredentials } from "./run/root-credentials.ts";
import { runRootAccess } from "./run-root-access.ts";

const allowed = taskPolicies.find(({ id }) => id === taskPolicyOfTask["delete-credentials"])?.actions ?? [];
const writes = ["iam:DeleteLoginProfile", "iam:DeleteAccessKey", "iam:DeactivateMFADevice"];
const anyHas: fc.Arbitrary<RootCredentials> = fc.record({
  password: fc.boolean(),
  accessKeys: fc.subarray(["AKIA1", "AKIA2"]),
  certificates: fc.subarray(["CERT1", "CERT2"]),
  mfa: fc.subarray(["GAHT1", "arn:aws:iam::333333333333:mfa/a", "arn:aws:iam::333333333333:u2f/b"]),
});
const anyFault: fc.Arbitrary<Fault> = fc
  .record({
    action: fc.oneof(fc.constantFrom(...allowed), fc.constantFrom(...writes)),
    code: fc.constantFrom("AccessDenied", "Unreachable", "ExpiredToken", "Throttling", "ServiceFailure"),
    happens: fc.boolean(),
    from: fc.integer({ min: 1, max: 3 }),
  })
  // Only where nobody answered, or AWS failed within, can it have happened all the same.
  .map((fault) => ({ ...fault, happens: fault.happens && ["Unreachable", "ServiceFailure"].includes(fault.code) }));
const anyRun = fc
  .record({
    has: anyHas,
    found: fc.oneof(fc.constantFrom("same" as const, null), anyHas),
    kinds: fc.oneof(
      fc.constantFrom([...credentialKinds], ["mfa", "password"] as const),
      fc.subarray([...credentialKinds], { minLength: 1 }),
    ),
    faults: fc.array(anyFault, { maxLength: 3 }),
    lag: fc.integer({ min: 0, max: 6 }),
  })
  .map(({ found, kinds, ...rest }) => ({ ...rest, kinds: [...kinds], found: found === "same" ? rest.has : found }));

describe("deleting root's credentials, whatever is there and whatever goes wrong", () => {
  it("never leaves a password without MFA on the way, deletes nothing else, and says only what is so", async () => {
    await fc.assert(
      fc.asyncProperty(anyRun, async ({ has, found, kinds, faults, lag }) => {
        const member = fakeMember({ has }, faults);
        member.lag = lag;
        const bare: string[] = [];
        const outcome = await runRootAccess({
          sessionAccount: "aws:333333333333",
          deeds: member.deeds,
          onCall: ({ action }) => {
            if (member.has.password && member.has.mfa.length < has.mfa.length) bare.push(action);
          },
          keepOldPolicy: () => Promise.resolve(),
          sleep: () => Promise.resolve(),
        })({ ...plansForTest["delete-credentials"], delete: kinds, found });
        const before = credentialsOf(has);
        const after = credentialsOf(member.has);
        const wanted = after.filter(({ kind }) => kinds.includes(kind));
        const others = (all: typeof before) => all.filter(({ kind }) => !kinds.includes(kind));
        if (kinds.includes("password")) expect(bare).toEqual([]);
        expect(others(after)).toEqual(others(before));
        expect(member.calls.filter((action) => !allowed.includes(action))).toEqual([]);
        if (outcome.status === "done") expect(wanted).toEqual([]);
        if (outcome.status === "nothing-to-do") expect(after).toEqual(before);
        if (outcome.status === "stale") expect(after).toEqual(before);
        // Late answers show what is gone already: even then the run must not say that nothing happened.
        if (outcome.status === "refused") expect(after).toEqual(before);
        const known = found === null ? null : credentialsOf(found).map(({ kind, name }) => `${kind} ${name}`);
        const strange = before.filter(({ kind, name }) => known?.includes(`${kind} ${name}`) === false);
        if (strange.length > 0) expect(after).toEqual(before);
      }),
      { numRuns: 500 },
    );
  });
});
