import type { AccountFacts } from "./account-facts.ts";
import type { AuthorizationDetails } from "./authorization-details.ts";
import type { MailFacts } from "./mail-facts.ts";
import type { Manifest } from "./manifest.ts";
import type { OrganizationFacts } from "./organization-facts.ts";

/**
 * A snapshot that was read. Account lines are in memory (a few kilobytes each); authorization details are read one
 * account at a time, because they are what makes a snapshot large.
 */
export interface Snapshot {
  readonly manifest: Manifest;
  readonly organization: OrganizationFacts;
  /** Sorted by id. */
  readonly accounts: readonly AccountFacts[];
  readonly mail: MailFacts | null;
  /** `sha256:<hex>` over the lines `<sha256>  <path>` of all files, sorted by path. */
  readonly hash: string;
  /** Null when the account's `iam` fact is unknown. Throws a coded error when the file is damaged. */
  readonly authorizationDetails: (account: string) => Promise<AuthorizationDetails | null>;
  /** A document of `policies/` by its hash; SCPs, RCPs and managed policies. Throws a coded error when missing. */
  readonly document: (sha256: string) => Promise<unknown>;
}
