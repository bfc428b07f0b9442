import { CodedError } from "../../../domain/core/coded-error.ts";
import type { Secret } from "../../../domain/core/secret.ts";
import { fromBase64url } from "../../../domain/crypto/base64url.ts";
import { toHex } from "../../../domain/crypto/hex.ts";
import { kitErrors } from "../../../domain/custody/kits/errors.ts";
import type { KitManifest } from "../../../domain/custody/kits/file/kit-manifest.ts";
import { isCommitted } from "../../../domain/custody/kits/shares/check-shares.ts";
import { commitmentsOf } from "../../../domain/custody/kits/shares/split-manifest.ts";
import { type KitSheet, kitSheet } from "../../../domain/custody/kits/sheets/kit-sheet.ts";
import { custodyRefusal } from "../custody-refusal.ts";
import type { KitOrder } from "./make-kit.ts";
import { readSheets } from "./read-sheets.ts";

/**
 * A holder's sheet, made again from what stands on it: the same share, not another one. Throws `CUSTODY_SHARE_UNREADABLE`,
 * `CUSTODY_SHARES_FEW` without a sheet, `CUSTODY_SHARES_MIXED` for another kit's or more than one, `CUSTODY_SHARE_WRONG`.
 */
export function reprintSheet(text: Secret, manifest: KitManifest, printed: KitOrder["sheet"]): KitSheet {
  const [read, more] = readSheets(text);
  if (read === undefined) throw new CodedError(kitErrors.CUSTODY_SHARES_FEW, { detail: "no sheet was given" });
  if (more !== undefined) throw new CodedError(kitErrors.CUSTODY_SHARES_MIXED, { detail: "one sheet at a time" });
  if (read.status === "refused") throw custodyRefusal(read);
  const { share } = read;
  const { deployment, vault, kitId, recipient, madeOn, expiresOn, split } = manifest;
  if (share.splitId !== split.splitId || share.vault !== vault) {
    throw new CodedError(kitErrors.CUSTODY_SHARES_MIXED, { detail: `sheet ${share.index} is of another kit` });
  }
  if (!isCommitted(share, commitmentsOf(split))) {
    throw new CodedError(kitErrors.CUSTODY_SHARE_WRONG, { detail: `sheet ${share.index} does not fit its commitment` });
  }
  const isRehearsal = deployment.startsWith("rehearsal-");
  const { holders, commits } = split;
  const facts = {
    ...printed,
    deployment,
    isRehearsal,
    kitId,
    madeOn,
    expiresOn,
    bundleSha256: null,
    recipient,
    holders,
  };
  const firstBytes = commits.map((commit) => toHex((fromBase64url(commit) ?? new Uint8Array()).subarray(0, 4)));
  return kitSheet(share, vault, facts, firstBytes);
}
