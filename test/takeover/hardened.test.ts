import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { analyse, type Analysis } from "../../src/app/scan/analyse/analyse.ts";
import { parseInventory } from "../../src/app/scan/declared/parse-inventory.ts";
import { loadShipped, shippedInventoryPath } from "../../src/demo/organizations/load.ts";
import { startPretendAws } from "../../src/demo/start-pretend-aws.ts";
import { instantOfMillis } from "../../src/domain/core/instant.ts";
import { isAtLeast } from "../../src/domain/core/verdict.ts";
import { coverage } from "../../src/domain/snapshot/coverage.ts";
import type { AccountPaths, AnswerLeaf } from "../../src/domain/takeover/answer.ts";
import { startTrial, type Trial } from "../support/collect-trial.ts";
import { attack } from "./attack.ts";
import { examplesOf, thingsOf } from "./path-examples.ts";
import { lootOfPath } from "./path-loot.ts";

/** What stays unknown, with the reason why nobody can know it. */
const unknowable: Readonly<Record<string, string>> = {
  "111111111111 root-mfa-kind not-observable":
    "AssumeRoot never reaches a management account, and ListVirtualMFADevices shows virtual devices alone: security keys of its root are seen by nobody but root",
  "111111111111 root-mfa-single-device not-observable":
    "the number of its devices is seen the same way, so whether there is a second one is not",
  "111111111111 path-cheapest not-observable":
    "whether the account's own sign-in policy binds the root of management is not documented, so the ways past it may be open",
  "111111111111 path-single-party not-observable":
    "for the same reason: mailbox and device alone are enough if it does not bind, and who can take the devices is not declared",
};

describe("hardened, read with full rights", () => {
  let trial: Trial;
  let analysis: Analysis;
  beforeAll(async () => {
    trial = await startTrial(loadShipped("hardened"));
    await trial.run({
      as: "arn:aws:iam::111111111111:role/RootwardCentral",
      ask: { memberRole: "RootwardReader", assumeRoot: true, credentialReport: true },
    });
    analysis = await analyse({
      snapshot: await trial.snapshot(),
      inventory: parseInventory(readFileSync(shippedInventoryPath("hardened"), "utf8"), "hardened.inventory.yaml"),
      mail: null,
      now: instantOfMillis(Date.parse("2026-11-21T00:00:00Z")),
      only: [],
      skip: [],
    });
  }, 60_000);
  afterAll(() => trial.close());

  test("has no finding of medium severity or above", () => {
    const found = analysis.judged.filter(({ verdict, severity }) => verdict === "fail" && isAtLeast(severity, "low"));
    expect(found.map(({ account, id }) => `${account.id} ${id}`)).toEqual([]);
  });

  test("leaves nothing unknown but what AWS shows nobody, and the mail transport that was not asked for", () => {
    const unknown = analysis.judged.filter(({ verdict }) => verdict === "unknown");
    const mail = unknown.filter(({ id, reason }) => id.startsWith("mail-domain-") && reason === "not-asked");
    const rest = unknown.filter((finding) => !mail.includes(finding));
    expect(rest.map(({ account, id, reason }) => `${account.id} ${id} ${reason ?? ""}`).sort()).toEqual(
      Object.keys(unknowable).sort(),
    );
    // Seven questions for each of the 39 active accounts.
    expect(mail).toHaveLength(7 * 39);
  });

  test("was read whole: every account, every fact that was asked for", async () => {
    const { complete, notEvaluated, organizationGaps } = coverage(await trial.snapshot());
    expect({ complete, notEvaluated, organizationGaps }).toEqual({
      complete: true,
      notEvaluated: [],
      organizationGaps: [],
    });
    expect(analysis.paths.accounts).toHaveLength(39);
    expect(analysis.paths.accounts.filter(({ status }) => status !== "exact")).toEqual([]);
  });

  test("has ways left that take all of their parts, executed", async () => {
    for (const { account, path } of examplesOf(analysis.paths, "certain")) {
      for (const missing of [null, ...path.leaves]) {
        const leaves = path.leaves.filter((leaf) => leaf !== missing);
        const end = await onFresh(account, leaves, true);
        const told = `${account.id}: ${leaves.map(({ id }) => id).join(" + ")}`;
        expect({ told, end }).toEqual({ told, end: missing === null ? "root" : "refused" });
      }
    }
  }, 120_000);

  test("has ways that are only possible: open if a sign-in policy does not bind management's root, else closed", async () => {
    const examples = examplesOf(analysis.paths, "possible");
    expect(examples.length).toBeGreaterThan(0);
    for (const { account, path } of examples) {
      const told = `${account.id}: ${thingsOf(path)}`;
      expect({ told, end: await onFresh(account, path.leaves, false) }).toEqual({ told, end: "root" });
      expect({ told, end: await onFresh(account, path.leaves, true) }).toEqual({ told, end: "refused" });
    }
  }, 120_000);
});

async function onFresh(account: AccountPaths, leaves: readonly AnswerLeaf[], binds: boolean): Promise<string> {
  const switches = { accountPolicyBindsManagement: binds };
  const aws = await startPretendAws({ organization: loadShipped("hardened"), seed: "collect", switches });
  try {
    return (await attack(aws, account.id, lootOfPath(aws, account, leaves))).status;
  } finally {
    await aws.close();
  }
}
