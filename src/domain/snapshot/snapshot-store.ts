import type { AccountFacts } from "./account-facts.ts";
import type { AuthorizationDetails, StoredDocument } from "./authorization-details.ts";
import type { MailFacts } from "./mail-facts.ts";
import type { Manifest } from "./manifest.ts";
import type { OrganizationFacts } from "./organization-facts.ts";

/** What an earlier run left in the directory. */
export interface PriorRun {
  readonly manifest: Manifest;
  readonly organization: OrganizationFacts | null;
}

/**
 * A snapshot being written. Every `put` is on disk when it resolves, and throws a coded error when it cannot be (a full
 * disk); what was put before stays. The same account may be put again: the last line counts.
 */
export interface SnapshotStore {
  /** Null unless a run is resumed. */
  readonly prior: PriorRun | null;
  readonly putManifest: (manifest: Manifest) => Promise<void>;
  readonly putOrganization: (organization: OrganizationFacts) => Promise<void>;
  readonly putMail: (mail: MailFacts) => Promise<void>;
  readonly putAccount: (account: AccountFacts) => Promise<void>;
  /** The last line of an account, read back from the disk; null when there is none. */
  readonly account: (id: string) => Promise<AccountFacts | null>;
  /** Ids of all accounts with a line, sorted. */
  readonly accountIds: () => readonly string[];
  /** Keeps a document under `policies/` and returns its SHA-256. */
  readonly putDocument: (text: string) => Promise<string>;
  /** A document as it stands in `iam/`: itself, or a pointer when it is `shared`, seen before, or no JSON object. */
  readonly storeDocument: (text: string, shared: boolean) => Promise<StoredDocument>;
  /** Writes `iam/<account>.json` and returns that path. */
  readonly putDetails: (account: string, details: AuthorizationDetails) => Promise<string>;
  /** Sorts `accounts.jsonl`, one line per account, and writes the last manifest. */
  readonly finish: (manifest: Manifest) => Promise<void>;
}
