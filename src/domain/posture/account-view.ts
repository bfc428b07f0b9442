import type { Instant } from "../core/instant.ts";
import type { Inventory } from "../inventory/inventory.ts";
import type { AccountFacts } from "../snapshot/account-facts.ts";
import type { MailFacts } from "../snapshot/mail-facts.ts";
import type { Manifest } from "../snapshot/manifest.ts";
import type { OrganizationFacts } from "../snapshot/organization-facts.ts";
import type { AccountPrincipals } from "./account-principals.ts";
import type { Danger, PathAnswers, WhoMay } from "./path-answers.ts";

/** Everything a check may look at: one account, with what the whole snapshot knows around it. */
export interface AccountView {
  readonly account: AccountFacts;
  readonly organization: OrganizationFacts;
  readonly manifest: Manifest;
  readonly inventory: Inventory;
  readonly mail: MailFacts | null;
  /** Accounts by canonical phone number and by canonical mailbox. */
  readonly phones: ReadonlyMap<string, readonly string[]>;
  readonly mailboxes: ReadonlyMap<string, readonly string[]>;
  /** Every account id of the snapshot. */
  readonly accountIds: ReadonlySet<string>;
  /** A stored policy document by its hash; undefined when the snapshot lacks it. */
  readonly document: (sha256: string) => unknown;
  readonly principals: AccountPrincipals;
  readonly whoMay: (danger: Danger) => WhoMay;
  readonly paths: PathAnswers;
  /** Id of the approved grant that covers a use of root at that moment; absent: no custody is connected. */
  readonly grantAt?: ((at: Instant) => string | null) | undefined;
  /** The phone's verification status in an earlier snapshot of the same account, when the caller has one. */
  readonly earlierVerification?: string | undefined;
  /** The moment of analysis. */
  readonly now: Instant;
}
