import { type Fact, isSeen, type Seen, unseen } from "../../core/fact.ts";
import type { Evidence } from "../../core/finding.ts";
import type { AccountView } from "../account-view.ts";
import { evidence } from "./evidence.ts";

/** The four root flags of the account summary. */
export type RootFlag = "mfa" | "accessKeys" | "password" | "certificates";

/** The keys of `SummaryMap`. */
const names: Readonly<Record<RootFlag, string>> = {
  mfa: "AccountMFAEnabled",
  accessKeys: "AccountAccessKeysPresent",
  password: "AccountPasswordPresent",
  certificates: "AccountSigningCertificatesPresent",
};

/** One root flag in real time, never from the credential report, which may be four hours old. */
export function rootFlag(view: AccountView, flag: RootFlag): Fact<boolean> {
  const fact = view.account.flags?.[flag];
  if (fact === undefined) return unseen("not-asked", "iam:GetAccountSummary");
  return isSeen(fact) ? fact : { ...fact, needs: fact.needs ?? "iam:GetAccountSummary" };
}

/** Evidence that quotes the flag by AWS's name. */
export function flagEvidence(flag: RootFlag, fact: Seen<boolean>): Evidence {
  return evidence(names[flag], fact.value ? "1" : "0", fact);
}
