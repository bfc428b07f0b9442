import { describe, expect, it } from "vitest";
import type { AwsEvidence } from "../documents/item-documents.ts";
import { evidenceFault, type SeedOnset } from "./evidence-fault.ts";

const storedAt = 1_795_230_000;
const serial = "arn:aws:iam::123456789012:mfa/root-account-mfa-device";
const device = (at: number): AwsEvidence => ({ source: "iam:ListVirtualMFADevices", serial, at });
const login = (at: number): AwsEvidence => ({
  source: "cloudtrail:ConsoleLogin",
  eventId: "0a1b2c3d-0a1b-4c2d-8e3f-0a1b2c3d4e5f",
  at,
});
const fresh: SeedOnset = { storedAt, origin: "new-device" };
const imported: SeedOnset = { storedAt, origin: "import" };
const year = 31_536_000;

// The pair is given out within ten minutes of the capture (docs: `rw.enrol-pair`), and two more are left for typing.
describe("what AWS shows proves a seed", () => {
  it.each([
    ["a device of the same second", device(storedAt), fresh],
    ["a device of the pair's last moment", device(storedAt + 720), fresh],
    ["a sign-in, also with an imported seed", login(storedAt + year), imported],
    ["a sign-in, also with a new device's", login(storedAt), fresh],
    ["what a clock two minutes ahead saw", login(storedAt + year + 120), fresh],
  ])("when it is %s", (_what, evidence, seed) => {
    expect(evidenceFault(evidence, seed, storedAt + year)).toBeNull();
  });

  it.each([
    ["a device from before", device(storedAt - 1), fresh, "before the seed"],
    ["a device that came later", device(storedAt + 721), fresh, "pair of codes was over"],
    ["a device, where the seed was imported", device(storedAt + 60), imported, "older"],
    ["a sign-in from before", login(storedAt - 1), imported, "before the seed"],
    ["of tomorrow", login(storedAt + year + 121), fresh, "future"],
    ["a device of tomorrow", device(storedAt + year + 121), fresh, "future"],
  ])("but not when it is %s", (_what, evidence, seed, why) => {
    expect(evidenceFault(evidence, seed, storedAt + year)).toContain(why);
  });
});
