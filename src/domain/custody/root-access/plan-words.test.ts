import { describe, expect, it } from "vitest";
import { taskPolicies } from "../../root-tasks/task-policies.ts";
import { callsOf } from "./calls-of.ts";
import { plansForTest } from "./plans-for-test.ts";
import { type RootAccessPlan, taskPolicyOfTask } from "./root-access-plan.ts";
import { warningsOf } from "./warnings-of.ts";

const actionsOf = (plan: RootAccessPlan) => callsOf(plan).map(({ action }) => action);
const writesOf = (plan: RootAccessPlan) => callsOf(plan).flatMap(({ action, isWrite }) => (isWrite ? [action] : []));
const deletion = plansForTest["delete-credentials"];

describe("the calls of a plan", () => {
  it("begin with the session: a member's names the account and the task policy, the switch's the management account", () => {
    for (const plan of Object.values(plansForTest)) {
      const [first] = callsOf(plan);
      if (plan.task === "enable") expect(first).toMatchObject({ action: "sts:AssumeRole", isWrite: false });
      else expect(first).toMatchObject({ action: "sts:AssumeRoot", isWrite: false });
      expect(first?.what).toContain(plan.task === "enable" ? "111111111111" : "333333333333");
    }
    expect(callsOf(deletion)[0]?.what).toContain("IAMDeleteRootUserCredentials");
  });

  it("stay within what the task policy lets a session do", () => {
    for (const plan of Object.values(plansForTest)) {
      if (plan.task === "enable") continue;
      const allowed = taskPolicies.find(({ id }) => id === taskPolicyOfTask[plan.task])?.actions ?? [];
      const others = actionsOf(plan).filter((action) => action !== "sts:AssumeRoot" && !allowed.includes(action));
      expect([plan.task, others]).toEqual([plan.task, []]);
    }
  });

  it("delete the password first and deactivate the MFA devices last, each by its name", () => {
    expect(writesOf(deletion)).toEqual([
      "iam:DeleteLoginProfile",
      "iam:DeleteAccessKey",
      "iam:DeleteSigningCertificate",
      "iam:DeactivateMFADevice",
      "iam:DeactivateMFADevice",
    ]);
    const words = callsOf(deletion).map(({ what }) => what);
    expect(words).toContain("Deletes the access key AKIAROOTROOTROOT0001.");
    expect(words).toContain("Deactivates the MFA device GAHT00000042.");
  });

  it("delete nothing of a kind that is not there or not asked for, and say `every` where nobody looked", () => {
    const none = { password: false, accessKeys: [], certificates: [], mfa: [] };
    expect(writesOf({ ...deletion, found: none })).toEqual([]);
    expect(writesOf({ ...deletion, delete: ["mfa"] })).toEqual(["iam:DeactivateMFADevice", "iam:DeactivateMFADevice"]);
    const blind = callsOf({ ...deletion, found: null }).filter(({ isWrite }) => isWrite);
    expect(blind.map(({ what }) => what)).toContain("Deletes every access key of root that is there.");
    expect(blind).toHaveLength(4);
  });

  it("switch on trusted access before the feature, and only when it is off", () => {
    const { enable } = plansForTest;
    expect(writesOf(enable)).toEqual(["iam:EnableOrganizationsRootSessions"]);
    expect(writesOf({ ...enable, trustedAccess: true, feature: "RootCredentialsManagement" })).toEqual([
      "organizations:EnableAWSServiceAccess",
      "iam:EnableOrganizationsRootCredentialsManagement",
    ]);
    expect(writesOf({ ...enable, on: false, feature: "RootCredentialsManagement" })).toEqual([
      "iam:DisableOrganizationsRootCredentialsManagement",
    ]);
  });

  it("put or delete a bucket's policy as the plan says, and read it before and after", () => {
    const plan = plansForTest["unlock-bucket"];
    expect(actionsOf(plan)).toEqual([
      "sts:AssumeRoot",
      "s3:GetBucketPolicy",
      "s3:DeleteBucketPolicy",
      "s3:GetBucketPolicy",
    ]);
    expect(writesOf({ ...plan, policy: "{}" })).toEqual(["s3:PutBucketPolicy"]);
    expect(writesOf(plansForTest["unlock-queue"])).toEqual(["sqs:SetQueueAttributes"]);
  });

  it("name a way back for every write but those that have none", () => {
    const without = Object.values(plansForTest).flatMap((plan) =>
      callsOf(plan).flatMap(({ action, isWrite, undo }) => (isWrite && undo === null ? [action] : [])),
    );
    expect([...new Set(without)]).toEqual([
      "iam:DeleteAccessKey",
      "iam:DeleteSigningCertificate",
      "iam:DeactivateMFADevice",
    ]);
    expect(
      Object.values(plansForTest)
        .flatMap(callsOf)
        .filter(({ isWrite, undo }) => !isWrite && undo !== null),
    ).toEqual([]);
  });
});

describe("the warnings of a plan", () => {
  const said = (plan: RootAccessPlan) => warningsOf(plan).join("\n");

  it("say of recovery that no password is set, who can set one, and that MFA is not asked", () => {
    expect(said(plansForTest["allow-recovery"])).toMatch(/sets no password/);
    expect(said(plansForTest["allow-recovery"])).toMatch(/reads the root mailbox/);
    expect(said(plansForTest["allow-recovery"])).toMatch(/without MFA/);
  });

  it("say of a deletion that it is for good, and that nobody looked where nobody did", () => {
    expect(said(deletion)).toMatch(/cannot be undone/);
    expect(said(deletion)).toMatch(/MFA devices last/);
    expect(said(deletion)).not.toMatch(/Nobody has looked/);
    expect(said({ ...deletion, found: null })).toMatch(/Nobody has looked/);
  });

  it("say first that MFA devices go and a password stays", () => {
    const first = (plan: RootAccessPlan) => warningsOf(plan)[0];
    expect(first({ ...deletion, delete: ["mfa"] })).toMatch(/leaves the password: root then signs in without MFA/);
    expect(first({ ...deletion, delete: ["mfa"], found: null })).toMatch(/if root has one/);
    const found = { password: false, accessKeys: [], certificates: [], mfa: ["GAHT00000042"] };
    expect(said({ ...deletion, delete: ["mfa"], found })).not.toMatch(/leaves the password/);
  });

  it("say of every session that it cannot be recalled and ends within 15 minutes", () => {
    for (const plan of Object.values(plansForTest)) {
      if (plan.task !== "enable") expect(said(plan)).toMatch(/cannot be recalled; it ends by itself within 15 minutes/);
    }
  });

  it("say of a switch that nothing is deleted or restored, and of what is not documented that it is not", () => {
    const { enable } = plansForTest;
    expect(said(enable)).toMatch(/deletes nothing and restores nothing/);
    expect(said({ ...enable, trustedAccess: true })).toMatch(/come back/);
    const off = said({ ...enable, on: false, feature: "RootCredentialsManagement" });
    expect(off).toMatch(/deletes nothing and restores nothing/);
    expect(off).toMatch(/mailbox and phone is not documented: count on it being possible/);
  });

  it("say first that a new policy locks its bucket or queue again", () => {
    const deny = (Action: string) =>
      JSON.stringify({ Statement: [{ Effect: "Deny", Principal: "*", Action, Resource: "*" }] });
    const first = (plan: RootAccessPlan) => warningsOf(plan)[0];
    expect(first({ ...plansForTest["unlock-bucket"], policy: deny("s3:*") })).toMatch(/locks the bucket again/);
    expect(first({ ...plansForTest["unlock-queue"], policy: deny("sqs:*") })).toMatch(/locks the queue again/);
    expect(said({ ...plansForTest["unlock-queue"], policy: deny("s3:*") })).not.toMatch(/again\./);
  });

  it("never show the mailbox: faces mask it where they print it", () => {
    for (const plan of Object.values(plansForTest)) expect(said(plan)).not.toContain("@");
  });
});
