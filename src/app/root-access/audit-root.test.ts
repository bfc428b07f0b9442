import { afterEach, describe, expect, it } from "vitest";
import { readerOrganization, startTrial, type Trial } from "../../../test/support/collect-trial.ts";
import { trialIds as ids } from "../../demo/trial-organization.ts";
import type { OrganizationFile } from "../../demo/organization-file.ts";
import { isSeen } from "../../domain/core/fact.ts";
import type { Aws } from "../../world/aws/open-aws.ts";
import { type AuditAsk, type AuditDeps, type AuditOutcome, auditRoot } from "./audit-root.ts";
import { type AuditedMember, foundOf, type ReadMember } from "./audit/audited-member.ts";
import { organizationReads } from "./organization/organization-reads.ts";

const central = `arn:aws:iam::${ids.management}:user/central`;

describe("auditing root of members", () => {
  let trial: Trial | undefined;
  let aws: Aws | undefined;
  afterEach(async () => {
    aws?.close();
    await trial?.close();
  });
  const open = async (as: string, file: OrganizationFile = readerOrganization()) => {
    trial = await startTrial(file);
    trial.useCredentials(as);
    aws = await trial.open();
    const { session } = aws;
    const counters = trial.server.counters;
    const audit = (ask: Partial<AuditAsk> = {}, change: Partial<AuditDeps> = {}) =>
      auditRoot({ session, reads: organizationReads(session), askForAudit: () => Promise.resolve(true), ...change })({
        accounts: null,
        concurrency: 2,
        ...ask,
      });
    return { audit, trial, assumed: () => counters().operations["sts:AssumeRoot"] ?? 0 };
  };

  it("reads password, keys, certificates and devices with their kinds, and names apart who is not ACTIVE", async () => {
    const { audit, assumed } = await open(central);
    const progress: string[] = [];
    const outcome = await audit({}, { onProgress: ({ done, total }) => progress.push(`${done}/${total}`) });
    expect(membersOf(outcome).map(({ account, name, status }) => [account, name, status])).toEqual([
      [ids.delegate, "two", "audited"],
      [ids.full, "Payments", "audited"],
      [ids.bare, "four", "audited"],
      [ids.suspended, "five", "left-out"],
    ]);
    expect(membersOf(outcome).at(-1)).toMatchObject({ reason: "not-active", detail: "it is SUSPENDED" });
    const full = readOf(outcome, ids.full);
    expect(full.password).toMatchObject({ value: true, source: "iam:GetLoginProfile" });
    expect(full.keys).toMatchObject({
      value: [
        { id: "AKIAROOTROOTROOT0001", active: true },
        { id: "AKIAROOTROOTROOT0002", active: false },
      ],
    });
    expect(full.certificates).toMatchObject({ value: [{ id: "CERTROOT1", active: false }] });
    const kinds = isSeen(full.devices) ? full.devices.value.map(({ kind }) => kind).toSorted() : [];
    expect(kinds).toEqual(["fido", "hardware", "virtual"]);
    expect(foundOf(full)).toMatchObject({ password: true, certificates: ["CERTROOT1"] });
    expect(foundOf(full)?.mfa).toHaveLength(3);
    expect(foundOf(readOf(outcome, ids.bare))).toEqual({ password: false, accessKeys: [], certificates: [], mfa: [] });
    expect(progress).toEqual(["1/3", "2/3", "3/3"]);
    expect(assumed()).toBe(3);
  });

  it("assumes nothing before somebody said yes to the number of accounts", async () => {
    const { audit, assumed } = await open(central);
    const asked: number[] = [];
    const askForAudit = (accounts: number) => Promise.resolve(asked.push(accounts) < 0);
    expect(await audit({}, { askForAudit })).toEqual({ status: "declined", accounts: 3 });
    expect([asked, assumed()]).toEqual([[3], 0]);
  });

  it("audits the accounts that are named, and loses none: management, strangers and closed ones are named apart", async () => {
    const { audit, assumed } = await open(central);
    const stranger = "999999999999";
    const outcome = await audit({ accounts: [ids.management, stranger, ids.bare, ids.suspended, ids.bare] });
    expect(membersOf(outcome).map((each) => [each.account, "reason" in each ? each.reason : each.status])).toEqual([
      [ids.bare, "audited"],
      [ids.management, "management"],
      [stranger, "not-in-organization"],
      [ids.suspended, "not-active"],
    ]);
    expect(assumed()).toBe(1);
  });

  it("tries no AssumeRoot while the feature is off, and names it with the command", async () => {
    const file = readerOrganization((each) => ({
      ...each,
      ...(each.organization === undefined
        ? {}
        : { organization: { ...each.organization, rootFeatures: ["RootSessions" as const] } }),
    }));
    const { audit, assumed } = await open(central, file);
    const outcome = await audit({ accounts: [ids.full] }, { askForAudit: () => Promise.reject(new Error("asked")) });
    expect(membersOf(outcome)).toMatchObject([
      { status: "left-out", reason: "feature-off", detail: expect.stringContaining("rootward root-access enable") },
    ]);
    expect(assumed()).toBe(0);
  });

  it("leaves out the delegate's own account, and reads the others from there", async () => {
    const { audit } = await open(`arn:aws:iam::${ids.delegate}:user/admin`);
    const outcome = await audit({ accounts: [ids.delegate, ids.full] });
    expect(membersOf(outcome).map((each) => [each.account, "reason" in each ? each.reason : each.status])).toEqual([
      [ids.full, "audited"],
      [ids.delegate, "own-account"],
    ]);
  });

  it("says what was refused where no session could be had, never that root has nothing", async () => {
    const { audit } = await open(`arn:aws:iam::${ids.full}:user/admin`);
    expect(await audit()).toMatchObject({
      status: "unknown",
      why: { why: "denied", needs: "organizations:ListAccounts" },
    });
    const [bare] = membersOf(await audit({ accounts: [ids.bare] }));
    expect(bare).toMatchObject({ status: "not-read", why: { why: "denied" } });
  });

  it("assumes nothing from an account that is in no organization", async () => {
    const { audit, assumed } = await open(`arn:aws:iam::${ids.standalone}:user/admin`);
    expect(await audit()).toEqual({ status: "audited", members: [] });
    expect(membersOf(await audit({ accounts: [ids.full] }))).toMatchObject([{ reason: "not-in-organization" }]);
    expect(assumed()).toBe(0);
  });

  it("leaves one part unknown where one call is refused, and then there is no list to delete by", async () => {
    const { audit, trial: started } = await open(central);
    started.setFaults({ kind: "deny", service: "iam", operation: "ListAccessKeys" });
    const full = readOf(await audit({ accounts: [ids.full] }), ids.full);
    expect(full.keys).toMatchObject({ status: "unknown", why: "denied" });
    expect(full.password).toMatchObject({ value: true });
    expect(foundOf(full)).toBeNull();
  });

  it("has so many accounts in flight as asked and no more", async () => {
    for (const concurrency of [1, 2, 0]) {
      const { audit } = await open(central);
      let inside = 0;
      let most = 0;
      const session = aws?.session;
      if (session === undefined) throw new Error("not open");
      const call = session.call.bind(session);
      const counting: typeof call = (name, ...rest) => {
        if (name === "sts:AssumeRoot") most = Math.max(most, (inside += 1));
        return call(name, ...rest);
      };
      Object.assign(session, { call: counting });
      const outcome = await audit({ concurrency }, { onProgress: () => (inside -= 1) });
      expect([concurrency, most, membersOf(outcome).length]).toEqual([concurrency, Math.max(1, concurrency), 4]);
      aws?.close();
      await trial?.close();
    }
  });

  it("ends when the caller's own credentials do, and names those it did not reach", async () => {
    const { audit, assumed, trial: started } = await open(central);
    const askForAudit = () => {
      started.setFaults({ kind: "expire" });
      return Promise.resolve(true);
    };
    const outcome = await audit({ concurrency: 1 }, { askForAudit });
    expect(membersOf(outcome).slice(0, 3)).toMatchObject([
      { account: ids.delegate, status: "not-read", why: { why: "credentials-expired" } },
      { account: ids.full, status: "not-read", why: { why: "credentials-expired" } },
      { account: ids.bare, status: "not-read", why: { why: "credentials-expired" } },
    ]);
    expect(assumed()).toBeLessThanOrEqual(2);
  });

  it("stops when it is told to", async () => {
    const { audit, assumed } = await open(central);
    const stop = new AbortController();
    const outcome = audit(
      { concurrency: 1 },
      { signal: stop.signal, onProgress: () => stop.abort(new Error("stopped")) },
    );
    await expect(outcome).rejects.toThrow("stopped");
    expect(assumed()).toBe(1);
  });
});

function membersOf(outcome: AuditOutcome): readonly AuditedMember[] {
  return outcome.status === "audited" ? outcome.members : [];
}

function readOf(outcome: AuditOutcome, account: string): ReadMember {
  const member = membersOf(outcome).find((each) => each.account === account);
  if (member?.status !== "audited") throw new Error(JSON.stringify(member));
  return member;
}
