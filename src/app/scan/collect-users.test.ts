import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { trialIds as ids } from "../../demo/trial-organization.ts";
import { isSeen } from "../../domain/core/fact.ts";
import type { AccountFacts } from "../../domain/snapshot/account-facts.ts";
import { readerOrganization, startTrial, type Trial } from "../../../test/support/collect-trial.ts";
import { userDevices } from "./collect/user-devices.ts";

const management = `arn:aws:iam::${ids.management}:user/central`;
const admin = `arn:aws:iam::${ids.full}:user/admin`;
const ann = `arn:aws:iam::${ids.full}:user/team/ann=x,y`;
const ask = { memberRole: "reader" };

describe("collecting the credentials of IAM users", () => {
  let trial: Trial | undefined;
  const start = async () => {
    trial = await startTrial(readerOrganization());
    return trial;
  };
  afterEach(async () => {
    await trial?.close();
    trial = undefined;
  });

  it("reads them from the one report that also gives root's row", async () => {
    const { run, snapshot, server } = await start();
    await run({ as: admin });
    const [account] = (await snapshot()).accounts;
    const users = isSeen(account?.users) ? account.users.value : [];
    expect(users.map(({ arn }) => arn)).toEqual([admin, ann, `arn:aws:iam::${ids.full}:user/bound`]);
    // As the organization declares ann: a password used in 2025, a virtual device, one key that was never used.
    expect(users[1]).toMatchObject({
      createdAt: { value: "2024-12-01T00:00:00Z", source: "iam:GetCredentialReport" },
      passwordEnabled: { value: true },
      passwordLastUsed: { value: "2025-03-03T00:00:00Z" },
      mfaActive: { value: true },
      keys: [
        { active: { value: true }, lastRotated: { value: "2024-12-01T00:00:00Z" }, lastUsed: { value: null } },
        { active: { value: false }, lastRotated: { value: null } },
      ],
    });
    expect(users[2]).toMatchObject({ passwordEnabled: { value: false }, passwordLastUsed: { value: null } });
    expect(account?.report).toMatchObject({ value: { passwordEnabled: { value: true } } });
    const { operations } = server.counters();
    expect([operations["iam:GetCredentialReport"], operations["iam:GenerateCredentialReport"]]).toEqual([1, 1]);
  });

  it("reads members' users only with --credential-report, and their devices wherever it reads who may do what", async () => {
    const { run, snapshot, server } = await start();
    await run({ as: management, ask });
    const plain = (await snapshot()).accounts;
    expect(one(plain, ids.full).users).toMatchObject({ why: "not-asked", needs: "--credential-report" });
    const before = server.counters().operations;
    expect(before["iam:GetCredentialReport"]).toBeUndefined();
    // Root of the bare account has no MFA: nothing of root is left to ask, and its users are asked all the same.
    const read = [ids.management, ids.full, ids.bare];
    for (const id of read) expect(one(plain, id).userDevices).toMatchObject({ source: "iam:ListVirtualMFADevices" });
    expect(before["iam:ListVirtualMFADevices"]).toBe(read.length);
    expect(one(plain, ids.full).userDevices).toMatchObject({
      value: [
        { user: ann, serial: `arn:aws:iam::${ids.full}:mfa/ann=x,y-mfa-device`, enabledAt: "2024-12-01T00:00:00Z" },
      ],
    });
    expect(one(plain, ids.bare).userDevices).toMatchObject({ value: [] });
    expect(one(plain, ids.delegate)).toMatchObject({ userDevices: { why: "no-role" } });

    await run({ as: management, ask: { ...ask, credentialReport: true }, store: { resume: true } });
    const { accounts } = await snapshot();
    for (const id of read) expect(isSeen(one(accounts, id).users)).toBe(true);
    expect(one(accounts, ids.delegate).users).toMatchObject({ why: "no-role" });
    const after = server.counters().operations;
    expect(after["iam:GetCredentialReport"]).toBe(read.length);
    expect(after["iam:ListVirtualMFADevices"]).toBe(before["iam:ListVirtualMFADevices"]);
  });

  it("looks at no member's users in mode org, and says so quietly", async () => {
    const { run, snapshot } = await start();
    await run({ as: management, ask: { mode: "org" } });
    const { accounts } = await snapshot();
    expect(one(accounts, ids.full)).toMatchObject({
      users: { why: "not-asked", needs: "--credential-report" },
      userDevices: { why: "not-in-mode" },
    });
    expect(one(accounts, ids.management).userDevices).toMatchObject({ value: [] });
  });

  it("names the action when the report is denied", async () => {
    const { run, snapshot, setFaults } = await start();
    setFaults({ kind: "deny", service: "iam", operation: "GetCredentialReport", accounts: [ids.full] });
    await run({ as: admin });
    const [account] = (await snapshot()).accounts;
    const denied = { status: "unknown", why: "denied", needs: "iam:GetCredentialReport" };
    expect(account).toMatchObject({ report: denied, users: denied });
  });

  it("goes on with a snapshot from before these facts: they are read, the others are kept", async () => {
    const { run, snapshot, directory, server } = await start();
    const credentialReport = { ...ask, credentialReport: true };
    await run({ as: management, ask: credentialReport });
    const whole = (await snapshot()).accounts;
    const file = join(directory, "accounts.jsonl");
    const lines = readFileSync(file, "utf8").trimEnd().split("\n");
    const older = lines.map((line) => {
      const { users: _users, userDevices: _devices, ...rest } = JSON.parse(line) as AccountFacts;
      return JSON.stringify(rest);
    });
    writeFileSync(file, `${older.join("\n")}\n`);
    expect((await snapshot()).accounts.every(({ users, userDevices }) => (users ?? userDevices) === undefined)).toBe(
      true,
    );
    const before = server.counters().operations;
    await run({ as: management, ask: credentialReport, store: { resume: true } });
    const { accounts } = await snapshot();
    const full = one(accounts, ids.full);
    expect([full.users, full.userDevices].every((fact) => isSeen<unknown>(fact))).toBe(true);
    expect(full.report).toEqual(one(whole, ids.full).report);
    const after = server.counters().operations;
    for (const call of ["iam:GetAccountSummary", "iam:GetAccountAuthorizationDetails"])
      expect(after[call]).toBe(before[call]);
  });
});

describe("virtual devices of IAM users", () => {
  const source = { call: "iam:ListVirtualMFADevices", at: "2026-11-21T03:00:00Z" } as const;
  const device = (userArn: string | null) => ({ serial: "arn:aws:iam::1:mfa/x", userArn, enabledAt: null });

  it("are those whose holder is a user", () => {
    const value = [device("arn:aws:iam::1:root"), device("arn:aws:iam::1:user/root")];
    expect(userDevices({ status: "ok", value, ...source })).toMatchObject({ value: [{ user: value[1]?.userArn }] });
  });

  it("are unknown as soon as one device names no holder", () => {
    const value = [device("arn:aws:iam::1:user/ann"), device(null)];
    expect(userDevices({ status: "ok", value, ...source })).toMatchObject({ why: "not-observable" });
  });
});

function one(accounts: readonly AccountFacts[], id: string): AccountFacts {
  const found = accounts.find((account) => account.id === id);
  if (found === undefined) throw new Error(`no account ${id}`);
  return found;
}
