import { CodedError } from "../../../domain/core/coded-error.ts";
import type { Secret } from "../../../domain/core/secret.ts";
import { fromBase64url, toBase64url } from "../../../domain/crypto/base64url.ts";
import { fromHex } from "../../../domain/crypto/hex.ts";
import { ageRecipient } from "../../../domain/custody/kits/age/age-identity.ts";
import { kitErrors } from "../../../domain/custody/kits/errors.ts";
import type { KitManifest } from "../../../domain/custody/kits/file/kit-manifest.ts";
import { kitKeyCheckValue } from "../../../domain/custody/kits/kit-key-check-value.ts";
import { checkShares } from "../../../domain/custody/kits/shares/check-shares.ts";
import { type Share, shareValue } from "../../../domain/custody/kits/shares/share.ts";
import { commitmentsOf } from "../../../domain/custody/kits/shares/split-manifest.ts";
import { verifyCombined } from "../../../domain/custody/kits/shares/verify-combined.ts";
import { custodyRefusal } from "../custody-refusal.ts";
import type { Shamir } from "../../../world/sealing/sealing.ts";
import { readSheets } from "./read-sheets.ts";

/**
 * The key of a kit from its sheets. With the manifest a wrong sheet is named even where there are exactly as many as
 * needed. Throws the row of whatever is wrong, with the sheet's number: `CUSTODY_SHARE_*`, `CUSTODY_SHARES_*`,
 * `CUSTODY_SECRET_WRONG`, `CUSTODY_KIT_OTHER`.
 */
export async function kitKey(
  sheets: Secret,
  manifest: KitManifest | null,
  shamir: Shamir,
): Promise<{ readonly key: Secret<Uint8Array>; readonly sheets: readonly number[] }> {
  const shares: Share[] = [];
  for (const [at, read] of readSheets(sheets).entries()) {
    if (read.status === "refused") {
      throw new CodedError(read.row, { detail: `sheet no. ${at + 1} that was given: ${read.detail}` });
    }
    shares.push(read.share);
  }
  const [first] = shares;
  if (first === undefined) throw new CodedError(kitErrors.CUSTODY_SHARES_FEW, { detail: "no sheet was given" });
  if (first.vault === "K") throw new CodedError(kitErrors.CUSTODY_KIT_OTHER, { detail: "a share of the broker's key" });
  const checked = checkShares(shares, manifest === null ? null : commitmentsOf(manifest.split));
  if (checked.status === "refused") throw custodyRefusal(checked);
  if (checked.status === "missing") {
    throw new CodedError(kitErrors.CUSTODY_SHARES_FEW, {
      detail: `${checked.have} of ${checked.need} sheets; ${checked.missing} more`,
    });
  }
  const key = await shamir.combine(shares.map((share) => shareValue(share)));
  const kcv = manifest === null ? null : keyCheckValues(key, manifest);
  const verified = verifyCombined({ secret: key, shares, kcv });
  if (verified.status === "refused") throw custodyRefusal(verified);
  if (manifest !== null && ageRecipient(key) !== manifest.recipient) {
    throw new CodedError(kitErrors.CUSTODY_KIT_OTHER, { detail: `another recipient than kit ${manifest.kitId}` });
  }
  return { key, sheets: shares.map(({ index }) => index) };
}

function keyCheckValues(key: Secret<Uint8Array>, { vault, kitId, split }: KitManifest) {
  const made = kitKeyCheckValue(key, vault, toBase64url(fromHex(kitId) ?? new Uint8Array()));
  return { made, expected: fromBase64url(split.kcv) ?? new Uint8Array() };
}
