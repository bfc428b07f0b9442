import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { deedIds as ids, startDeedTrial, type DeedTrial } from "../../../test/support/deed-trial.ts";
import { rejectedRow } from "../../../test/support/rejected-row.ts";
import { plansForTest } from "../../domain/custody/root-access/plans-for-test.ts";
import type { SwitchPlan } from "../../domain/custody/root-access/root-access-plan.ts";
import { type FeatureSwitchDeeds, featureSwitchDeeds } from "./feature-switch-deeds.ts";
import { type FeatureSwitchDeps, runFeatureSwitch } from "./run-feature-switch.ts";

const credentials: SwitchPlan = { ...plansForTest.enable, feature: "RootCredentialsManagement" };

describe("switching central root access at the pretend AWS", () => {
  let trial: DeedTrial;
  beforeEach(async () => {
    trial = await startDeedTrial();
  });
  afterEach(() => trial.close());
  const features = () => trial.server.state.organization?.rootFeatures ?? new Set();
  const run = async (plan: SwitchPlan, change: Partial<FeatureSwitchDeps> = {}, account: string = ids.management) => {
    const calls: string[] = [];
    const waits: number[] = [];
    const outcome = await runFeatureSwitch({
      sessionAccount: plan.management,
      deeds: featureSwitchDeeds(await trial.admin(account)),
      readFeatures: () => Promise.resolve([...features()] as string[]),
      onCall: ({ action, outcome: each }) => calls.push(`${action} ${each}`),
      sleep: (millis) => Promise.resolve(void waits.push(millis)),
      ...change,
    })(plan);
    return { outcome, calls, waits };
  };

  it("switches each feature off and on, and leaves alone what is as it should be", async () => {
    for (const feature of ["RootCredentialsManagement", "RootSessions"] as const) {
      const plan = { ...credentials, feature };
      expect(await run(plan)).toMatchObject({ outcome: { status: "nothing-to-do" }, calls: [] });
      expect(await run({ ...plan, on: false })).toMatchObject({
        outcome: { status: "done", done: [`${feature} is off`] },
        calls: [`iam:DisableOrganizations${feature} done`],
      });
      expect(features().has(feature)).toBe(false);
      expect((await run({ ...plan, on: false })).outcome.status).toBe("nothing-to-do");
      expect((await run(plan)).outcome).toEqual({ status: "done", done: [`${feature} is on`], left: [] });
      expect(features().has(feature)).toBe(true);
    }
  });

  it("gives trusted access first, and finds features that were on before on again", async () => {
    trial.server.state.organization?.trusted.delete("iam.amazonaws.com");
    expect((await run({ ...credentials, trustedAccess: true })).calls).toEqual([
      "organizations:EnableAWSServiceAccess done",
    ]);
    trial.server.state.organization?.trusted.delete("iam.amazonaws.com");
    features().clear();
    const { outcome, calls } = await run({ ...credentials, trustedAccess: true });
    expect(outcome).toMatchObject({
      status: "done",
      done: ["trusted access of iam.amazonaws.com is on", "RootCredentialsManagement is on"],
    });
    expect(calls).toEqual([
      "organizations:EnableAWSServiceAccess done",
      "iam:EnableOrganizationsRootCredentialsManagement done",
    ]);
  });

  it("is refused without trusted access, and says that a new plan switches it on", async () => {
    trial.server.state.organization?.trusted.delete("iam.amazonaws.com");
    features().clear();
    expect((await run(credentials)).outcome).toMatchObject({
      status: "refused",
      code: "ServiceAccessNotEnabled",
      next: expect.stringContaining("new plan"),
    });
  });

  it("is refused before any call with a session of another account", async () => {
    const switched = run({ ...credentials, on: false }, { sessionAccount: `aws:${ids.member}` });
    expect(await rejectedRow(switched)).toBe("ROOT_ACCESS_OTHER_SESSION");
    expect(features().has("RootCredentialsManagement")).toBe(true);
  });

  it("is refused to a member, with the account that could", async () => {
    features().clear();
    expect((await run(credentials, {}, ids.member)).outcome).toMatchObject({
      status: "refused",
      action: "iam:EnableOrganizationsRootCredentialsManagement",
      next: expect.stringContaining("management account"),
    });
  });

  it("takes the switch's own answer where the person may not read the features", async () => {
    features().clear();
    const readFeatures = () => Promise.resolve(null);
    expect((await run(credentials, { readFeatures })).outcome).toMatchObject({ status: "done" });
    expect((await run(credentials, { readFeatures }, ids.member)).outcome).toMatchObject({ status: "refused" });
  });
});

describe("switching central root access when something goes wrong", () => {
  const refused = (code: string) => ({ status: "refused", action: "iam:Enable", code, message: "no" }) as const;
  const deedsOf = (change: Partial<FeatureSwitchDeeds>): FeatureSwitchDeeds => {
    const none = () => Promise.resolve(refused("AccessDenied"));
    return {
      enableAwsServiceAccess: () => Promise.resolve({ status: "done", value: null }),
      enableOrganizationsRootCredentialsManagement: none,
      disableOrganizationsRootCredentialsManagement: none,
      enableOrganizationsRootSessions: none,
      disableOrganizationsRootSessions: none,
      ...change,
    };
  };
  const run = async (deeds: FeatureSwitchDeeds, reads: readonly (readonly string[] | null)[], plan = credentials) => {
    const waits: number[] = [];
    let read = -1;
    const outcome = await runFeatureSwitch({
      sessionAccount: plan.management,
      deeds,
      readFeatures: () => Promise.resolve(reads[Math.min((read += 1), reads.length - 1)] ?? null),
      onCall: () => undefined,
      sleep: (millis) => Promise.resolve(void waits.push(millis)),
    })(plan);
    return { outcome, waits };
  };

  it("waits for trusted access to reach IAM", async () => {
    let left = 2;
    const enableOrganizationsRootCredentialsManagement = () => {
      left -= 1;
      if (left >= 0) return Promise.resolve(refused("ServiceAccessNotEnabled"));
      return Promise.resolve({ status: "done", value: ["RootCredentialsManagement"] } as const);
    };
    const deeds = deedsOf({ enableOrganizationsRootCredentialsManagement });
    const { outcome, waits } = await run(deeds, [[], ["RootCredentialsManagement"]], {
      ...credentials,
      trustedAccess: true,
    });
    expect(outcome.status).toBe("done");
    expect(waits).toEqual([1000, 2000]);
  });

  it("says that trusted access is on and the feature is not when the second call is refused", async () => {
    expect((await run(deedsOf({}), [[]], { ...credentials, trustedAccess: true })).outcome).toMatchObject({
      status: "partial",
      done: ["trusted access of iam.amazonaws.com is on"],
      notDone: ["RootCredentialsManagement is not on"],
      refusal: { code: "AccessDenied" },
    });
  });

  it("goes by what is read where the answer was lost, and says when that could not be read either", async () => {
    const lost = deedsOf({
      enableOrganizationsRootCredentialsManagement: () => Promise.resolve(refused("Unreachable")),
    });
    expect((await run(lost, [[], ["RootCredentialsManagement"]])).outcome.status).toBe("done");
    expect(await run(lost, [[]])).toMatchObject({
      outcome: {
        status: "partial",
        notDone: ["RootCredentialsManagement is not on"],
        refusal: { code: "Unreachable" },
      },
      waits: [1000, 2000, 4000, 8000],
    });
    expect((await run(lost, [null])).outcome).toMatchObject({
      status: "partial",
      notDone: ["whether RootCredentialsManagement is on could not be read"],
    });
  });

  it("is not done while the features that are read say otherwise than the switch's answer", async () => {
    const value = ["RootCredentialsManagement"];
    const deeds = deedsOf({
      enableOrganizationsRootCredentialsManagement: () => Promise.resolve({ status: "done", value }),
    });
    const { outcome, waits } = await run(deeds, [[]]);
    expect(outcome).toMatchObject({ status: "partial", notDone: ["RootCredentialsManagement is not on"] });
    expect(waits).toHaveLength(4);
  });
});
