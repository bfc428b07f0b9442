import { describe, expect, it } from "vitest";
import { seen, unseen } from "../core/fact.ts";
import type { AccountFacts } from "./account-facts.ts";
import { coverage, type Covered } from "./coverage.ts";
import type { Manifest } from "./manifest.ts";
import { unreadOrganization } from "./unread-organization.ts";

const at = "2026-11-21T03:00:00Z";
const known = <T>(value: T) => seen(value, "test", at);
const flags = { mfa: known(true), accessKeys: known(false), password: known(true), certificates: known(false) };
const blind = (why: Parameters<typeof unseen>[0], needs?: string) => {
  const fact = unseen(why, needs);
  return { mfa: fact, accessKeys: fact, password: fact, certificates: fact };
};

const manifest: Manifest = {
  schema: "rootward.snapshot/v1",
  mode: "org+roles",
  partition: "aws",
  caller: { account: "111111111111", arn: "arn:aws:iam::111111111111:role/x" },
  startedAt: at,
  finishedAt: at,
  complete: true,
  accounts: 2,
  asked: { assumeRoot: false, mail: false, credentialReport: false },
  memberRole: "RootwardReader",
};
const organization = {
  ...unreadOrganization(unseen("not-in-mode")),
  rootFeatures: known(["RootCredentialsManagement"]),
};

const member = (id: string, more: Partial<AccountFacts> = {}): AccountFacts => ({
  id,
  kind: "member",
  state: known("ACTIVE"),
  flags,
  ...more,
});
/** An account that a run came to the end of: every property is there, seen or not. */
const read = (id: string): AccountFacts => {
  const quiet = unseen("not-in-mode");
  return member(id, {
    iam: quiet,
    devices: quiet,
    keys: quiet,
    certificates: quiet,
    loginProfile: quiet,
    report: quiet,
    contact: quiet,
    contactVerification: quiet,
    emailUpdate: quiet,
    email: quiet,
    path: quiet,
    createdAt: quiet,
    alternates: { security: quiet, billing: quiet, operations: quiet },
    signin: { configuration: quiet, policy: quiet, statements: quiet },
  });
};
const stated = (change: Partial<Manifest>, ...accounts: readonly AccountFacts[]) =>
  coverage({ manifest: { ...manifest, ...change }, organization, accounts } satisfies Covered);

describe("what a snapshot covers", () => {
  it("says so in one line when nothing is missing", () => {
    expect(stated({}, member("1"), member("2"))).toMatchObject({ line: "2 of 2 accounts", step: null, complete: true });
  });

  it("names the members without root facts and the flag that reads them", () => {
    const quiet = stated({ mode: "org" }, member("1", { flags: blind("not-in-mode") }), member("2"));
    expect(quiet.line).toBe("2 of 2 accounts; root facts of 1 member not read: run again with --assume-root");
    expect(quiet.complete).toBe(true);
  });

  it("counts an account as not evaluated as soon as one fact carries a reason that counts", () => {
    const run = stated({}, member("1", { contact: unseen("denied", "account:GetContactInformation") }), member("2"));
    expect(run).toMatchObject({
      evaluated: 1,
      complete: false,
      line: "1 of 2 accounts; something was denied at 1 account: allow account:GetContactInformation",
      notEvaluated: [{ account: "1", reason: "denied", what: ["the primary contact and its phone"] }],
    });
  });

  it("names the reason that comes first when there are several", () => {
    const run = stated(
      {},
      member("1", { flags: blind("throttled"), iam: unseen("no-role", "sts:AssumeRole") }),
      member("2"),
    );
    expect(run.notEvaluated).toMatchObject([{ reason: "throttled" }]);
    expect(run.step).toBe("run again with --resume");
  });

  it("leaves accounts that are not ACTIVE out of it, and counts them apart", () => {
    const closed = member("2", { state: known("SUSPENDED"), flags: blind("denied") });
    expect(stated({}, member("1"), closed)).toMatchObject({ notActive: 1, notEvaluated: [], line: "2 of 2 accounts" });
  });

  it("counts accounts that were asked for and never reached", () => {
    const run = stated({ finishedAt: null, complete: false, accounts: 318 }, read("1"), read("2"));
    expect(run).toMatchObject({ requested: 318, evaluated: 2, complete: false });
    expect(run.line).toBe("2 of 318 accounts; the run was interrupted: run again with --resume");
  });

  it("counts an account of an interrupted run that was listed and not read to its end as not evaluated", () => {
    const { contact: _, ...half } = read("2");
    const unfinished: Partial<Manifest> = { finishedAt: null, complete: false, accounts: 3 };
    const run = stated(unfinished, read("1"), half, { id: "3", kind: "member", state: known("ACTIVE") });
    expect(run).toMatchObject({ requested: 3, evaluated: 1 });
    expect(run.notEvaluated.map(({ account, reason }) => [account, reason])).toEqual([
      ["2", "unreachable"],
      ["3", "unreachable"],
    ]);
    expect(run.notEvaluated[0]?.what).toEqual(["the primary contact and its phone"]);
    const expired = stated({ ...unfinished, stopped: "credentials-expired" }, read("1"), read("2"), half);
    expect(expired.notEvaluated[0]?.reason).toBe("credentials-expired");
  });

  it("counts an account read only for others not among those asked for", () => {
    const run = stated({ accounts: 1 }, member("1"), member("2", { context: true, flags: blind("denied") }));
    expect(run).toMatchObject({ requested: 1, evaluated: 1, notEvaluated: [] });
  });

  it("lists once each what was not looked at, with the step; a missing property reads as not asked", () => {
    const run = stated({}, member("1"), member("2", { report: unseen("not-asked", "--credential-report") }));
    const report = run.notLookedAt.filter(({ what }) => what.includes("ages"));
    expect(report).toEqual([
      {
        reason: "not-asked",
        what: "ages and last use of root's credentials",
        step: "--credential-report",
        accounts: 2,
      },
    ]);
    expect(run.notLookedAt).toContainEqual({
      reason: "not-asked",
      what: "mail transport of the root mailboxes",
      step: "--mail",
      accounts: null,
    });
  });

  it("says when the credentials of IAM users were not read, and the flag that reads them", () => {
    const asked = unseen("not-asked", "--credential-report");
    const run = stated({}, member("1", { report: asked, users: asked, userDevices: unseen("not-in-mode") }));
    expect(run.notLookedAt).toContainEqual({
      reason: "not-asked",
      what: "passwords, keys and MFA of IAM users",
      step: "--credential-report",
      accounts: 1,
    });
    expect(run.notLookedAt).toContainEqual({
      reason: "not-in-mode",
      what: "virtual MFA devices of IAM users",
      step: expect.stringContaining("--mode org+roles"),
      accounts: 1,
    });
    const both = stated({}, member("1", { users: known([]), userDevices: known([]) }), member("2"));
    expect(both.notLookedAt.filter(({ what }) => what.includes("IAM users")).map(({ accounts }) => accounts)).toEqual([
      1, 1,
    ]);
    const denied = stated({}, member("1", { users: unseen("denied", "iam:GetCredentialReport") }));
    expect(denied.notEvaluated).toMatchObject([{ needs: "iam:GetCredentialReport" }]);
  });

  it("takes an account of an older snapshot, without the facts of IAM users, for read to its end", () => {
    const older = read("1");
    expect(older).not.toHaveProperty("users");
    const run = stated({ finishedAt: null, complete: false }, older);
    expect(run.notEvaluated).toEqual([]);
    expect(run.notLookedAt.map(({ what }) => what)).toContain("passwords, keys and MFA of IAM users");
  });

  it("is not complete when a fact of the organization was denied", () => {
    const denied = { ...organization, policies: unseen("denied", "organizations:ListPolicies") };
    const run = coverage({ manifest, organization: denied, accounts: [member("1"), member("2")] });
    expect(run).toMatchObject({ complete: false, organizationGaps: [{ what: "SCPs and RCPs", reason: "denied" }] });
    expect(run.step).toContain("reader policy");
  });
});
