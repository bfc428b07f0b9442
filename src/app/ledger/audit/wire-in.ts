import { type SignedWire, signedWireField } from "../../../domain/custody/protocol/signed-wire.ts";

/** A signed decision as it stands in an entry; `null` for what is none. */
export function wireIn(text: string): SignedWire | null {
  try {
    const read = signedWireField.safeParse(JSON.parse(text));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}
