import { isSeen, unseen } from "../../domain/core/fact.ts";
import { managementOf, type OrganizationReads } from "./organization/organization-reads.ts";
import { type RootAccessStatus, statusOf } from "./organization/status-of.ts";

/** What the status needs. */
export interface StatusDeps {
  /** Twelve digits of the caller's account. */
  readonly caller: string;
  readonly reads: OrganizationReads;
}

/** Reads where central root access of the caller's organization stands; nothing is asked of members. */
export const rootAccessStatus =
  ({ caller, reads }: StatusDeps) =>
  async (): Promise<RootAccessStatus> => {
    const found = await reads.place();
    if (isSeen(found.organization) && found.organization.value === null) {
      const none = unseen("not-in-mode", undefined, "the account is in no organization");
      return statusOf({ caller, found, features: none, trustedAccess: none, delegates: none, accounts: none });
    }
    const [features, trustedAccess, delegates, accounts] = await Promise.all([
      reads.features(),
      reads.trustedAccess(),
      reads.delegates(),
      reads.accounts(managementOf(found)),
    ]);
    return statusOf({ caller, found, features, trustedAccess, delegates, accounts });
  };
