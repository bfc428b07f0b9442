import type { HmacHash } from "../../crypto/hmac.ts";

/** The hash that a program's name for it means (`SHA1`, `Sha256`, `HMAC-SHA-512`, `SHA-1`); `null` for any other. */
export function hashNamed(text: string): HmacHash | null {
  switch (
    text
      .trim()
      .toUpperCase()
      .replace(/^HMAC-?/, "")
      .replace("-", "")
  ) {
    case "SHA1":
      return "SHA-1";
    case "SHA256":
      return "SHA-256";
    case "SHA512":
      return "SHA-512";
    default:
      return null;
  }
}

/** How many digits a code has; 6 and 8 alone are made here. */
export function digitsNamed(text: string): 6 | 8 | null {
  const bare = text.trim();
  return bare === "6" ? 6 : bare === "8" ? 8 : null;
}

/** Seconds of a step, 1 to 3600. */
export function periodNamed(text: string): number | null {
  const bare = text.trim();
  if (!/^[0-9]{1,4}$/.test(bare)) return null;
  const seconds = Number(bare);
  return seconds >= 1 && seconds <= 3600 ? seconds : null;
}
