import { readFileSync } from "node:fs";
import { join } from "node:path";
import { AccountClient, PutContactInformationCommand } from "@aws-sdk/client-account";
import { IAMClient, ListAccessKeysCommand } from "@aws-sdk/client-iam";
import { AssumeRootCommand, STSClient } from "@aws-sdk/client-sts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { FixAsk, FixOutcome } from "../../src/app/fix/fix-ask.ts";
import { fixFiles } from "../../src/app/fix/fix-files.ts";
import { makeFix } from "../../src/app/fix/make-fix.ts";
import { analyse, type Analysis } from "../../src/app/scan/analyse/analyse.ts";
import { collect } from "../../src/app/scan/collect.ts";
import { parseInventory } from "../../src/app/scan/declared/parse-inventory.ts";
import { loadShipped, shippedInventoryPath, shippedMailPath } from "../../src/demo/organizations/load.ts";
import { type PretendAws, startPretendAws } from "../../src/demo/start-pretend-aws.ts";
import { instantOfMillis } from "../../src/domain/core/instant.ts";
import { mailSchema } from "../../src/domain/snapshot/mail-facts.ts";
import type { Snapshot } from "../../src/domain/snapshot/snapshot.ts";
import type { AccountPaths, Path } from "../../src/domain/takeover/answer.ts";
import { openSnapshotStore } from "../../src/world/files/open-snapshot-store.ts";
import { readSnapshot } from "../../src/world/files/read-snapshot.ts";
import { plainAsk, startTrial, type Trial } from "../support/collect-trial.ts";
import { applyPlan } from "./apply-plan.ts";
import { type Attack, attack } from "./attack.ts";
import { examplesOf, type PathExample, thingsOf } from "./path-examples.ts";
import { lootOfPath } from "./path-loot.ts";

const central = "arn:aws:iam::111111111111:role/RootwardCentral";
const admin =
  "arn:aws:iam::111111111111:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_OrganizationAdmin_6f3c2a1b0d9e8f70";
const payments = "231000000001";
const acme = loadShipped("acme");
const inventory = parseInventory(readFileSync(shippedInventoryPath("acme"), "utf8"), "acme.inventory.yaml");
const mail = mailSchema.parse(JSON.parse(readFileSync(shippedMailPath, "utf8")));
const now = instantOfMillis(Date.parse("2026-11-21T00:00:00Z"));

describe("the fixes of acme, attached through the Organizations API", () => {
  let trial: Trial;
  let before: Analysis;
  let after: Analysis;
  let fix: FixOutcome;
  let files: ReadonlyMap<string, string>;

  const analysed = (snapshot: Snapshot) => analyse({ snapshot, inventory, mail, now, only: ["path-cut"], skip: [] });

  beforeAll(async () => {
    trial = await startTrial(acme);
    const ask = { memberRole: "RootwardReader", assumeRoot: true };
    await trial.run({ as: central, ask });
    const snapshot = await trial.snapshot();
    before = await analysed(snapshot);
    const flags: Omit<FixAsk, "snapshot"> = {
      inventory,
      mail,
      now,
      networks: [],
      recoveryPrincipals: [],
      stricterRoot: false,
      maintenanceUnit: null,
    };
    fix = await makeFix({ ...flags, snapshot });
    files = fixFiles(fix);
    await applyPlan(trial.server, admin, fix.plan, files);
    after = await analysed(await collectAgain(trial, { ...plainAsk, ...ask }));
  }, 120_000);
  afterAll(() => trial.close());

  test("severs what the proof printed, account by account", () => {
    const count = (account: AccountPaths, certainty: Path["certainty"]) =>
      account.paths.filter((path) => path.goal === "session" && path.certainty === certainty).length;
    expect(
      after.paths.accounts.map((account) => [account.id, count(account, "certain"), count(account, "possible")]),
    ).toEqual(fix.plan.paths.accounts.map((each) => [each.account, each.after, each.possibleAfter]));
    expect(fix.plan.paths.after).toBeLessThan(fix.plan.paths.before / 10);
  });

  test("makes no second fix necessary, but for what only people can do", async () => {
    const snapshot = await readSnapshot(`${trial.directory}-again`);
    const again = await makeFix({
      snapshot,
      inventory,
      mail,
      now,
      networks: [],
      recoveryPrincipals: [],
      stricterRoot: false,
      maintenanceUnit: null,
    });
    expect(again.plan.documents).toEqual([]);
    expect(again.plan.enableSignin).toBeNull();
    expect(again.plan.inPlace.map(({ id }) => id)).toEqual(["P1", "P2", "P2", "P3", "P4", "P5", "P6"]);
  });

  test("makes severed paths fail when executed, and leaves the others as they were told", async () => {
    const examples = examplesOf(before.paths, "certain", (example) => String(isLeft(example)));
    expect(examples.length).toBeGreaterThan(20);
    for (const example of examples) {
      const { account, path } = example;
      const told = `${account.id}: ${thingsOf(path)}`;
      const bare = await onFresh(account, path, async () => undefined);
      expect({ told, end: bare.status }).toEqual({ told, end: "root" });
      const guarded = await onFresh(account, path, (aws) => applyPlan(aws, admin, fix.plan, files));
      expect({ told, end: guarded.status }).toEqual({ told, end: isLeft(example) ? "root" : "refused" });
      if (guarded.status === "refused") expect(guarded.refusals.length).toBeGreaterThan(0);
    }
  }, 300_000);

  test("keeps the declared contact role and central sessions working, and nobody else", async () => {
    const client = (arn: string) => ({
      endpoint: trial.server.url,
      region: "us-east-1",
      maxAttempts: 1,
      credentials: trial.server.credentialsFor(arn),
    });
    const ContactInformation = {
      FullName: "Acme",
      AddressLine1: "1 Road",
      City: "Seattle",
      PostalCode: "98101",
      CountryCode: "US",
      PhoneNumber: "+1 206 555 0177",
    };
    const write = (arn: string) =>
      new AccountClient(client(arn)).send(new PutContactInformationCommand({ ContactInformation }));
    await write(`arn:aws:iam::${payments}:role/ContactKeeper`);
    await expect(write("arn:aws:iam::230000000001:role/github-deploy")).rejects.toMatchObject({
      name: "AccessDeniedException",
    });

    const TaskPolicyArn = { arn: "arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials" };
    const assume = (arn: string) =>
      new STSClient(client(arn)).send(new AssumeRootCommand({ TargetPrincipal: "230000000004", TaskPolicyArn }));
    const { Credentials: made } = await assume(central);
    const root = new IAMClient({
      ...client(central),
      credentials: {
        accessKeyId: made?.AccessKeyId ?? "",
        secretAccessKey: made?.SecretAccessKey ?? "",
        sessionToken: made?.SessionToken ?? "",
      },
    });
    expect((await root.send(new ListAccessKeysCommand({}))).AccessKeyMetadata).not.toEqual([]);
    await expect(assume(admin)).rejects.toMatchObject({ name: "AccessDenied" });
  });

  function isLeft({ account, path }: PathExample): boolean {
    const left = after.paths.accounts.find(({ id }) => id === account.id)?.paths ?? [];
    return left.some((other) => other.certainty === "certain" && thingsOf(other) === thingsOf(path));
  }

  async function onFresh(
    account: AccountPaths,
    path: Path,
    prepare: (aws: PretendAws) => Promise<void>,
  ): Promise<Attack> {
    const aws = await startPretendAws({ organization: acme, seed: "collect" });
    try {
      await prepare(aws);
      return await attack(aws, account.id, lootOfPath(aws, account, path.leaves));
    } finally {
      await aws.close();
    }
  }
});

async function collectAgain(trial: Trial, ask: typeof plainAsk): Promise<Snapshot> {
  trial.useCredentials(central);
  const aws = await trial.open();
  const directory = `${trial.directory}-again`;
  try {
    const store = await openSnapshotStore(directory, { resume: false });
    const { now: clock, sleep } = aws.session.runtime.options.timing;
    await collect({ aws, store, now: clock, sleep })(ask);
  } finally {
    aws.close();
  }
  return readSnapshot(join(directory));
}
