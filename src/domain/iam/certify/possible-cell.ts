import type { Cell } from "../prove/cell.ts";
import type { CredentialKind } from "../prove/credential-kind.ts";
import type { ProvePrincipal } from "../prove/subject.ts";

type Mfa = Cell["mfa"];

/** What `aws:MultiFactorAuthPresent` may be. Source: IAM user guide, "Compare AWS STS credentials", MFA-protected API access. */
const mfaOf: Readonly<Record<CredentialKind, readonly Mfa[]>> = {
  "policy-text": ["absent", "false", "true"],
  "user-key": ["absent"],
  "user-console": ["false"],
  "user-console-mfa": ["true"],
  "session-token": ["false"],
  "session-token-mfa": ["true"],
  "session-token-console": ["false"],
  "session-token-console-mfa": ["true"],
  "federation-token": ["absent", "false"],
  "federation-console": ["absent", "false"],
  "assume-role-with-code": ["true"],
  "role-session": ["false"],
  "role-session-mfa": ["false", "true"],
  "role-chained": ["false"],
  forwarded: ["false"],
  "root-key": ["absent"],
  "root-console": ["false"],
  "root-console-mfa": ["true"],
  "assume-root": ["absent", "false", "true"],
};

/** Every kind of credential that is known here. */
export const credentialKinds = Object.keys(mfaOf) as readonly CredentialKind[];

/** Kinds whose sessions may or may not tell the age of the code. */
const ageMayBeMissing: ReadonlySet<CredentialKind> = new Set(["role-session-mfa", "assume-root"]);

/** True when a request signed so can have the cell; a claim about another cell says nothing. */
export function isPossibleCell(credential: CredentialKind, cell: Cell): boolean {
  if (!mfaOf[credential].includes(cell.mfa)) return false;
  if (cell.mfa !== "true") return cell.age === null;
  if (cell.age === null) return ageMayBeMissing.has(credential);
  const { min, max } = cell.age;
  return Number.isSafeInteger(min) && min >= 0 && (max === null || (Number.isSafeInteger(max) && max >= min));
}

/** True when a principal of this kind can hold the credential. */
export function canHold({ kind }: ProvePrincipal, credential: CredentialKind): boolean {
  switch (kind) {
    case "user":
      return !/^(?:role|root|assume-root)/.test(credential);
    case "role":
    case "service-linked-role":
      return /^(?:role|policy-text|forwarded|assume-role)/.test(credential);
    case "root":
      return /^(?:root|assume-root|policy-text|forwarded|session-token|federation)/.test(credential);
  }
}
