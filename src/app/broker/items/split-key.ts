// Keys of the seed vault that only several people together open: split, each share sealed to its holder, and combined again.
import type { Secret } from "../../../domain/core/secret.ts";
import { fromBase64url, toBase64url } from "../../../domain/crypto/base64url.ts";
import { type EnvelopePlace } from "../../../domain/custody/envelope/envelope-place.ts";
import { keyCheckValue } from "../../../domain/custody/envelope/key-check-value.ts";
import { kitErrors } from "../../../domain/custody/kits/errors.ts";
import { checkShares } from "../../../domain/custody/kits/shares/check-shares.ts";
import { makeShares } from "../../../domain/custody/kits/shares/make-shares.ts";
import { readShare, type Share, shareValue, type ShareVault } from "../../../domain/custody/kits/shares/share.ts";
import {
  commitmentsOf,
  readSplitManifest,
  type SplitManifest,
  splitManifest,
} from "../../../domain/custody/kits/shares/split-manifest.ts";
import { verifyCombined } from "../../../domain/custody/kits/shares/verify-combined.ts";
import type { StoredSplit } from "../../../domain/custody/protocol/stored-split.ts";
import type { Age, Shamir } from "../../../world/sealing/sealing.ts";
import { insist, refuse } from "../insist.ts";

/** What splitting needs. */
export interface Splitter {
  readonly age: Age;
  readonly shamir: Shamir;
  readonly random: (length: number) => Uint8Array;
}

/** A key to be split; `place` is what its check value is made for. */
export interface KeyToSplit {
  readonly vault: ShareVault;
  readonly key: Secret<Uint8Array>;
  readonly place: EnvelopePlace;
  readonly threshold: number;
  readonly holders: readonly { readonly id: string; readonly recipient: string }[];
}

/** The split of a key, each share sealed to its holder. */
export async function splitKey({ age, shamir, random }: Splitter, split: KeyToSplit): Promise<StoredSplit> {
  const { vault, key, place, threshold, holders } = split;
  const values = await shamir.split(key, threshold, holders.length);
  const shares = makeShares({ vault, splitId: random(8), threshold, secret: key, values });
  const ids = holders.map(({ id }) => id);
  const { manifest } = insist(splitManifest(shares, ids, keyCheckValue(key, place)));
  const files = await Promise.all(
    shares.map(async (share, at) => {
      const { id = "", recipient = "" } = holders[at] ?? {};
      return { holder: id, index: share.index, file: toBase64url(await age.encrypt(share.bytes, [recipient])) };
    }),
  );
  for (const secret of [...values, ...shares.map(({ bytes }) => bytes)]) secret.wipe();
  return { manifest, shares: files };
}

/** The public list of a stored split. */
export function manifestOf(split: StoredSplit): SplitManifest {
  return insist(readSplitManifest(split.manifest)).manifest;
}

/** A share as it was sent, read; it must be of this split. Refuses with `CUSTODY_SHARE_*`, `CUSTODY_SHARES_MIXED`. */
export function readShareOf(manifest: SplitManifest, bytes: Secret<Uint8Array>): Share {
  const { share } = insist(readShare(bytes));
  const checked = checkShares([share], commitmentsOf(manifest));
  if (checked.status === "refused") refuse(checked.row, checked.detail);
  return share;
}

/** The key that these shares combine to. Refuses with `CUSTODY_SHARES_FEW` and whatever makes them not combine. */
export async function combineShares(
  { shamir }: Pick<Splitter, "shamir">,
  manifest: SplitManifest,
  shares: readonly Share[],
  place: EnvelopePlace,
): Promise<Secret<Uint8Array>> {
  const checked = checkShares(shares, commitmentsOf(manifest));
  if (checked.status === "refused") refuse(checked.row, checked.detail);
  if (checked.status === "missing") refuse(kitErrors.CUSTODY_SHARES_FEW, `${checked.have} of ${checked.need}`);
  const values = shares.map((share) => shareValue(share));
  const secret = await shamir.combine(values);
  for (const value of values) value.wipe();
  const expected = fromBase64url(manifest.kcv) ?? new Uint8Array();
  const verified = verifyCombined({ secret, shares, kcv: { made: keyCheckValue(secret, place), expected } });
  if (verified.status === "right") return secret;
  secret.wipe();
  return refuse(verified.row, verified.detail);
}
