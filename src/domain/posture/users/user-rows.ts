import { isSeen, type Seen, type Unseen, unseen } from "../../core/fact.ts";
import type { Evidence } from "../../core/finding.ts";
import type { UserCredentials } from "../../snapshot/account-facts.ts";
import type { AccountView } from "../account-view.ts";

/** The IAM users of an account with their credentials. `none`: the account has no user, whatever the report says. */
export type UserRows =
  | { readonly status: "read"; readonly rows: readonly UserCredentials[]; readonly from: Seen<unknown> }
  | { readonly status: "none"; readonly evidence: readonly Evidence[] }
  | { readonly status: "unseen"; readonly fact: Unseen };

/** Rows of the credential report; without it the list of principals can still show that there is no user. */
export function userRows(view: AccountView): UserRows {
  const { users, report } = view.account;
  if (isSeen(users)) return { status: "read", rows: users.value, from: users };
  const { principals } = view;
  if (principals.status === "known" && !principals.list.some(({ kind }) => kind === "user")) {
    const source = "iam:GetAccountAuthorizationDetails";
    return {
      status: "none",
      evidence: [{ fact: "IAM users", value: "none", source, observedAt: view.manifest.startedAt }],
    };
  }
  // Snapshots of before these rows were kept hold root's row alone.
  const step = isSeen(report)
    ? "a new scan: this snapshot keeps root's row of the report alone"
    : "--credential-report";
  const fact = users ?? unseen("not-asked", step);
  return { status: "unseen", fact: { ...fact, needs: fact.needs ?? "iam:GetCredentialReport" } };
}

/** The name of a user: the end of its ARN, because names hold no slash and paths do. */
export function userName(arn: string): string {
  return arn.slice(arn.lastIndexOf("/") + 1);
}
