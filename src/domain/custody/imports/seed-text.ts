// Seeds as people and programs write them. Works on bytes: a seed never becomes a string, which could not be wiped, and
// never reaches an error; a digit that base32 does not have is no part of one and is named.
import { Secret } from "../../core/secret.ts";
import type { ImportProblemKind } from "./import-problem.ts";

/** A problem of a seed: what and where, from 1 in the text as given. */
export interface SeedProblem {
  readonly kind: Extract<ImportProblemKind, `seed-${string}`>;
  readonly character?: number;
  readonly detail?: string;
}

/** A seed and what is unusual about it, or why there is none. */
export type ReadSeed =
  | { readonly status: "read"; readonly seed: Secret<Uint8Array>; readonly warnings: readonly SeedProblem[] }
  | { readonly status: "unreadable"; readonly problems: readonly SeedProblem[] };

/** Characters of a seed, at most. */
const mostCharacters = 1024;

/** Reads a base32 seed (RFC 4648); spaces, dashes, lower case and `=` are tolerated. */
export function readSeedText(text: Uint8Array): ReadSeed {
  if (isScientific(text)) return no({ kind: "seed-scientific" });
  const values: number[] = [];
  const problems: SeedProblem[] = [];
  let digits = 0;
  for (const [at, byte] of text.entries()) {
    if (skipped.has(byte)) continue;
    const value = valueOf(byte);
    // The bytes behind the first of a UTF-8 character are no characters of their own.
    if (value === null && (byte & 0xc0) !== 0x80) {
      problems.push({ kind: digitKinds.get(byte) ?? "seed-character", character: at + 1 });
    }
    if (byte >= 0x30 && byte <= 0x39) digits++;
    values.push(value ?? 0);
    if (values.length > mostCharacters) return no({ kind: "seed-long" });
  }
  if (values.length === 0) return no({ kind: "seed-missing" });
  if (digits === values.length) return no({ kind: "seed-digits", detail: `${digits} digits` }, ...problems.slice(0, 1));
  if (problems.length > 0) return { status: "unreadable", problems: problems.slice(0, 8) };
  if (![0, 2, 4, 5, 7].includes(values.length % 8))
    return no({ kind: "seed-length", detail: `${values.length} characters` });
  return packed(values);
}

function packed(values: number[]): ReadSeed {
  const bytes = new Uint8Array(Math.floor((values.length * 5) / 8));
  let held = 0;
  let count = 0;
  let at = 0;
  for (const value of values) {
    held = ((held & 0x7f) << 5) | value;
    count += 5;
    if (count < 8) continue;
    count -= 8;
    bytes[at++] = held >> count;
    held &= (1 << count) - 1;
  }
  const length = values.length;
  values.fill(0);
  return { status: "read", seed: new Secret(bytes), warnings: seedWarnings(bytes.length, length, held !== 0) };
}

/** What is unusual about a seed of so many bytes and, if it was base32, characters. */
export function seedWarnings(bytes: number, characters: number | null, hasTail: boolean): readonly SeedProblem[] {
  const warnings: SeedProblem[] = [];
  if (hasTail) warnings.push({ kind: "seed-tail" });
  if (bytes < 16) warnings.push({ kind: "seed-short", detail: `${bytes} bytes` });
  else if (characters === null ? bytes !== 40 : characters !== 64) {
    warnings.push({
      kind: "seed-unusual",
      detail: characters === null ? `${bytes} bytes` : `${characters} characters`,
    });
  }
  return warnings;
}

/** Space, tab, no-break space's two bytes are left to be named; dash, padding. */
const skipped = new Set([0x20, 0x09, 0x0a, 0x0d, 0x2d, 0x3d]);
const digitKinds = new Map<number, SeedProblem["kind"]>([
  [0x30, "seed-zero"],
  [0x31, "seed-one"],
  [0x38, "seed-eight"],
  [0x39, "seed-nine"],
]);

function valueOf(byte: number): number | null {
  if (byte >= 0x41 && byte <= 0x5a) return byte - 0x41;
  if (byte >= 0x61 && byte <= 0x7a) return byte - 0x61;
  return byte >= 0x32 && byte <= 0x37 ? byte - 0x32 + 26 : null;
}

/** `1.23E+11`, `1E+20`, `1,23e+11`: digits, perhaps a point, E, a sign, digits. */
function isScientific(text: Uint8Array): boolean {
  let at = 0;
  const digits = () => {
    const from = at;
    while ((text[at] ?? 0) >= 0x30 && (text[at] ?? 0) <= 0x39) at++;
    return at > from;
  };
  if (!digits()) return false;
  if (text[at] === 0x2e || text[at] === 0x2c) {
    at++;
    if (!digits()) return false;
  }
  if (text[at] !== 0x45 && text[at] !== 0x65) return false;
  at++;
  if (text[at] !== 0x2b && text[at] !== 0x2d) return false;
  at++;
  return digits() && at === text.length;
}

function no(...problems: SeedProblem[]): ReadSeed {
  return { status: "unreadable", problems };
}
