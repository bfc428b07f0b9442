import type { Answer } from "../../../domain/snapshot/calls/answer.ts";
import type { Session } from "../session/session.ts";

/** The four root flags of the account; null where the answer lacks the number. */
export interface RootFlags {
  readonly mfa: boolean | null;
  readonly accessKeys: boolean | null;
  readonly password: boolean | null;
  readonly certificates: boolean | null;
}

/** Reads the root flags in real time; any number above 0 means yes. */
export function getAccountSummary(session: Session): Promise<Answer<RootFlags>> {
  return session.call("iam:GetAccountSummary", async (clients, options) => {
    const [{ GetAccountSummaryCommand }, client] = await Promise.all([import("@aws-sdk/client-iam"), clients.iam()]);
    const { SummaryMap } = await client.send(new GetAccountSummaryCommand({}), options);
    // Something else answered: that must not pass as an account without flags.
    if (SummaryMap === undefined) throw new TypeError("the answer has no SummaryMap");
    return rootFlagsOf(SummaryMap);
  });
}

/** The root flags in a SummaryMap. */
export function rootFlagsOf(map: Readonly<Record<string, number | undefined>>): RootFlags {
  const flag = (count: number | undefined) => (count === undefined ? null : count > 0);
  return {
    mfa: flag(map["AccountMFAEnabled"]),
    accessKeys: flag(map["AccountAccessKeysPresent"]),
    password: flag(map["AccountPasswordPresent"]),
    certificates: flag(map["AccountSigningCertificatesPresent"]),
  };
}
