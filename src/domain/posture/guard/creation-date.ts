import { type Fact, isSeen, unseen } from "../../core/fact.ts";
import type { AccountView } from "../account-view.ts";

/** When the account was created: as AWS says, else the day on which the organization created it. */
export function creationDate(view: AccountView): Fact<string> {
  const { createdAt, joinedMethod, joinedAt } = view.account;
  if (createdAt !== undefined && isSeen(createdAt)) return createdAt;
  const created = joinedMethod !== undefined && isSeen(joinedMethod) && joinedMethod.value === "CREATED";
  if (created && joinedAt !== undefined && isSeen(joinedAt)) return joinedAt;
  return createdAt ?? unseen("not-asked", "account:GetAccountInformation");
}
