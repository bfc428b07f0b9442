import type { PolicyKind } from "../../../domain/iam/language/policy-kind.ts";

// Pattern of PolicyDocument in the IAM API reference and of Policy in the STS API reference. Organizations and the
// services with resource policies take more: an S3 key may have any character.
const strict: ReadonlySet<PolicyKind> = new Set(["identity", "trust", "boundary", "session"]);

/** The offset of the first character of a document that IAM does not accept; null when there is none. */
export function foreignCharacter(text: string, as: PolicyKind): number | null {
  if (!strict.has(as)) return null;
  const offset = text.search(/[^\t\n\r\u0020-\u00FF]/);
  return offset === -1 ? null : offset;
}
