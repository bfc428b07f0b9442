import type { AccountState } from "../state/account-state.ts";
import type { OrganizationState } from "../state/organization-state.ts";
import type { PretendState } from "../state/pretend-state.ts";
import { pathOf } from "../evaluator/request-context.ts";
import { targetArn } from "./organization-arns.ts";

/** An account as ListAccounts and DescribeAccount tell it; `Status` was retired in September 2026. */
export function accountSummary(
  state: PretendState,
  organization: OrganizationState,
  account: AccountState,
): Readonly<Record<string, unknown>> {
  return {
    Id: account.id,
    Arn: targetArn(state, organization, account.id),
    Email: account.email,
    Name: account.name,
    State: account.state,
    Paths: [`${organization.id}/${[...pathOf(state, account), account.id].join("/")}/`],
    JoinedMethod: account.joined,
    JoinedTimestamp: account.joinedAt / 1000,
  };
}
