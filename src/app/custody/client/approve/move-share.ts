import { toBase64url } from "../../../../domain/crypto/base64url.ts";
import type { StoredSplit } from "../../../../domain/custody/protocol/stored-split.ts";
import type { ShareVault } from "../../../../domain/custody/kits/shares/share.ts";
import type { ClientDeps } from "../ports/client-deps.ts";
import { openOwnShare, type OwnShare } from "./own-share.ts";

/** Which own share goes to whom. */
export interface ShareMove {
  readonly split: StoredSplit;
  readonly vault: ShareVault;
  /** See `ShareWanted`. */
  readonly splitId: string | null;
  /** An age recipient out of a signed document. */
  readonly to: string;
}

/** A share that was sealed anew. */
export interface MovedShare extends Pick<OwnShare, "manifest"> {
  readonly index: number;
  /** An age file, base64url. */
  readonly file: string;
}

/** Opens the own share, seals it to another recipient and wipes it. Throws like `openOwnShare`. */
export async function moveShare(
  deps: Pick<ClientDeps, "age" | "self">,
  { split, vault, splitId, to }: ShareMove,
): Promise<MovedShare> {
  const key = await deps.self.vaultKey(vault === "P" ? "P" : "S");
  try {
    const { share, manifest } = await openOwnShare(deps, { split, vault, splitId, key });
    try {
      return { manifest, index: share.index, file: toBase64url(await deps.age.encrypt(share.bytes, [to])) };
    } finally {
      share.bytes.wipe();
    }
  } finally {
    key.wipe();
  }
}
