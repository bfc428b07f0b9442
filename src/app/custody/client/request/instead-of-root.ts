import type { Capability } from "../../../../domain/custody/documents/fields.ts";
import type { ReleasePolicyDocument } from "../../../../domain/custody/documents/release-policy-document.ts";
import type { Purpose } from "../../../../domain/custody/documents/request-document.ts";
import { namedAccount } from "../../../../domain/custody/release-policy/named-account.ts";
import { ruleOfAccount } from "../../../../domain/custody/release-policy/rule-of-account.ts";
import {
  type CentralAlternative,
  centralAlternative,
} from "../../../../domain/custody/root-access/central-alternative.ts";

/** What to try before root, and whether the account's rule lets a root session for one task be asked for. */
export interface InsteadOfRoot extends CentralAlternative {
  readonly isSessionInRule: boolean;
}

/** What a hint about a request goes by. */
export interface HintedRequest {
  readonly account: string;
  readonly purpose: Purpose;
  readonly capabilities: readonly Capability[];
}

/**
 * What to try before password and code are used; `null` where nothing else would do, for root sessions, which are that
 * already, and wherever the account may be the management account: nobody reaches that one centrally. It is the one that
 * the release policy's rule `management` is for.
 */
export function insteadOfRoot(
  { account, purpose, capabilities }: HintedRequest,
  policy: Pick<ReleasePolicyDocument, "rules">,
): InsteadOfRoot | null {
  if (!capabilities.some((each) => each !== "assume-root")) return null;
  const management = namedAccount(policy, "management");
  const isMember = management !== null && account !== management && partitionOf(account) === partitionOf(management);
  const found = centralAlternative(purpose, { isMember });
  if (found === null) return null;
  return { ...found, isSessionInRule: ruleOfAccount(policy, account)?.capabilities.includes("assume-root") === true };
}

function partitionOf(account: string): string {
  return account.slice(0, account.indexOf(":"));
}
