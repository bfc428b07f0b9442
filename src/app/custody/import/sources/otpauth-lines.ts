import type { AccountId } from "../../../../domain/core/account-id.ts";
import { Secret } from "../../../../domain/core/secret.ts";
import { otpauthRow } from "./otpauth-row.ts";
import type { ImportSource } from "./source-row.ts";

/** Whether a file's first line that is neither empty nor a remark has the form of an address of one-time codes. */
export function isOtpauthList(file: Uint8Array): boolean {
  const head = new TextDecoder().decode(file.subarray(0, 4096)).replace(/^\uFEFF/, "");
  return /^(?:\s*#[^\n]*\n)*\s*(?:otpauth(?:-migration)?|steam):\/\//i.test(head);
}

/** One address to a line; empty lines and lines that begin with `#` are left out. */
export function otpauthLines(file: Secret<Uint8Array>, chosen: AccountId | null): ImportSource {
  const rows = linesOf(file.reveal()).flatMap(({ line, bytes }) =>
    bytes.length === 0 || bytes[0] === 0x23 ? [] : [otpauthRow(`line ${line}`, line, new Secret(bytes), chosen)],
  );
  return { kind: "otpauth", rows, leftOut: [] };
}

/** Lines without their ends and without blanks around them, as bytes: a seed never becomes a string. */
function linesOf(bytes: Uint8Array): readonly { readonly line: number; readonly bytes: Uint8Array }[] {
  const lines: { line: number; bytes: Uint8Array }[] = [];
  const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  for (let from = start, line = 1; from <= bytes.length; line++) {
    const end = bytes.indexOf(0x0a, from);
    const to = end < 0 ? bytes.length : end;
    lines.push({ line, bytes: trimmed(bytes.subarray(from, to)) });
    from = to + 1;
  }
  return lines;
}

function trimmed(bytes: Uint8Array): Uint8Array {
  let [from, to] = [0, bytes.length];
  while (from < to && (bytes[from] ?? 0) <= 0x20) from++;
  while (to > from && (bytes[to - 1] ?? 0) <= 0x20) to--;
  return bytes.slice(from, to);
}
