import { Secret } from "../../../../domain/core/secret.ts";

// What AWS takes for the root user (upper and lower case, digits, special characters), without characters that people
// mistake for each other when they read them aloud or type them from paper: 0 O, 1 I l, and quotes.
const letters = "ABCDEFGHJKLMNPQRSTUVWXYZ";
const small = "abcdefghijkmnopqrstuvwxyz";
const digits = "23456789";
const marks = "!#%+-=?@_~";
const alphabet = letters + small + digits + marks;

/** Characters of a generated password: 6 bits each, 240 bits in all. */
export const passwordLength = 40;

/** A password that nobody thought of, ASCII bytes; has at least one character of each of the four classes. */
export function newPassword(randomBytes: (length: number) => Uint8Array): Secret<Uint8Array> {
  for (;;) {
    const bytes = characters(randomBytes);
    if ([letters, small, digits, marks].every((each) => hasOneOf(bytes, each))) return new Secret(bytes);
    bytes.fill(0);
  }
}

/** Draws without bias: bytes from the last, incomplete run of the alphabet are thrown away. */
function characters(randomBytes: (length: number) => Uint8Array): Uint8Array {
  const most = 256 - (256 % alphabet.length);
  const made = new Uint8Array(passwordLength);
  let at = 0;
  while (at < passwordLength) {
    const drawn = randomBytes(2 * passwordLength);
    for (const byte of drawn) {
      if (byte < most && at < passwordLength) made[at++] = alphabet.charCodeAt(byte % alphabet.length);
    }
    drawn.fill(0);
  }
  return made;
}

function hasOneOf(bytes: Uint8Array, characters: string): boolean {
  return bytes.some((byte) => characters.includes(String.fromCharCode(byte)));
}
