import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { coded } from "../../../test/custody/gate/coded.ts";
import { account, otherAccount } from "../../app/broker/broker-for-test.ts";
import type { AwsEvidence } from "../../domain/custody/documents/item-documents.ts";
import { readLogEntry } from "../../domain/custody/protocol/log-entry.ts";
import { TestGate } from "./gate-for-test.ts";

let its: TestGate;
const seedBytes = (fill: number): Uint8Array => new Uint8Array(20).fill(fill);
beforeAll(async () => {
  its = await TestGate.make();
  await its.call("olga", "putAccount", { account: otherAccount }, { name: "new", email: null });
  await its.broker.enrol(otherAccount, seedBytes(9), { origin: "new-device" });
});
afterAll(() => its.remove());

async function seedOf(of: string) {
  const { accounts } = await its.call("ana", "accounts", {}, {});
  return accounts.find((each) => each.account === of)?.S;
}

const device = (change: object = {}, of = otherAccount): AwsEvidence => ({
  source: "iam:ListVirtualMFADevices",
  serial: `arn:aws:iam::${of.slice(4)}:mfa/root-account-mfa-device`,
  at: its.broker.now,
  ...change,
});
const login = (change: object = {}): AwsEvidence => ({
  source: "cloudtrail:ConsoleLogin",
  eventId: "0a1b2c3d-0a1b-4c2d-8e3f-0a1b2c3d4e5f",
  at: its.broker.now,
  ...change,
});

function attestation(id: string, evidence: AwsEvidence, { of = otherAccount, version = 1, at = its.broker.now } = {}) {
  const document = {
    type: "rw.attest/v1" as const,
    ...its.broker.common(),
    at,
    account: of,
    vault: "S" as const,
    version,
    what: "aws-accepted" as const,
    evidence,
    signer: { ...its.broker.signer(id), authTime: at },
  };
  return its.broker.sign(id, document);
}
const attest = (...given: Parameters<typeof attestation>) =>
  its.call(given[0], "takeOwn", {}, { signed: attestation(...given) });
const verifications = () =>
  its.gate.log
    .entries(0, its.gate.log.head.size)
    .map((bytes) => readLogEntry(bytes))
    .filter((entry) => entry?.type === "item.verified");

describe("the word that AWS has accepted a seed", () => {
  it("is not taken from other roles, of other versions, of devices that cannot be its own, or stale", async () => {
    await expect.poll(async () => (await seedOf(otherAccount))?.version, { timeout: 6000 }).toBe(1);
    expect(await seedOf(otherAccount)).toMatchObject({
      isProven: false,
      origin: "new-device",
      flags: ["never-proven"],
    });
    const refused: readonly (readonly [string, Parameters<typeof attestation>])[] = [
      ["CUSTODY_ROLE_MISSING", ["paul", device()]],
      ["CUSTODY_ROLE_MISSING", ["carl", device()]],
      ["CUSTODY_ROLE_MISSING", ["jane", login()]],
      ["CUSTODY_OTHER_VERSION", ["otto", device(), { version: 2 }]],
      ["CUSTODY_OTHER_VERSION", ["otto", device({}, "aws:333333333333"), { of: "aws:333333333333" }]],
      ["GATE_EVIDENCE_UNFIT", ["otto", device({ at: its.broker.now - 1000 })]],
      ["GATE_EVIDENCE_UNFIT", ["otto", device({ at: its.broker.now + 121 })]],
      ["GATE_EVIDENCE_UNFIT", ["otto", login({ at: its.broker.now - 1000 })]],
      // The other account's seed was imported.
      ["GATE_EVIDENCE_UNFIT", ["otto", device({}, account), { of: account }]],
      ["CUSTODY_DOCUMENT_FOREIGN", ["otto", device({}, account)]],
      ["CUSTODY_STALE", ["otto", device(), { at: its.broker.now - 121 }]],
    ];
    for (const [code, given] of refused) {
      expect(await coded(attest(...given)), JSON.stringify(given)).toBe(code);
    }
    expect(await seedOf(otherAccount)).toMatchObject({ isProven: false, flags: ["never-proven"] });
    expect(verifications()).toEqual([]);
  });

  it("proves the seed, stands in the log with who said it, counts once, and outlives a new start", async () => {
    const signed = attestation("otto", device());
    await its.call("otto", "takeOwn", {}, { signed });
    expect(await seedOf(otherAccount)).toMatchObject({ version: 1, isProven: true, flags: [] });
    expect(verifications()).toMatchObject([
      {
        account: otherAccount,
        actor: { person: "otto" },
        d: { vault: "S", version: 1, how: "aws-facts", source: "iam:ListVirtualMFADevices", seenAt: its.broker.now },
      },
    ]);
    expect(await coded(its.call("otto", "takeOwn", {}, { signed }))).toBe("CUSTODY_NONCE_SEEN");
    expect(verifications()).toHaveLength(1);
    await its.stop();
    await its.start();
    expect(await seedOf(otherAccount)).toMatchObject({ isProven: true, flags: [] });
    expect((await seedOf(account))?.isProven).toBe(false);
  });

  it("is forgotten with the next seed", async () => {
    its.broker.clock.ms += 1_200_000;
    await its.broker.enrol(otherAccount, seedBytes(10), { origin: "new-device" }, 2);
    const next = async () => (await seedOf(otherAccount))?.version;
    await expect.poll(next, { timeout: 6000 }).toBe(2);
    expect(await seedOf(otherAccount)).toMatchObject({ isProven: false, flags: ["never-proven"] });
    // The older seed's device is no proof of the newer one.
    const before = device({ at: its.broker.now - 1000 });
    expect(await coded(attest("otto", before, { version: 2 }))).toBe("GATE_EVIDENCE_UNFIT");
    expect(await coded(attest("otto", device()))).toBe("CUSTODY_OTHER_VERSION");
    await attest("olga", device(), { version: 2 });
    expect(await seedOf(otherAccount)).toMatchObject({ isProven: true, flags: [] });
  });

  it("proves an imported seed by a sign-in, and leaves its other flags", async () => {
    expect(await seedOf(account)).toMatchObject({ origin: "import", flags: ["copies-elsewhere", "never-proven"] });
    await attest("olga", login(), { of: account });
    expect(await seedOf(account)).toMatchObject({ isProven: true, flags: ["copies-elsewhere"] });
    expect(verifications().at(-1)).toMatchObject({
      actor: { person: "olga" },
      d: { source: "cloudtrail:ConsoleLogin", eventId: "0a1b2c3d-0a1b-4c2d-8e3f-0a1b2c3d4e5f" },
    });
  });
});
