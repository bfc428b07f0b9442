const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** A ULID: 48 bits of time in Unix milliseconds and 80 random bits (10 bytes), as 26 characters. */
export function ulid(timeMs: number, random: Uint8Array): string {
  let time = "";
  let rest = timeMs;
  for (let at = 0; at < 10; at++) {
    time = alphabet.charAt(rest % 32) + time;
    rest = Math.floor(rest / 32);
  }
  let bits = 0n;
  for (const byte of random.subarray(0, 10)) bits = (bits << 8n) | BigInt(byte);
  let tail = "";
  for (let at = 0; at < 16; at++) {
    tail = alphabet.charAt(Number(bits & 31n)) + tail;
    bits >>= 5n;
  }
  return time + tail;
}

/** When a ULID says that it was made, in Unix seconds. */
export function ulidSeconds(id: string): number {
  let time = 0;
  for (const character of id.slice(0, 10)) time = time * 32 + Math.max(0, alphabet.indexOf(character));
  return Math.floor(time / 1000);
}
