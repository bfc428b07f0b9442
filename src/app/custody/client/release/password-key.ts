import { CodedError } from "../../../../domain/core/coded-error.ts";
import type { Secret } from "../../../../domain/core/secret.ts";
import { fromBase64url } from "../../../../domain/crypto/base64url.ts";
import type { EnvelopePlace } from "../../../../domain/custody/envelope/envelope-place.ts";
import { keyCheckValue } from "../../../../domain/custody/envelope/key-check-value.ts";
import { readFrame } from "../../../../domain/custody/frame/frame.ts";
import { kitErrors } from "../../../../domain/custody/kits/errors.ts";
import { checkShares } from "../../../../domain/custody/kits/shares/check-shares.ts";
import { readShare, type Share, shareValue } from "../../../../domain/custody/kits/shares/share.ts";
import { commitmentsOf, readSplitManifest } from "../../../../domain/custody/kits/shares/split-manifest.ts";
import { verifyCombined } from "../../../../domain/custody/kits/shares/verify-combined.ts";
import { bytesOf } from "../../../../domain/custody/protocol/signed-wire.ts";
import { passwordSplitId } from "../approve/password-split-id.ts";
import { clientErrors } from "../errors.ts";
import type { ClientDeps } from "../ports/client-deps.ts";
import type { ShownItem } from "../ports/gate.ts";

/** Where the key belongs: the password's own place. */
export type KeyPlace = Omit<EnvelopePlace, "kind">;

/** The key of a password that is sealed to its openers; wipe it. Throws `CLIENT_ITEM_FOREIGN`, `SEALING_*`. */
export async function keyFromFile(
  { age }: Pick<ClientDeps, "age">,
  place: KeyPlace,
  file: string,
  identity: Secret<Uint8Array>,
): Promise<Secret<Uint8Array>> {
  const plain = await age.decrypt(bytesOf(file), identity);
  try {
    const read = readFrame({ ...place, kind: "dek" }, plain);
    if (read.status === "read") return read.data;
    throw foreign(read.status === "other" ? `another ${read.differs.join(", ")}` : "no frame");
  } finally {
    plain.wipe();
  }
}

/**
 * The key of a password out of the shares that approvers sealed to the request's own key; wipe it. Every share is held
 * against its commitment, and the combined key against every share. Throws `CUSTODY_SHARES_FEW`, `CUSTODY_SHARE_*`,
 * `CLIENT_ITEM_FOREIGN`.
 */
export async function keyFromShares(
  { age, shamir }: Pick<ClientDeps, "age" | "shamir">,
  place: KeyPlace,
  { manifest: listed, shares: files }: Extract<ShownItem["key"], { readonly kind: "sealed" }>,
  identity: Secret<Uint8Array>,
): Promise<Secret<Uint8Array>> {
  const read = readSplitManifest(listed);
  if (read.status === "refused") throw new CodedError(read.row, { detail: read.detail });
  const { manifest } = read;
  if (manifest.vault !== "P" || manifest.splitId !== passwordSplitId(place.deployment, place.account, place.version)) {
    throw foreign("shares of another account or version");
  }
  const shares: Share[] = [];
  try {
    for (const file of files) shares.push(shareOf(await age.decrypt(bytesOf(file), identity)));
    const checked = checkShares(shares, commitmentsOf(manifest));
    if (checked.status === "refused") throw new CodedError(checked.row, { detail: checked.detail });
    if (checked.status === "missing") {
      throw new CodedError(kitErrors.CUSTODY_SHARES_FEW, { detail: `${checked.have} of ${checked.need}` });
    }
    const values = shares.map((share) => shareValue(share));
    const secret = await shamir.combine(values);
    for (const value of values) value.wipe();
    const expected = fromBase64url(manifest.kcv) ?? new Uint8Array();
    const made = keyCheckValue(secret, { ...place, kind: "dek" });
    const verified = verifyCombined({ secret, shares, kcv: { made, expected } });
    if (verified.status === "right") return secret;
    secret.wipe();
    throw new CodedError(verified.row, { detail: verified.detail });
  } finally {
    for (const share of shares) share.bytes.wipe();
  }
}

function shareOf(plain: Secret<Uint8Array>): Share {
  const read = readShare(plain);
  if (read.status === "read") return read.share;
  plain.wipe();
  throw new CodedError(read.row, { detail: read.detail });
}

function foreign(detail: string): CodedError {
  return new CodedError(clientErrors.CLIENT_ITEM_FOREIGN, { detail });
}
