import { CodedError } from "../../../../domain/core/coded-error.ts";
import { toBase64url } from "../../../../domain/crypto/base64url.ts";
import { canonicalBytes } from "../../../../domain/crypto/canonical-json.ts";
import { sixWords } from "../../../../domain/crypto/words.ts";
import { readCustodyDocumentOf } from "../../../../domain/custody/documents/read-custody-document.ts";
import type { Vault } from "../../../../domain/custody/envelope/place.ts";
import { ruleOfAccount } from "../../../../domain/custody/release-policy/rule-of-account.ts";
import { exportRunErrors } from "../../export/errors.ts";
import { clientErrors } from "../errors.ts";
import { type ClientDeps, nowSeconds } from "../ports/client-deps.ts";
import { findAccount } from "../request/find-account.ts";
import type { Entered } from "../signing/enter.ts";

/** An export that was put up for approvals. */
export interface ProposedExport {
  readonly hash: string;
  readonly words: string;
  readonly accounts: readonly string[];
  /** Accounts whose item only shares open: each under a grant of its own, never in an export. */
  readonly sealed: readonly string[];
}

/** At most so many accounts in one document. */
const mostAccounts = 1000;

/**
 * Puts an export of one vault up for approvals, for oneself and one's own key of that vault. `names` are accounts; empty for
 * all. Throws `EXPORT_NOTHING`, `CLIENT_EXPORT_TOO_LONG`, `CLIENT_ACCOUNT_UNKNOWN`.
 */
export async function proposeExport(
  deps: Pick<ClientDeps, "gate" | "self" | "randomBytes" | "nowMs">,
  { view, policy }: Entered,
  vault: Vault,
  names: readonly string[],
): Promise<ProposedExport> {
  const { gate, self } = deps;
  const all = await gate.accounts();
  const asked = names.length === 0 ? all : names.map((name) => findAccount(name, all));
  const held = asked.filter((each) => each[vault] !== null).map(({ account }) => account);
  const isSealed = (account: string): boolean => ruleOfAccount(policy, account)?.sealed.includes(vault) ?? true;
  const sealed = held.filter((account) => isSealed(account)).toSorted();
  const accounts = [...new Set(held.filter((account) => !isSealed(account)))].toSorted();
  if (accounts.length === 0) throw new CodedError(exportRunErrors.EXPORT_NOTHING, { detail: `vault ${vault}` });
  if (accounts.length > mostAccounts) {
    throw new CodedError(clientErrors.CLIENT_EXPORT_TOO_LONG, { detail: `${accounts.length} accounts` });
  }
  const { recipientP, recipientS } = self.person;
  const bytes = canonicalBytes({
    type: "rw.export/v1",
    deployment: view.deployment,
    nonce: toBase64url(deps.randomBytes(16)),
    at: nowSeconds(deps),
    vault,
    accounts,
    asker: self.person.id,
    ...(vault === "P" ? { recipientP } : { recipientS }),
  });
  const { hash, digest } = readCustodyDocumentOf("rw.export/v1", bytes);
  const shown = await gate.propose({ document: toBase64url(bytes) });
  if (shown !== hash) throw new CodedError(clientErrors.CLIENT_REQUEST_CHANGED, { detail: hash });
  return { hash, words: sixWords(digest), accounts, sealed };
}
