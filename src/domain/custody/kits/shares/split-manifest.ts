// The public list of a split: a quorum signs it, the log keeps it, and it names a changed share even when there are
// exactly as many as needed, where nothing else could.
import { z } from "zod";
import { fromBase64url, toBase64url } from "../../../crypto/base64url.ts";
import { bytesField, hashField, idField } from "../../documents/fields.ts";
import { type Refused, refused } from "../../refused.ts";
import { kitErrors } from "../errors.ts";
import { shareCommitment } from "./share-commitment.ts";
import type { Share, ShareHead } from "./share.ts";

const manifestSchema = z
  .strictObject({
    splitId: bytesField(8),
    vault: z.enum(["P", "S", "K"]),
    t: z.int().min(2).max(255),
    n: z.int().min(2).max(255),
    /** D of each share's body, in the order of the sheets. */
    commits: z.array(hashField).min(2).max(255),
    /** Who, or which place, holds each; in the same order. */
    holders: z.array(idField).min(2).max(255),
    kcv: bytesField(16),
  })
  .refine(({ t, n }) => t <= n, { message: "a threshold above the number of shares" })
  .refine(({ n, commits, holders }) => commits.length === n && holders.length === n, {
    message: "as many commitments and holders as shares",
  })
  .refine(({ commits }) => new Set(commits).size === commits.length, { message: "one commitment twice" });

/** A split's public list: `{splitId, vault, t, n, commits, holders, kcv}`, bytes in base64url. */
export type SplitManifest = Readonly<z.infer<typeof manifestSchema>>;

/** Reads a manifest out of a parsed document. Refused by `CUSTODY_MANIFEST_UNFIT`. */
export function readSplitManifest(
  value: unknown,
): { readonly status: "read"; readonly manifest: SplitManifest } | Refused {
  const read = manifestSchema.safeParse(value);
  if (read.success) return { status: "read", manifest: read.data };
  const [issue] = read.error.issues;
  const path = issue?.path.map((part) => String(part)).join(".") ?? "";
  return refused(kitErrors.CUSTODY_MANIFEST_UNFIT, `${path === "" ? "manifest" : path}: ${issue?.message ?? "unfit"}`);
}

/** The manifest of shares that were just made: all of them, in order. `kcv` is 16 bytes, made with the split key. */
export function splitManifest(shares: readonly Share[], holders: readonly string[], kcv: Uint8Array) {
  const [first] = shares;
  return readSplitManifest({
    splitId: first?.splitId,
    vault: first?.vault,
    t: first?.threshold,
    n: first?.total,
    commits: shares.map((share) => toBase64url(shareCommitment(share))),
    holders,
    kcv: toBase64url(kcv),
  });
}

/** What shares are held against: a split's head and, in the order of the sheets, each commitment or its first bytes. */
export interface SplitCommitments extends Omit<ShareHead, "index"> {
  /** Each 4 (from a sheet) to 32 bytes (from a manifest). */
  readonly commits: readonly Uint8Array[];
}

/** The commitments of a manifest. */
export function commitmentsOf(manifest: SplitManifest): SplitCommitments {
  const { vault, splitId, t, n, commits } = manifest;
  return {
    vault,
    splitId,
    threshold: t,
    total: n,
    commits: commits.map((commit) => fromBase64url(commit) ?? new Uint8Array()),
  };
}
