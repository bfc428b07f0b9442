import { CodedError } from "../../../core/coded-error.ts";
import { Secret } from "../../../core/secret.ts";
import { toBase64url } from "../../../crypto/base64url.ts";
import { concat } from "../../../crypto/bytes.ts";
import { kitErrors } from "../errors.ts";
import { shareMac, shareMacKey } from "./share-mac.ts";
import { type Share, shareChecksum, type ShareHead, type ShareVault, writeShareBody } from "./share.ts";

/** A key that a library has split, and what the split is called. */
export interface MadeSplit {
  readonly vault: ShareVault;
  /** 8 random bytes. */
  readonly splitId: Uint8Array;
  readonly threshold: number;
  /** The 32 bytes that were split. */
  readonly secret: Secret<Uint8Array>;
  /** Each 32 bytes of y, then x; the order gives the sheets their numbers. */
  readonly values: readonly Secret<Uint8Array>[];
}

/** The shares of a split, in the order of its values. Throws `CUSTODY_SPLIT_IMPOSSIBLE`. */
export function makeShares(split: MadeSplit): readonly Share[] {
  check(split);
  const key = shareMacKey(split.secret, split.splitId);
  const shares = split.values.map((value, at) => {
    const head = {
      vault: split.vault,
      splitId: toBase64url(split.splitId),
      threshold: split.threshold,
      total: split.values.length,
      index: at + 1,
    };
    return { ...head, bytes: written(head, value.reveal(), key) };
  });
  key.wipe();
  return shares;
}

function written(head: ShareHead, value: Uint8Array, key: Secret<Uint8Array>): Secret<Uint8Array> {
  const body = writeShareBody(head, value);
  const checked = concat(body, shareMac(key, body));
  const whole = concat(checked, shareChecksum(checked));
  body.fill(0);
  checked.fill(0);
  return new Secret(whole);
}

function check({ splitId, threshold, secret, values }: MadeSplit): void {
  if (splitId.length !== 8) throw impossible(`a split id of ${splitId.length} bytes`);
  if (secret.reveal().length !== 32) throw impossible(`a secret of ${secret.reveal().length} bytes`);
  if (!Number.isInteger(threshold) || threshold < 2) throw impossible(`a threshold of ${threshold}`);
  if (values.length < threshold || values.length > 255) throw impossible(`${threshold} of ${values.length} shares`);
  const taken = new Set<number>();
  for (const [at, value] of values.entries()) {
    const bytes = value.reveal();
    if (bytes.length !== 33) throw impossible(`share ${at + 1} has ${bytes.length} bytes`);
    const x = bytes[32] ?? 0;
    if (x === 0) throw impossible(`share ${at + 1} has x = 0, where the secret itself lies`);
    if (taken.has(x)) throw impossible(`share ${at + 1} has the x of another`);
    taken.add(x);
  }
}

function impossible(detail: string): CodedError {
  return new CodedError(kitErrors.CUSTODY_SPLIT_IMPOSSIBLE, { detail });
}
