import { concat, utf8 } from "../../../crypto/bytes.ts";
import { sha256 } from "../../../crypto/sha256.ts";
import { type Share, shareBody } from "./share.ts";

const label = utf8("rootward/v1/share-commit\n");

/** What names a share publicly without telling it, 32 bytes; the first four stand on every sheet. */
export function shareCommitment(share: Share): Uint8Array {
  return sha256(concat(label, shareBody(share)));
}
