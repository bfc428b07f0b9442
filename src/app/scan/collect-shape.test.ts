import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterEach, describe, expect, it } from "vitest";
import { loadShipped } from "../../demo/organizations/load.ts";
import { isSeen } from "../../domain/core/fact.ts";
import { snapshotJsonSchema } from "../../domain/snapshot/snapshot-json-schema.ts";
import { countedUnknowns } from "../../domain/snapshot/unknown-facts.ts";
import { startTrial, type Trial } from "../../../test/support/collect-trial.ts";

const central = "arn:aws:iam::111111111111:role/RootwardCentral";

describe("the shape of a collected snapshot", () => {
  let trial: Trial | undefined;
  afterEach(async () => trial?.close());

  it("is what its JSON Schema says, file by file", async () => {
    trial = await startTrial(loadShipped("acme"));
    await trial.run({ as: central, ask: { assumeRoot: true, credentialReport: true } });
    const schema = snapshotJsonSchema();
    const ajv = new Ajv2020({ strict: false });
    ajv.addSchema(schema, "snapshot");
    const read = (file: string) => readFileSync(join(trial?.directory ?? "", file), "utf8");
    const check = (file: string, text: string) => {
      const validate = ajv.getSchema(`snapshot#/$defs/${file}`);
      expect([validate?.(JSON.parse(text)), validate?.errors]).toEqual([true, null]);
    };
    check("manifest.json", read("manifest.json"));
    check("organization.json", read("organization.json"));
    const lines = read("accounts.jsonl").trimEnd().split("\n");
    expect(lines).toHaveLength(40);
    for (const line of lines) check("accounts.jsonl", line);
    const validate = ajv.getSchema("snapshot#/$defs/accounts.jsonl");
    expect(validate?.({ ...JSON.parse(lines[0] ?? "{}"), unknownKey: 1 })).toBe(false);
  });

  it("holds every document it points to, and no AWS-managed document twice", async () => {
    trial = await startTrial(loadShipped("acme"));
    await trial.run({ as: central });
    const snapshot = await trial.snapshot();
    let inline = 0;
    let pointers = 0;
    for (const { id, iam } of snapshot.accounts) {
      const details = await snapshot.authorizationDetails(id);
      expect(details === null).toBe(!isSeen(iam));
      for (const policy of details?.Policies ?? []) {
        for (const { Document } of policy.PolicyVersionList ?? []) {
          const hash: unknown = Reflect.get(Document, "sha256");
          if (policy.Arn.startsWith("arn:aws:iam::aws:")) expect(hash).toMatch(/^[0-9a-f]{64}$/);
          if (typeof hash !== "string") {
            inline += 1;
            continue;
          }
          pointers += 1;
          expect(await snapshot.document(hash)).toMatchObject({ Statement: expect.anything() });
        }
      }
    }
    expect(inline).toBeGreaterThan(0);
    expect(pointers).toBeGreaterThan(inline);
  });

  it("has no unknown that counts when a hardened organization is read with full rights", async () => {
    trial = await startTrial(loadShipped("hardened"));
    const outcome = await trial.run({ as: central, ask: { assumeRoot: true, credentialReport: true } });
    const snapshot = await trial.snapshot();
    expect(snapshot.accounts.flatMap((account) => countedUnknowns(account).map((fact) => [account.id, fact]))).toEqual(
      [],
    );
    expect(countedUnknowns(snapshot.organization)).toEqual([]);
    expect(outcome.manifest.complete).toBe(true);
  });
});
