/** What the authenticator signs about itself (WebAuthn section 6.1). */
export interface AuthenticatorData {
  /** SHA-256 of the rpId, 32 bytes. */
  readonly rpIdHash: Uint8Array;
  readonly isUserPresent: boolean;
  readonly isUserVerified: boolean;
  readonly isBackupEligible: boolean;
  readonly isBackedUp: boolean;
  /** Zero where the authenticator keeps none. */
  readonly counter: number;
}

/** Reads authenticatorData; `null` when it is cut off, or has bytes behind the counter that no flag announces. */
export function readAuthenticatorData(bytes: Uint8Array): AuthenticatorData | null {
  if (bytes.length < 37) return null;
  const flags = bytes[32] ?? 0;
  const hasMore = (flags & (0x40 | 0x80)) !== 0;
  if (hasMore !== bytes.length > 37) return null;
  let counter = 0;
  for (const byte of bytes.subarray(33, 37)) counter = counter * 256 + byte;
  return {
    rpIdHash: bytes.slice(0, 32),
    isUserPresent: (flags & 0x01) !== 0,
    isUserVerified: (flags & 0x04) !== 0,
    isBackupEligible: (flags & 0x08) !== 0,
    isBackedUp: (flags & 0x10) !== 0,
    counter,
  };
}
