import type { Deed } from "../../../../domain/custody/sessions/deed.ts";
import { type RootFlags, rootFlagsOf } from "../../iam/get-account-summary.ts";
import { confirmed } from "../runtime/confirmed.ts";
import type { Deeds } from "../runtime/deeds.ts";

/** The root flags of the account in real time; any number above 0 means yes, null that the answer lacks it. */
export function getAccountSummary(deeds: Deeds): Promise<Deed<RootFlags>> {
  return deeds.run("iam:GetAccountSummary", async (clients, options) => {
    const [{ GetAccountSummaryCommand }, client] = await Promise.all([import("@aws-sdk/client-iam"), clients.iam()]);
    const { SummaryMap } = confirmed(await client.send(new GetAccountSummaryCommand({}), options));
    // Something else answered: that must not pass as an account without flags.
    if (SummaryMap === undefined) throw new TypeError("it has no SummaryMap");
    return rootFlagsOf(SummaryMap);
  });
}
