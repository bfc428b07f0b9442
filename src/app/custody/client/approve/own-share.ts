import { CodedError } from "../../../../domain/core/coded-error.ts";
import type { Secret } from "../../../../domain/core/secret.ts";
import { bytesOf } from "../../../../domain/custody/protocol/signed-wire.ts";
import type { StoredSplit } from "../../../../domain/custody/protocol/stored-split.ts";
import { isCommitted } from "../../../../domain/custody/kits/shares/check-shares.ts";
import { readShare, type Share, type ShareVault } from "../../../../domain/custody/kits/shares/share.ts";
import {
  commitmentsOf,
  readSplitManifest,
  type SplitManifest,
} from "../../../../domain/custody/kits/shares/split-manifest.ts";
import { clientErrors } from "../errors.ts";
import type { ClientDeps } from "../ports/client-deps.ts";

/** A share of one's own, opened; wipe it. */
export interface OwnShare {
  readonly share: Share;
  readonly manifest: SplitManifest;
}

/** Whose share of what is to be opened. */
export interface ShareWanted {
  readonly split: StoredSplit;
  /** What the share itself must say. */
  readonly vault: ShareVault;
  /** The split id that the place has, where it tells; `null` where only the receiver knows. */
  readonly splitId: string | null;
  /** The person's age identity of the vault: `P`, or `S` for `S` and `K`. */
  readonly key: Secret<Uint8Array>;
}

/** Whether this person holds one of the shares. */
export function holdsShare(split: StoredSplit | null | undefined, person: string): split is StoredSplit {
  return split?.shares.some(({ holder }) => holder === person) === true;
}

/**
 * Opens the own share and holds it against its checksum, the public list and what was asked for. Throws
 * `CLIENT_NO_SHARE`, `CLIENT_SHARE_FOREIGN`, the share's own rows, `SEALING_*`.
 */
export async function openOwnShare(
  { age, self }: Pick<ClientDeps, "age" | "self">,
  { split, vault, splitId, key }: ShareWanted,
): Promise<OwnShare> {
  const read = readSplitManifest(split.manifest);
  if (read.status === "refused") throw new CodedError(read.row, { detail: read.detail });
  const { manifest } = read;
  const stored = split.shares.find(({ holder }) => holder === self.person.id);
  if (stored === undefined) {
    throw new CodedError(clientErrors.CLIENT_NO_SHARE, { detail: `held by ${manifest.holders.join(", ")}` });
  }
  if (manifest.vault !== vault) throw foreign(`a list of vault ${manifest.vault}`);
  if (splitId !== null && manifest.splitId !== splitId) throw foreign("a list of another account or version");
  if (manifest.holders[stored.index - 1] !== self.person.id) throw foreign(`share ${stored.index} is another holder's`);
  const plain = await age.decrypt(bytesOf(stored.file), key);
  const opened = readShare(plain);
  if (opened.status === "refused") {
    plain.wipe();
    throw new CodedError(opened.row, { detail: opened.detail });
  }
  const { share } = opened;
  const isListed = share.index === stored.index && share.splitId === manifest.splitId && share.vault === vault;
  if (!isListed || !isCommitted(share, commitmentsOf(manifest))) {
    plain.wipe();
    throw foreign(`share ${stored.index} is not the one that was committed to`);
  }
  return { share, manifest };
}

function foreign(detail: string): CodedError {
  return new CodedError(clientErrors.CLIENT_SHARE_FOREIGN, { detail });
}
