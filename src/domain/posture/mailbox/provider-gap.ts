import { type Unseen, unseen } from "../../core/fact.ts";
import type { AccountView } from "../account-view.ts";

/** Why it is not known whether a provider ignores `+tag`: `--mail` finds the provider by its MX hosts, if it is known. */
export function providerGap(view: AccountView): Unseen {
  if (view.mail === null) return unseen("not-asked", "--mail");
  return unseen("not-observable", "the mail provider's rule for +tag addresses");
}
