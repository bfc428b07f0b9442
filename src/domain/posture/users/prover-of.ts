import { prover, type Prover } from "../../iam/prove/prover.ts";
import type { Manifest } from "../../snapshot/manifest.ts";
import type { AccountView } from "../account-view.ts";

// A session remembers every answer: one for a whole organization would hold those of thousands of accounts.
const mostAccounts = 100;

const sessions = new WeakMap<Manifest, { session: Prover; accounts: Set<string> }>();

/** The engine for users of this snapshot; shared by some accounts, because starting one costs more than an answer. */
export function proverOf({ manifest, account }: AccountView): Prover {
  let known = sessions.get(manifest);
  if (known === undefined || (known.accounts.size >= mostAccounts && !known.accounts.has(account.id))) {
    known = { session: prover(), accounts: new Set() };
    sessions.set(manifest, known);
  }
  known.accounts.add(account.id);
  return known.session;
}
