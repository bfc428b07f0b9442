import { CodedError } from "../../../domain/core/coded-error.ts";
import type { VerifierKey } from "../../../domain/ledger/note/verifier-key.ts";
import { anchorErrors } from "../errors.ts";

/** A witness that a log asks. */
export interface WitnessPlace {
  /** Its address; `add-checkpoint` is appended. */
  readonly url: string;
  /** A cosignature key. */
  readonly key: VerifierKey;
}

/** The full address of something at a witness. Throws `ANCHOR_ADDRESS_FOREIGN`. */
export function addressAt(url: string, path: string): URL {
  let base: URL;
  try {
    base = new URL(url.endsWith("/") ? url : `${url}/`);
  } catch (cause) {
    throw new CodedError(anchorErrors.ANCHOR_ADDRESS_FOREIGN, { detail: url, cause });
  }
  const isPlain = base.username === "" && base.password === "" && base.search === "" && base.hash === "";
  if (!isPlain || (base.protocol !== "http:" && base.protocol !== "https:")) {
    throw new CodedError(anchorErrors.ANCHOR_ADDRESS_FOREIGN, { detail: `${base.protocol}//${base.host}` });
  }
  return new URL(path, base);
}
