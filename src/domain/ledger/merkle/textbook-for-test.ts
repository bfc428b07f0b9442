// RFC 6962 section 2.1 as it is printed: recursion over lists of entries, no subtree remembered. A witness against the
// product's tree; it shares nothing with it but the hash function of another package's making, handed in.

/** SHA-256 from elsewhere. */
export type Sha256 = (...parts: readonly Uint8Array[]) => Uint8Array;

const leafPrefix = Uint8Array.of(0);
const nodePrefix = Uint8Array.of(1);

/** MTH(D[n]). */
export function textbookRoot(entries: readonly Uint8Array[], sha256: Sha256): Uint8Array {
  const [only] = entries;
  if (only === undefined) return sha256();
  if (entries.length === 1) return sha256(leafPrefix, only);
  const k = split(entries.length);
  return sha256(nodePrefix, textbookRoot(entries.slice(0, k), sha256), textbookRoot(entries.slice(k), sha256));
}

/** PATH(m, D[n]). */
export function textbookPath(m: number, entries: readonly Uint8Array[], sha256: Sha256): readonly Uint8Array[] {
  if (entries.length === 1) return [];
  const k = split(entries.length);
  return m < k
    ? [...textbookPath(m, entries.slice(0, k), sha256), textbookRoot(entries.slice(k), sha256)]
    : [...textbookPath(m - k, entries.slice(k), sha256), textbookRoot(entries.slice(0, k), sha256)];
}

/** PROOF(m, D[n]) for 0 < m <= n. */
export function textbookProof(m: number, entries: readonly Uint8Array[], sha256: Sha256): readonly Uint8Array[] {
  return subproof(m, entries, true, sha256);
}

function subproof(m: number, entries: readonly Uint8Array[], isWhole: boolean, sha256: Sha256): readonly Uint8Array[] {
  if (m === entries.length) return isWhole ? [] : [textbookRoot(entries, sha256)];
  const k = split(entries.length);
  return m <= k
    ? [...subproof(m, entries.slice(0, k), isWhole, sha256), textbookRoot(entries.slice(k), sha256)]
    : [...subproof(m - k, entries.slice(k), false, sha256), textbookRoot(entries.slice(0, k), sha256)];
}

function split(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}
