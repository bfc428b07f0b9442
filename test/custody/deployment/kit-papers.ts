import { randomBytes } from "node:crypto";
import { makeKit } from "../../../src/app/custody/kit/make-kit.ts";
import { age } from "../../../src/world/sealing/age.ts";
import { shamir } from "../../../src/world/sealing/shamir.ts";

/** A vault's kit: what the roster names, and what is printed on each sheet. */
export interface KitPapers {
  readonly recipient: string;
  readonly canary: Uint8Array;
  /** The QR text of each sheet. */
  readonly sheets: readonly string[];
}

/** Makes the kit of a vault; two of three sheets open it. */
export async function kitPapers(deployment: string, vault: "P" | "S"): Promise<KitPapers> {
  const { manifest, canary, sheets } = await makeKit(
    {
      deployment,
      vault,
      holders: ["ann", "bob", "safe"],
      threshold: 2,
      madeOn: "2026-11-22",
      expiresOn: "2027-11-22",
      sheet: { sites: [], custodianDoor: null, rosterHash: null, checkpoint: null, copies: [] },
    },
    { age, shamir, random: (length) => new Uint8Array(randomBytes(length)) },
  );
  return { recipient: manifest.recipient, canary, sheets: sheets.map(({ qr }) => qr.reveal()) };
}
