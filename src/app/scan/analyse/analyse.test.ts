import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTrial, type Trial } from "../../../../test/support/collect-trial.ts";
import { generate } from "../../../demo/organizations/generate.ts";
import { loadShipped, shippedInventoryPath, shippedMailPath } from "../../../demo/organizations/load.ts";
import { isSeen, seen } from "../../../domain/core/fact.ts";
import type { Finding } from "../../../domain/core/finding.ts";
import { instant, instantOfMillis } from "../../../domain/core/instant.ts";
import { emptyInventory } from "../../../domain/inventory/inventory.ts";
import type { AccountFacts } from "../../../domain/snapshot/account-facts.ts";
import { mailSchema } from "../../../domain/snapshot/mail-facts.ts";
import type { OrganizationFacts } from "../../../domain/snapshot/organization-facts.ts";
import type { Snapshot } from "../../../domain/snapshot/snapshot.ts";
import { parseInventory } from "../declared/parse-inventory.ts";
import { analyse, type Analysis } from "./analyse.ts";

const central = "arn:aws:iam::111111111111:role/RootwardCentral";
const inventory = parseInventory(readFileSync(shippedInventoryPath("acme"), "utf8"), "acme.inventory.yaml");
const mail = mailSchema.parse(JSON.parse(readFileSync(shippedMailPath, "utf8")));
const now = instantOfMillis(Date.parse("2026-11-21T00:00:00Z"));

/** One trial at a time: credentials come from the environment of the process. */
async function collected(trials: Trial[], organization: Parameters<typeof startTrial>[0]): Promise<Snapshot> {
  const trial = await startTrial(organization);
  trials.push(trial);
  await trial.run({ as: central, ask: { memberRole: "RootwardReader", assumeRoot: true } });
  return trial.snapshot();
}

const acmeAsk = { inventory, mail, now, only: [], skip: [] };

/** The same snapshot as new objects, of which one account is judged: nothing was worked out for any other before. */
function alone(snapshot: Snapshot, id: string): Snapshot {
  const accounts = structuredClone(snapshot.accounts).map((account): AccountFacts =>
    account.id === id ? account : { ...account, context: true },
  );
  const organization = structuredClone(snapshot.organization);
  const document = async (sha256: string) => structuredClone(await snapshot.document(sha256));
  return { ...snapshot, accounts, organization, document };
}

/** A second policy of the organization's own, which guards nothing, where the other has one that does. */
function withSecondGuard(organization: OrganizationFacts): OrganizationFacts {
  const { policies } = organization;
  if (!isSeen(policies)) throw new Error("no policies");
  const [full, own] = ["p-FullAWSAccess", "keep-contacts"].map((name) =>
    policies.value.find((policy) => policy.id === name || policy.name === name),
  );
  if (full === undefined || own === undefined || !isSeen(own.targets)) throw new Error("no guard");
  const targets = { ...own.targets, value: ["ou-gene-staging001"] };
  const second = { ...own, id: "p-second000", name: "second", document: full.document, targets };
  return { ...organization, policies: { ...policies, value: [...policies.value, second] } };
}

/** What is said of one account. */
function saidOf({ judged, paths, accounts }: Analysis, id: string) {
  return {
    findings: judged.filter(({ account }) => account.id === id),
    paths: paths.accounts.filter((account) => account.id === id),
    state: accounts.filter((account) => account.id === id),
  };
}

describe("an analysis", () => {
  let acme: Snapshot;
  let generated: Snapshot;
  const trials: Trial[] = [];
  beforeAll(async () => {
    acme = await collected(trials, loadShipped("acme"));
    generated = await collected(trials, generate({ accounts: 10, principals: 12 }));
  }, 60_000);
  afterAll(() => Promise.all(trials.map((trial) => trial.close())));

  it("says of every account of acme what it says of that account alone", async () => {
    const whole = await analyse({ ...acmeAsk, snapshot: acme });
    expect(new Set(whole.judged.map(({ id }) => id)).size).toBe(59);
    expect(whole.paths.accounts.length).toBeGreaterThan(30);
    for (const { id } of acme.accounts) {
      const one = await analyse({ ...acmeAsk, snapshot: alone(acme, id) });
      expect(saidOf(whole, id)).toEqual(saidOf(one, id));
    }
  }, 60_000);

  it("never takes an answer from an account of another path, kind or age", async () => {
    const ids = generated.accounts.map(({ id }) => id);
    const fact = { source: "organizations:ListAccounts", at: instant("2026-11-21T00:00:00Z") ?? now };
    const paths = [["r-gene"], ["r-gene", "ou-gene-production"], ["r-gene", "ou-gene-staging001"]];
    const organization = withSecondGuard(generated.organization);
    const change = fc.record({
      path: fc.constantFrom(...paths),
      kind: fc.constantFrom("member" as const, "member" as const, "standalone" as const),
      created: fc.constantFrom("2015-01-01T00:00:00Z", "2024-01-01T00:00:00Z"),
      state: fc.constantFrom("ACTIVE", "ACTIVE", "SUSPENDED"),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(change, { minLength: ids.length, maxLength: ids.length }),
        fc.subarray(ids, { minLength: 2, maxLength: 3 }),
        async (changes, sample) => {
          const accounts = generated.accounts.map((account, at): AccountFacts => {
            const given = changes[at];
            if (given === undefined || account.kind === "management") return account;
            const path = seen(given.path, fact.source, fact.at);
            const createdAt = seen(given.created, fact.source, fact.at);
            const state = seen(given.state, fact.source, fact.at);
            return { ...account, kind: given.kind, path, createdAt, state };
          });
          const snapshot = { ...generated, accounts, organization };
          const ask = { inventory: emptyInventory, mail: null, now, only: [], skip: [] };
          const whole = await analyse({ ...ask, snapshot });
          for (const id of sample) {
            expect(saidOf(whole, id)).toEqual(saidOf(await analyse({ ...ask, snapshot: alone(snapshot, id) }), id));
          }
        },
      ),
      { numRuns: 25 },
    );
  }, 60_000);

  it("counts what it does not keep, and says nothing else", async () => {
    const all = await analyse({ ...acmeAsk, snapshot: acme });
    const open = await analyse({ ...acmeAsk, snapshot: acme, openOnly: true });
    const isOpen = ({ verdict }: Finding) => verdict === "fail" || verdict === "unknown";
    expect(open.judged).toEqual(all.judged.filter(isOpen));
    expect(open.paths).toEqual(all.paths);
    const count = (verdict: string) => all.judged.filter((each) => each.verdict === verdict).length;
    expect(open.closed).toEqual({ pass: count("pass"), notApplicable: count("not-applicable") });
    expect(all.search.shapes).toBe(all.search.solved);
  });
});
