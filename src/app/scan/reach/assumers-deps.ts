import type { AccountShelf } from "./account-shelf.ts";
import type { Escalations } from "./escalations.ts";
import type { OrganizationGuards } from "./organization-guards.ts";
import type { RequestContexts } from "./request-context.ts";

/** What finding the ways in needs. */
export interface AssumersDeps {
  readonly partition: string;
  readonly accounts: AccountShelf;
  readonly guards: OrganizationGuards;
  readonly contexts: RequestContexts;
  /** Absent: escalations are not followed, role trust alone. */
  readonly escalations?: Escalations | undefined;
}
