import { CodedError } from "../../../domain/core/coded-error.ts";
import { Secret } from "../../../domain/core/secret.ts";
import { fromBase64url } from "../../../domain/crypto/base64url.ts";
import { equalBytes, utf8 } from "../../../domain/crypto/bytes.ts";
import { sha256 } from "../../../domain/crypto/sha256.ts";
import { readFrame } from "../../../domain/custody/frame/frame.ts";
import { ageIdentity } from "../../../domain/custody/kits/age/age-identity.ts";
import { kitErrors } from "../../../domain/custody/kits/errors.ts";
import { type KitFile, type KitItem, readKitFile } from "../../../domain/custody/kits/file/kit-file.ts";
import type { KitManifest } from "../../../domain/custody/kits/file/kit-manifest.ts";
import type { Age } from "../../../world/sealing/sealing.ts";
import { custodyRefusal } from "../custody-refusal.ts";

/** An opened kit: what it lists, and the way to one account's item. */
export interface OpenedKit {
  readonly kit: KitFile;
  /** The password in UTF-8, or the seed. Throws `CUSTODY_KIT_NO_ITEM`, `CUSTODY_KIT_UNREADABLE`. */
  readonly item: (account: string) => Promise<Secret<Uint8Array>>;
}

/** Opens a kit's file with its key. Throws `SEALING_*`, `CUSTODY_KIT_UNREADABLE`, `CUSTODY_KIT_OTHER`. */
export async function openKit(
  file: Uint8Array,
  key: Secret<Uint8Array>,
  expected: Pick<KitManifest, "vault" | "deployment"> | null,
  age: Age,
): Promise<OpenedKit> {
  const identity = new Secret(utf8(ageIdentity(key).reveal()));
  const plain = await age.decrypt(file, identity);
  const read = readKitFile(plain.reveal());
  plain.wipe();
  if (read.status === "refused") throw custodyRefusal(read);
  const { kit } = read;
  if (expected !== null && (kit.vault !== expected.vault || kit.deployment !== expected.deployment)) {
    throw new CodedError(kitErrors.CUSTODY_KIT_OTHER, {
      detail: `vault ${kit.vault} of ${kit.deployment}, not ${expected.vault} of ${expected.deployment}`,
    });
  }
  return {
    kit,
    item: async (account) => {
      const item = newestItem(kit, account);
      const opened = await age.decrypt(fromBase64url(item.file) ?? new Uint8Array(), identity);
      const { deployment, vault } = kit;
      const kind = vault === "P" ? "password" : "seed";
      const frame = readFrame({ vault, deployment, account, kind, version: item.version }, opened);
      opened.wipe();
      if (frame.status === "read") return frame.data;
      const why = frame.status === "other" ? "an item of another place" : "no frame";
      throw new CodedError(kitErrors.CUSTODY_KIT_UNREADABLE, { detail: `${account}: ${why}` });
    },
  };
}

/**
 * Opens the canary file: whether the key is the one that the kit was made with. The proof of a drill is the SHA-256 of
 * what it holds, which nobody knows who cannot open it.
 */
export async function openCanary(
  file: Uint8Array,
  key: Secret<Uint8Array>,
  manifest: KitManifest,
  age: Age,
): Promise<{ readonly isRight: boolean; readonly proof: string }> {
  const plain = await age.decrypt(file, new Secret(utf8(ageIdentity(key).reveal())));
  const hash = sha256(plain.reveal());
  plain.wipe();
  return { isRight: equalBytes(hash, fromBase64url(manifest.canary) ?? new Uint8Array()), proof: manifest.canary };
}

function newestItem(kit: KitFile, account: string): KitItem {
  const own = kit.items.filter((item) => item.account === account);
  const newest = own.toSorted((one, other) => other.version - one.version)[0];
  if (newest === undefined) throw new CodedError(kitErrors.CUSTODY_KIT_NO_ITEM, { detail: account });
  return newest;
}
