import { Secret } from "../../../domain/core/secret.ts";
import { CodedError } from "../../../domain/core/coded-error.ts";
import { toBase64url } from "../../../domain/crypto/base64url.ts";
import { toHex } from "../../../domain/crypto/hex.ts";
import { sha256 } from "../../../domain/crypto/sha256.ts";
import { ageRecipient } from "../../../domain/custody/kits/age/age-identity.ts";
import type { KitManifest } from "../../../domain/custody/kits/file/kit-manifest.ts";
import { kitKeyCheckValue } from "../../../domain/custody/kits/kit-key-check-value.ts";
import { makeShares } from "../../../domain/custody/kits/shares/make-shares.ts";
import { splitManifest } from "../../../domain/custody/kits/shares/split-manifest.ts";
import { type KitSheet, kitSheets, type SheetFacts } from "../../../domain/custody/kits/sheets/kit-sheet.ts";
import type { Age, Shamir } from "../../../world/sealing/sealing.ts";

/** What a new kit is to be. */
export interface KitOrder {
  readonly deployment: string;
  readonly vault: "P" | "S";
  /** Ids of persons or places, one for each share. */
  readonly holders: readonly string[];
  readonly threshold: number;
  /** `YYYY-MM-DD`. */
  readonly madeOn: string;
  readonly expiresOn: string;
  readonly sheet: Pick<SheetFacts, "sites" | "custodianDoor" | "rosterHash" | "checkpoint" | "copies">;
}

/** A kit's public half and its sheets; the key itself is wiped. */
export interface MadeKit {
  readonly manifest: KitManifest;
  /** An age file to the kit's key; opening it proves that the sheets work. */
  readonly canary: Uint8Array;
  readonly sheets: readonly KitSheet[];
}

/** What making a kit needs from outside. */
export interface KitDeps {
  readonly age: Age;
  readonly shamir: Shamir;
  readonly random: (length: number) => Uint8Array;
}

/**
 * Makes the key of a kit, splits it and drops it: nothing but the sheets can open what is encrypted to its recipient. Meant
 * for a machine without a network. Throws `CUSTODY_SPLIT_IMPOSSIBLE`, `CUSTODY_MANIFEST_UNFIT`.
 */
export async function makeKit(order: KitOrder, { age, shamir, random }: KitDeps): Promise<MadeKit> {
  const { deployment, vault, holders, threshold, madeOn, expiresOn } = order;
  const secret = new Secret(random(32));
  const values = await shamir.split(secret, threshold, holders.length);
  // The kit is called after its first split; a later split of the same key has an id of its own.
  const splitId = random(8);
  const kitId = toHex(splitId);
  const shares = makeShares({ vault, splitId, threshold, secret, values });
  const recipient = ageRecipient(secret);
  const split = splitManifest(shares, holders, kitKeyCheckValue(secret, vault, toBase64url(splitId)));
  if (split.status === "refused") throw new CodedError(split.row, { detail: split.detail });
  const canary = new Secret(random(32));
  const manifest: KitManifest = {
    v: 1,
    kind: "rootward-kit",
    deployment,
    vault,
    kitId,
    recipient,
    madeOn,
    expiresOn,
    split: split.manifest,
    canary: toBase64url(sha256(canary.reveal())),
  };
  const isRehearsal = deployment.startsWith("rehearsal-");
  const facts = { ...order.sheet, deployment, isRehearsal, kitId, madeOn, expiresOn, bundleSha256: null, recipient };
  const sheets = kitSheets(shares, { ...facts, holders });
  const file = await age.encrypt(canary, [recipient]);
  for (const each of [secret, canary, ...values]) each.wipe();
  return { manifest, canary: file, sheets };
}
