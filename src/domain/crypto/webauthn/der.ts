/** One DER value and what stands behind it. */
export interface DerValue {
  readonly tag: number;
  readonly body: Uint8Array;
  readonly rest: Uint8Array;
}

/**
 * Reads the first DER value (X.690) of at most 65,535 bytes with a one-byte tag; `null` when it is cut off or its length is
 * written in a longer way than needed, so that a key has one encoding.
 */
export function readDer(bytes: Uint8Array): DerValue | null {
  const [tag, first] = bytes;
  if (tag === undefined || first === undefined || (tag & 0x1f) === 0x1f) return null;
  const size = sizeAt(bytes, first);
  if (size === null || size.start + size.length > bytes.length) return null;
  const end = size.start + size.length;
  return { tag, body: bytes.subarray(size.start, end), rest: bytes.subarray(end) };
}

/** The body of the only value in these bytes when it has this tag; `null` otherwise. */
export function onlyDer(bytes: Uint8Array, tag: number): Uint8Array | null {
  const value = readDer(bytes);
  return value !== null && value.tag === tag && value.rest.length === 0 ? value.body : null;
}

function sizeAt(bytes: Uint8Array, first: number): { readonly start: number; readonly length: number } | null {
  if (first < 0x80) return { start: 2, length: first };
  const [, , high, low] = bytes;
  if (first === 0x81 && high !== undefined) return high >= 0x80 ? { start: 3, length: high } : null;
  if (first === 0x82 && high !== undefined && low !== undefined) {
    return high > 0 ? { start: 4, length: high * 256 + low } : null;
  }
  return null;
}
