import type { FixOutcome } from "../../../app/fix/fix-ask.ts";
import type { KnownContacts } from "../../../app/scan/outcome.ts";
import { contactMask } from "../../report/contact-mask.ts";

/**
 * The outcome with mail addresses and phones masked in every step it tells. The contact baseline stays whole: it is there
 * to be corrected, and its file is for its owner alone.
 */
export function maskFix(outcome: FixOutcome, contacts: KnownContacts): FixOutcome {
  const { plan } = outcome;
  const { paths } = plan;
  const texts = [...paths.accounts.flatMap(({ left }) => left), ...paths.notComputed.map(({ why }) => why)];
  const accounts = new Set(paths.accounts.map(({ account }) => account));
  const mask = contactMask({ contacts, accounts, texts });
  return {
    ...outcome,
    plan: {
      ...plan,
      paths: {
        ...paths,
        accounts: paths.accounts.map((each) => ({ ...each, left: each.left.map(mask) })),
        notComputed: paths.notComputed.map(({ account, why }) => ({ account, why: mask(why) })),
      },
    },
  };
}
