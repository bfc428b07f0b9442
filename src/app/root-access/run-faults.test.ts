import { describe, expect, it } from "vitest";
import { rejectedRow } from "../../../test/support/rejected-row.ts";
import { plansForTest } from "../../domain/custody/root-access/plans-for-test.ts";
import type { MemberPlan } from "../../domain/custody/root-access/root-access-plan.ts";
import { type FakeMember, type Fault, fakeMember } from "./run/member-for-test.ts";
import { runRootAccess } from "./run-root-access.ts";

const found = plansForTest["delete-credentials"].found ?? { password: true, accessKeys: [], certificates: [], mfa: [] };
const deletion = plansForTest["delete-credentials"];
const bucket = plansForTest["unlock-bucket"];
const policy = (action: string) =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Deny", Action: action }] });

const run = async (member: FakeMember, plan: MemberPlan, keep: () => Promise<void> = () => Promise.resolve()) => {
  const waits: number[] = [];
  const outcome = await runRootAccess({
    sessionAccount: plan.account,
    deeds: member.deeds,
    onCall: () => undefined,
    keepOldPolicy: keep,
    sleep: (millis) => Promise.resolve(void waits.push(millis)),
  })(plan);
  return { outcome, waits };
};
const deleted = (faults: readonly Fault[]) => fakeMember({ has: found }, faults);

describe("deleting credentials when something goes wrong", () => {
  it("writes nothing when one of the lists cannot be read", async () => {
    for (const action of [
      "iam:GetLoginProfile",
      "iam:ListAccessKeys",
      "iam:ListSigningCertificates",
      "iam:ListMFADevices",
    ]) {
      const member = deleted([{ action, code: "AccessDenied" }]);
      expect((await run(member, deletion)).outcome).toMatchObject({ status: "refused", action });
      expect(member.has).toEqual(found);
    }
  });

  it("deactivates no MFA device while the password stays, and says what is done and what is not", async () => {
    const member = deleted([{ action: "iam:DeleteLoginProfile", code: "AccessDenied" }]);
    const { outcome } = await run(member, deletion);
    expect(member.has).toEqual({ ...found, accessKeys: [], certificates: [] });
    expect(member.calls).not.toContain("iam:DeactivateMFADevice");
    expect(outcome).toMatchObject({
      status: "partial",
      done: ["the access key AKIAROOTROOTROOT0001 is deleted", "the signing certificate CERTROOT1 is deleted"],
      notDone: [
        "the password is still there",
        "the MFA device GAHT00000042 is still there",
        "the MFA device arn:aws:iam::333333333333:mfa/phone is still there",
      ],
      refusal: { action: "iam:DeleteLoginProfile", code: "AccessDenied" },
    });
  });

  it("keeps the MFA devices when it cannot tell whether the password is gone", async () => {
    const member = deleted([
      { action: "iam:DeleteLoginProfile", code: "Unreachable" },
      { action: "iam:GetLoginProfile", code: "Unreachable", from: 2 },
    ]);
    const { outcome } = await run(member, deletion);
    expect(member.has.mfa).toEqual(found.mfa);
    expect(outcome).toMatchObject({ status: "partial" });
    expect(outcome.status === "partial" ? outcome.notDone : []).toContain(
      "whether the password is deleted is not known",
    );
  });

  it("goes on when only the answer to the password's deletion was lost", async () => {
    const member = deleted([{ action: "iam:DeleteLoginProfile", code: "Unreachable", happens: true }]);
    const { outcome } = await run(member, deletion);
    expect(outcome).toMatchObject({ status: "done" });
    expect(member.has).toEqual({ password: false, accessKeys: [], certificates: [], mfa: [] });
  });

  it("never says that nothing happened when nobody answered and the old state is still shown", async () => {
    const member = deleted([{ action: "iam:DeleteLoginProfile", code: "Unreachable", happens: true }]);
    member.lag = 99;
    const { outcome, waits } = await run(member, { ...deletion, delete: ["password"] });
    expect(outcome).toMatchObject({ status: "partial", refusal: { code: "Unreachable" } });
    expect(waits).toHaveLength(4);
    const unknown = deleted([{ action: "iam:DeleteLoginProfile", code: "NeverHeardOf" }]);
    expect((await run(unknown, { ...deletion, delete: ["password"] })).outcome.status).toBe("partial");
  });

  it("is refused as a whole when nothing could be deleted", async () => {
    const member = deleted([{ action: "iam:DeleteLoginProfile", code: "AccessDenied" }]);
    const { outcome } = await run(member, { ...deletion, delete: ["password"] });
    expect(outcome).toMatchObject({ status: "refused", action: "iam:DeleteLoginProfile", code: "AccessDenied" });
  });

  it("stops at the end of the session, and never calls done what it could not read back", async () => {
    const ended = (action: string, from = 1): Fault => ({ action, code: "ExpiredToken", from });
    const member = deleted([
      ended("iam:DeleteSigningCertificate"),
      ended("iam:GetLoginProfile", 2),
      ended("iam:ListAccessKeys", 2),
    ]);
    const { outcome } = await run(member, deletion);
    expect(member.calls).not.toContain("iam:DeactivateMFADevice");
    expect(outcome).toMatchObject({
      status: "partial",
      done: ["the password is deleted", "the access key AKIAROOTROOTROOT0001 is deleted"],
      refusal: { code: "ExpiredToken", next: expect.stringContaining("new request") },
    });
    expect(outcome.status === "partial" ? outcome.notDone.at(-1) : "").toBe(
      "what root still has could not be read back",
    );
  });

  it("reads back again while AWS still shows what it deleted", async () => {
    const member = deleted([]);
    member.lag = 2;
    const { outcome, waits } = await run(member, { ...deletion, delete: ["certificates"] });
    expect(outcome).toMatchObject({ status: "done" });
    expect(waits).toEqual([1000, 2000]);
  });

  it("is not done while the account's summary still counts what the lists no longer show", async () => {
    const member = deleted([]);
    member.summary = { accessKeys: true };
    const { outcome, waits } = await run(member, deletion);
    expect(outcome).toMatchObject({ status: "partial" });
    expect(outcome.status === "partial" ? outcome.notDone : []).toEqual([
      "the account's summary still counts access keys, which the lists no longer show",
    ]);
    expect(waits).toHaveLength(4);
  });

  it("is done by the lists where the summary lacks a number or cannot be read", async () => {
    const lacking = deleted([]);
    lacking.summary = { accessKeys: null };
    expect((await run(lacking, deletion)).outcome.status).toBe("done");
    expect(
      (await run(deleted([{ action: "iam:GetAccountSummary", code: "AccessDenied" }]), deletion)).outcome.status,
    ).toBe("done");
  });

  it("counts as stale a password that an audit did not find, also where the plan does not touch passwords", async () => {
    const member = deleted([]);
    const plan = { ...deletion, delete: ["certificates" as const], found: { ...found, password: false } };
    expect((await run(member, plan)).outcome).toMatchObject({
      status: "stale",
      detail: "the plan does not know of the password",
    });
    expect(member.has).toEqual(found);
  });

  it("does not mind that something the audit found is gone", async () => {
    const member = fakeMember({ has: { ...found, certificates: [], mfa: [] } });
    expect((await run(member, deletion)).outcome).toMatchObject({ status: "done", left: [] });
  });
});

describe("allowing recovery when something goes wrong", () => {
  const recovery = plansForTest["allow-recovery"];

  it("counts as allowed already when AWS says so", async () => {
    const member = fakeMember({}, [{ action: "iam:CreateLoginProfile", code: "EntityAlreadyExists" }]);
    expect((await run(member, recovery)).outcome.status).toBe("nothing-to-do");
  });

  it("is refused when it was and reading shows it, done when only the answer was lost", async () => {
    const refused = fakeMember({}, [{ action: "iam:CreateLoginProfile", code: "AccessDenied" }]);
    expect((await run(refused, recovery)).outcome).toMatchObject({
      status: "refused",
      action: "iam:CreateLoginProfile",
    });
    const lost = fakeMember({}, [{ action: "iam:CreateLoginProfile", code: "Unreachable", happens: true }]);
    expect((await run(lost, recovery)).outcome.status).toBe("done");
    const open = fakeMember({}, [{ action: "iam:CreateLoginProfile", code: "Unreachable" }]);
    expect((await run(open, recovery)).outcome.status).toBe("partial");
  });

  it("is not called done where it could not be read back", async () => {
    const member = fakeMember({}, [{ action: "iam:GetLoginProfile", code: "Unreachable", from: 2 }]);
    expect((await run(member, recovery)).outcome).toMatchObject({
      status: "partial",
      refusal: { code: "Unreachable" },
    });
  });
});

describe("unlocking when something goes wrong", () => {
  const locked = (faults: readonly Fault[] = []) => fakeMember({ bucket: policy("*") }, faults);

  it("writes nothing when the old text could not be kept", async () => {
    const member = locked();
    const full = () => Promise.reject(new Error("the disk is full"));
    await expect(run(member, bucket, full)).rejects.toThrow("the disk is full");
    expect(member.calls).toEqual(["s3:GetBucketPolicy"]);
  });

  it("keeps the old text before it writes, not after", async () => {
    const member = locked();
    let before: readonly string[] = [];
    await run(member, bucket, () => Promise.resolve(void (before = [...member.calls])));
    expect(before).toEqual(["s3:GetBucketPolicy"]);
  });

  it("is done when only the answer was lost, refused when the old policy is still there", async () => {
    const lost = locked([{ action: "s3:DeleteBucketPolicy", code: "Unreachable", happens: true }]);
    expect((await run(lost, bucket)).outcome.status).toBe("done");
    const open = locked([{ action: "s3:DeleteBucketPolicy", code: "Unreachable" }]);
    expect((await run(open, bucket)).outcome).toMatchObject({ status: "partial", refusal: { code: "Unreachable" } });
    const refused = locked([{ action: "s3:DeleteBucketPolicy", code: "AccessDenied" }]);
    expect((await run(refused, bucket)).outcome).toMatchObject({ status: "refused", code: "AccessDenied" });
  });

  it("is not called done where it could not be read back", async () => {
    const member = locked([{ action: "s3:GetBucketPolicy", code: "ExpiredToken", from: 2 }]);
    expect((await run(member, bucket)).outcome).toMatchObject({
      status: "partial",
      done: ["AWS said that the policy of bucket pay-logs is deleted"],
      notDone: ["the policy of bucket pay-logs could not be read back"],
    });
  });

  it("waits while AWS still shows the old policy, and in the end says that it does", async () => {
    const soon = locked();
    soon.lag = 3;
    expect(await run(soon, bucket)).toMatchObject({ outcome: { status: "done" }, waits: [1000, 2000] });
    const never = locked();
    never.lag = 99;
    const { outcome, waits } = await run(never, bucket);
    expect(outcome).toMatchObject({ status: "partial", refusal: null });
    expect(waits).toEqual([1000, 2000, 4000, 8000]);
  });

  it("does not call done a policy that is neither the old nor the planned one", async () => {
    const member = locked();
    const deeds = {
      ...member.deeds,
      putBucketPolicy: (input: { readonly bucket: string; readonly region: string; readonly policy: string }) =>
        member.deeds.putBucketPolicy({ ...input, policy: policy("s3:Put*") }),
    };
    const { outcome } = await run({ ...member, deeds }, { ...bucket, policy: policy("s3:Get*") });
    expect(outcome).toMatchObject({
      status: "partial",
      notDone: [expect.stringContaining("neither the old nor the planned")],
    });
  });
});

describe("a session of another account", () => {
  it("is refused before any call, in the same partition and in another", async () => {
    for (const sessionAccount of ["aws:111111111111", "aws-cn:333333333333", "333333333333"]) {
      const member = deleted([]);
      const run = runRootAccess({
        sessionAccount,
        deeds: member.deeds,
        onCall: () => undefined,
        keepOldPolicy: () => Promise.resolve(),
        sleep: () => Promise.resolve(),
      });
      expect(await rejectedRow(run(deletion))).toBe("ROOT_ACCESS_OTHER_SESSION");
      expect(member.calls).toEqual([]);
    }
  });
});
