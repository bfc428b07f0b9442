import { CodedError } from "../../../domain/core/coded-error.ts";
import { sealingErrors } from "../errors.ts";

const firstLine = Buffer.from("age-encryption.org/v1\n");
const lastLine = Buffer.from("\n--- ");
/** More than 150 post-quantum recipients; a longer header would cost one key exchange for each of its lines. */
const mostBytes = 256 * 1024;

/** The kinds of an age file's stanzas, in order (`X25519`, `scrypt`…). Throws `SEALING_DAMAGED` where no header of sensible length is. */
export function checkedHeader(file: Uint8Array): readonly string[] {
  const head = Buffer.from(file.buffer, file.byteOffset, Math.min(file.length, mostBytes));
  if (!head.subarray(0, firstLine.length).equals(firstLine)) {
    const isArmor = head.subarray(0, 10).toString("latin1") === "-----BEGIN";
    throw damaged(isArmor ? "ASCII armour; write it without `-a`" : "no age file");
  }
  const end = head.indexOf(lastLine);
  if (end < 0) throw damaged("its header has no end");
  const lines = head.subarray(0, end).toString("latin1").split("\n");
  return lines.flatMap((line) => (line.startsWith("-> ") ? [line.slice(3).split(" ")[0] ?? ""] : []));
}

function damaged(detail: string): CodedError {
  return new CodedError(sealingErrors.SEALING_DAMAGED, { detail });
}
