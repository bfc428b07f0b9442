// What the broker keeps of a seed for the kit: an age file to the kit's recipient, and which recipient that was, under the
// key-encryption key. Nobody but enough sheets opens the age file.
import { Secret } from "../../../domain/core/secret.ts";
import { concat, fromUtf8, utf8 } from "../../../domain/crypto/bytes.ts";
import type { EnvelopePlace } from "../../../domain/custody/envelope/envelope-place.ts";
import { writeFrame } from "../../../domain/custody/frame/frame.ts";
import type { KitCopyRow } from "../../../domain/custody/kits/file/kit-contents.ts";
import type { BrokerCore } from "../core/broker-core.ts";

const newline = 0x0a;

/** The recipient of the kit that the roster names; `null` without one. */
export function seedKitRecipient({ chains }: Pick<BrokerCore, "chains">): string | null {
  return chains.roster.inForce.read.document.kitRecipients.S ?? null;
}

/** A copy of a seed for a kit, to be sealed into its row. */
export async function kitCopyOf(
  { deps }: Pick<BrokerCore, "deps">,
  recipient: string,
  place: EnvelopePlace,
  seed: Secret<Uint8Array>,
): Promise<Secret<Uint8Array>> {
  const file = await deps.age.encrypt(writeFrame({ ...place, kind: "seed" }, seed), [recipient]);
  return new Secret(concat(utf8(`${recipient}\n`), file));
}

/** What an opened copy holds. */
export function readKitCopy(opened: Secret<Uint8Array>): KitCopyRow["copy"] {
  const bytes = opened.reveal().slice();
  const end = bytes.indexOf(newline);
  return { recipient: fromUtf8(bytes.subarray(0, Math.max(0, end))) ?? "", file: bytes.subarray(end + 1) };
}
