import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { loadShipped } from "../../demo/organizations/load.ts";
import { trialIds as ids } from "../../demo/trial-organization.ts";
import { isSeen } from "../../domain/core/fact.ts";
import { coverage } from "../../domain/snapshot/coverage.ts";
import type { AccountFacts } from "../../domain/snapshot/account-facts.ts";
import { countedUnknowns } from "../../domain/snapshot/unknown-facts.ts";
import { readerOrganization, startTrial, type Trial } from "../../../test/support/collect-trial.ts";

const admin = (account: string) => `arn:aws:iam::${account}:user/admin`;
const central = "arn:aws:iam::111111111111:role/RootwardCentral";
const management = `arn:aws:iam::${ids.management}:user/central`;
const reader = { memberRole: "reader" };

describe("collecting a snapshot over HTTP", () => {
  let trial: Trial | undefined;
  const start = async (...given: Parameters<typeof startTrial>) => {
    trial = await startTrial(...given);
    return trial;
  };
  afterEach(async () => {
    await trial?.close();
    trial = undefined;
  });

  it("reads an organization by roles as the default, and states what is missing and the step that brings it", async () => {
    const { run, snapshot } = await start(readerOrganization());
    const outcome = await run({ as: management, ask: reader });
    expect(outcome).toMatchObject({
      status: "finished",
      manifest: { mode: "org+roles", accounts: 5, complete: false },
    });
    const read = await snapshot();
    expect(read.accounts.map(({ id, kind }) => [id, kind])).toEqual([
      [ids.management, "management"],
      [ids.delegate, "member"],
      [ids.full, "member"],
      [ids.bare, "member"],
      [ids.suspended, "member"],
    ]);
    const full = one(read.accounts, ids.full);
    expect(full.email).toMatchObject({ value: "root+pay@corp.example", source: "organizations:ListAccounts" });
    expect(full.flags).toMatchObject({
      mfa: { value: true, source: "iam:GetAccountSummary" },
      password: { value: true },
      accessKeys: { value: true },
    });
    // A role sees virtual devices alone; the others are not there, and that is said.
    expect(full).toMatchObject({ devices: { value: [{ kind: "virtual" }] }, devicesComplete: false });
    expect(full.keys).toMatchObject({ status: "unknown", why: "not-asked", needs: "--assume-root" });
    expect(full.report).toMatchObject({ why: "not-asked", needs: "--credential-report" });
    const stated = coverage(read);
    expect(stated.line).toBe("4 of 5 accounts; root facts of 1 member not read: run again with --assume-root");
    expect(stated.notEvaluated).toMatchObject([{ account: ids.delegate, reason: "no-role", needs: "sts:AssumeRole" }]);
    expect(stated.notActive).toBe(1);
  });

  it("reads management's own account with the caller's own credentials, and never passes its own id", async () => {
    const { run, snapshot, server } = await start(readerOrganization());
    await run({ as: management, ask: { ...reader, mode: "org" } });
    const own = one((await snapshot()).accounts, ids.management);
    expect(own.contact).toMatchObject({
      value: { PhoneNumber: "+1 555 0100" },
      source: "account:GetContactInformation",
    });
    expect(own.iam).toMatchObject({ value: `iam/${ids.management}.json` });
    expect(countedUnknowns(own)).toEqual([]);
    expect(server.counters().operations["sts:AssumeRole"]).toBeUndefined();
  });

  it("reads nothing inside members in mode org, and says so quietly", async () => {
    const { run, snapshot } = await start(readerOrganization());
    const outcome = await run({ as: management, ask: { mode: "org" } });
    expect(outcome.manifest).toMatchObject({ complete: true, memberRole: null });
    const full = one((await snapshot()).accounts, ids.full);
    expect(full.flags?.password).toMatchObject({ status: "unknown", why: "not-in-mode" });
    expect(full.iam).toMatchObject({ status: "unknown", why: "not-in-mode" });
    expect(full.contact).toMatchObject({ source: "account:GetContactInformation" });
    // Mistake of other scanners: the security contact left to be looked up by hand. That there is none is a fact.
    expect(full.alternates?.security).toMatchObject({ value: null, source: "account:GetAlternateContact" });
  });

  it("audits members by AssumeRoot only when asked: devices of every kind, keys, certificates, password", async () => {
    const { run, snapshot, server } = await start(readerOrganization());
    const outcome = await run({ as: management, ask: { mode: "org", assumeRoot: true } });
    expect(outcome.manifest).toMatchObject({ mode: "org+audit", asked: { assumeRoot: true }, complete: true });
    const { accounts } = await snapshot();
    const full = one(accounts, ids.full);
    expect(full).toMatchObject({
      devicesComplete: true,
      loginProfile: { value: { createdAt: "2025-01-01T00:00:00Z" } },
    });
    const kinds = isSeen(full.devices) ? full.devices.value.map(({ kind }) => kind).sort() : [];
    expect(kinds).toEqual(["fido", "hardware", "virtual"]);
    expect(full.keys).toMatchObject({
      source: "iam:ListAccessKeys",
      value: [
        { id: "AKIAROOTROOTROOT0001", active: true, lastUsedAt: { value: "2022-02-02T00:00:00Z" } },
        { id: "AKIAROOTROOTROOT0002", active: false, lastUsedAt: { value: null } },
      ],
    });
    expect(full.certificates).toMatchObject({ value: [{ id: "CERTROOT1", active: false }] });
    // Mistake of other scanners: "no such entity" ends the account. It is the answer "no password".
    expect(one(accounts, ids.bare)).toMatchObject({ loginProfile: { value: null }, keys: { value: [] } });
    // Not ACTIVE: listed, and left alone.
    expect(one(accounts, ids.suspended).flags).toBeUndefined();
    expect(server.counters().operations["sts:AssumeRoot"]).toBe(3);
  });

  it("takes no user for root whose name has root in it", async () => {
    const file = readerOrganization((each) => {
      const full = each.accounts[ids.full];
      const user = full?.principals.find(({ arn }) => arn === "user/team/ann=x,y");
      if (full === undefined || user === undefined) throw new Error("the trial organization has changed");
      const grootadmin = { ...user, arn: "user/grootadmin", groups: [], keys: [] };
      return {
        ...each,
        accounts: { ...each.accounts, [ids.full]: { ...full, principals: [...full.principals, grootadmin] } },
      };
    });
    const { run, snapshot } = await start(file);
    await run({ as: management, ask: reader });
    const { devices } = one((await snapshot()).accounts, ids.full);
    // Root's virtual device is called phone; ann and grootadmin have one each.
    expect(isSeen(devices) ? devices.value.map(({ serial }) => serial) : []).toEqual([
      `arn:aws:iam::${ids.full}:mfa/phone`,
    ]);
  });

  it("makes no AssumeRoot without being asked, and none when the answer to the offer is no", async () => {
    const { run, server } = await start(readerOrganization());
    const offers: number[] = [];
    const askForAudit = (accounts: number) => Promise.resolve(offers.push(accounts) < 0);
    await run({ as: management, ask: reader, deps: { askForAudit } });
    expect(offers).toEqual([1]);
    expect(server.counters().operations["sts:AssumeRoot"]).toBeUndefined();
  });

  it("audits exactly the accounts it named in the offer when the answer is yes", async () => {
    const { run, snapshot, server } = await start(readerOrganization());
    const outcome = await run({
      as: management,
      ask: reader,
      deps: { askForAudit: () => Promise.resolve(true) },
    });
    expect(outcome.manifest).toMatchObject({ mode: "org+roles+audit", asked: { assumeRoot: true } });
    expect(server.counters().operations["sts:AssumeRoot"]).toBe(1);
    const delegate = one((await snapshot()).accounts, ids.delegate);
    expect(delegate.flags?.password).toMatchObject({ value: false });
    expect(delegate.iam).toMatchObject({ why: "no-role" });
  });

  it("tries no AssumeRoot when the feature is off: it would be refused and still be logged", async () => {
    const file = readerOrganization((each) => ({
      ...each,
      ...(each.organization === undefined ? {} : { organization: { ...each.organization, rootFeatures: [] } }),
    }));
    const { run, snapshot, server } = await start(file);
    await run({ as: management, ask: { mode: "org", assumeRoot: true } });
    expect(server.counters().operations["sts:AssumeRoot"]).toBeUndefined();
    const full = one((await snapshot()).accounts, ids.full);
    // Mistake of other scanners: a refused AssumeRoot read as "root has credentials".
    expect(full.flags?.password).toMatchObject({
      why: "denied",
      needs: expect.stringContaining("RootCredentialsManagement"),
    });
  });

  it("works from a delegated administrator, whose own account it reads directly", async () => {
    const { run, snapshot, server } = await start(readerOrganization());
    const outcome = await run({ as: admin(ids.delegate), ask: { mode: "org" } });
    expect(outcome.manifest).toMatchObject({ mode: "org", accounts: 5 });
    const { accounts, organization } = await snapshot();
    expect(organization.rootFeatures).toMatchObject({ value: ["RootCredentialsManagement", "RootSessions"] });
    expect(one(accounts, ids.delegate).flags?.password).toMatchObject({ value: false });
    // It is no delegate for contacts: known beforehand, so not one central call is made.
    expect(one(accounts, ids.full).contact).toMatchObject({
      why: "denied",
      needs: expect.stringContaining("delegated"),
    });
    expect(server.counters().operations["account:GetContactInformation"]).toBe(1);
  });

  it("reads a single account from a plain member, and a standalone one, credential report included", async () => {
    const { run, snapshot } = await start(readerOrganization());
    const outcome = await run({ as: admin(ids.full) });
    expect(outcome.manifest).toMatchObject({ mode: "account", accounts: 1, complete: true });
    const { accounts, organization } = await snapshot();
    expect(organization.policies).toMatchObject({ why: "not-in-mode" });
    expect(accounts).toMatchObject([
      { id: ids.full, kind: "member", name: { value: "Payments" }, email: { why: "not-in-mode" } },
    ]);
    expect(accounts[0]?.report).toMatchObject({ value: { passwordEnabled: { value: true } } });
  });

  it("reads a standalone account: no organization is a fact, the root e-mail cannot be seen", async () => {
    const { run, snapshot } = await start(readerOrganization());
    await run({ as: admin(ids.standalone) });
    const { accounts, organization } = await snapshot();
    expect(organization.organization).toMatchObject({ value: null });
    expect(accounts).toMatchObject([{ kind: "standalone", email: { why: "not-observable" } }]);
    await expect(
      run({ as: admin(ids.standalone), ask: { mode: "org" }, store: { resume: true } }),
    ).rejects.toMatchObject({
      row: { code: "COLLECT_MODE_IMPOSSIBLE" },
    });
  });

  it("reads policies with their targets over pages, keeps their documents once, and never lists RCPFullAWSAccess", async () => {
    const { run, snapshot, server } = await start(loadShipped("acme"));
    await run({ as: central, ask: { mode: "org" } });
    const read = await snapshot();
    const policies = isSeen(read.organization.policies) ? read.organization.policies.value : [];
    const full = policies.find(({ id }) => id === "p-FullAWSAccess");
    // More targets than one page of twenty holds.
    expect(isSeen(full?.targets) ? full.targets.value.length : 0).toBeGreaterThan(40);
    const named = policies.find(({ name }) => name === "keep-contacts");
    expect(named?.targets).toMatchObject({ value: ["ou-acme-payments1"] });
    if (named === undefined || !isSeen(named.document)) throw new Error("no document");
    expect(await read.document(named.document.value.sha256)).toMatchObject({
      Statement: [{ Sid: "NoContactChanges" }],
    });
    expect(policies.find(({ id }) => id === "p-RCPFullAWSAccess")?.targets).toMatchObject({ why: "not-asked" });
    // Seven pages at most for all others together: a listing by target would need one call per account.
    expect(server.counters().operations["organizations:ListTargetsForPolicy"]).toBeLessThan(15);
    expect(isSeen(read.organization.units) ? read.organization.units.value.length : 0).toBeGreaterThan(5);
  });

  it("writes a directory that only its owner may read, and that no repository takes in", async () => {
    const { run, directory } = await start(readerOrganization());
    await run({ as: management, ask: reader });
    expect(statSync(directory).mode & 0o777).toBe(0o700);
    expect(readFileSync(join(directory, ".gitignore"), "utf8")).toBe("*\n");
    for (const folder of [".", "iam", "policies"]) {
      for (const entry of readdirSync(join(directory, folder), { withFileTypes: true })) {
        if (entry.isFile()) expect(statSync(join(directory, folder, entry.name)).mode & 0o777).toBe(0o600);
      }
    }
    // Never in a snapshot: credentials.
    const everything = readFileSync(join(directory, "accounts.jsonl"), "utf8");
    expect(everything).not.toContain("ann-secret");
    expect(everything).not.toContain(process.env["AWS_SECRET_ACCESS_KEY"] ?? "none");
  });
});

function one(accounts: readonly AccountFacts[], id: string): AccountFacts {
  const found = accounts.find((account) => account.id === id);
  if (found === undefined) throw new Error(`no account ${id}`);
  return found;
}
