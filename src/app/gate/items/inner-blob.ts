// What lies under the outer layer of a password: the client's own envelope, how its key is wrapped, and the kit's copy. The
// gate adds its layer around bytes that it cannot read, and takes it off for one receipt.
import { z } from "zod";
import { Secret } from "../../../domain/core/secret.ts";
import { fromUtf8, utf8 } from "../../../domain/crypto/bytes.ts";
import { openEnvelope, sealEnvelope } from "../../../domain/custody/envelope/envelope.ts";
import type { EnvelopePlace } from "../../../domain/custody/envelope/envelope-place.ts";
import { someBytesField } from "../../../domain/custody/documents/fields.ts";
import type { KeptPassword } from "../../../world/store/gate/gate-store.ts";
import type { Gate } from "../core/gate.ts";
import { refuse } from "../core/refuse.ts";
import { gateErrors } from "../errors.ts";

const blobSchema = z.strictObject({
  v: z.literal(1),
  envelope: someBytesField(16 * 1024),
  /** An age file with the key's frame; `null` in sealed mode, where shares lie beside. */
  file: someBytesField(256 * 1024).nullable(),
  kit: someBytesField(32 * 1024).nullable(),
  /** The kit's recipient that the roster named when it came. */
  kitTo: z.string().max(100).optional(),
});

/** What a client sealed; all base64url. */
export type InnerBlob = Readonly<z.infer<typeof blobSchema>>;

/** Puts the outer layer around a blob. */
export function sealOuter(
  gate: Pick<Gate, "kek" | "deployment" | "random">,
  item: ItemName,
  blob: InnerBlob,
): Uint8Array {
  const plaintext = new Secret(utf8(JSON.stringify(blob)));
  return sealEnvelope({ key: gate.kek, place: placeOf(gate, item), nonce: gate.random(12), plaintext });
}

/** Takes the outer layer off. Throws `GATE_ITEM_ROLLED_BACK` for a row that was changed or moved. */
export function openOuter(gate: Pick<Gate, "kek" | "deployment">, item: KeptPassword): InnerBlob {
  const opened = openEnvelope({ key: gate.kek, place: placeOf(gate, item), envelope: item.outer });
  if (opened.status !== "opened") {
    refuse(gateErrors.GATE_ITEM_ROLLED_BACK, `${item.account} version ${item.version}: ${opened.status}`);
  }
  const text = fromUtf8(opened.plaintext.reveal());
  opened.plaintext.wipe();
  return blobSchema.parse(text === null ? null : JSON.parse(text));
}

/** Which item. */
export interface ItemName {
  readonly account: string;
  readonly version: number;
}

function placeOf({ deployment }: Pick<Gate, "deployment">, { account, version }: ItemName): EnvelopePlace {
  return { vault: "P", deployment, account, kind: "password", version };
}
