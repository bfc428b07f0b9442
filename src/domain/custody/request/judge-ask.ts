import type { AskDocument } from "../documents/decision-documents.ts";
import type { Capability } from "../documents/fields.ts";
import type { RequestDocument } from "../documents/request-document.ts";
import { custodyErrors } from "../errors.ts";
import { type Refused, refused } from "../refused.ts";
import { hasRole, personOf, type RosterView } from "../roster/roster-view.ts";
import type { Verified } from "../roster/verify-signed.ts";

/** What an ask under a request wants, and whom the answer is sealed to. */
export type AskVerdict =
  | { readonly status: "asked"; readonly what: Capability; readonly n: number; readonly recipientS: string }
  | Refused;

/**
 * Judges a verified ask under a request: the requester alone asks, for what the request names, and the answer goes to the
 * recipient inside the signed request, never to one that came along.
 */
export function judgeAsk(
  ask: Verified<AskDocument>,
  request: { readonly document: RequestDocument; readonly hash: string },
  view: RosterView,
): AskVerdict {
  const { document } = ask.read;
  if (document.requestHash !== request.hash || document.account !== request.document.account) {
    return refused(custodyErrors.CUSTODY_NOT_ASKED, "the ask is under another request");
  }
  if (ask.person.id !== request.document.requester.person || !hasRole(personOf(view, ask.person.id), "requester")) {
    return refused(custodyErrors.CUSTODY_ROLE_MISSING, `${ask.person.id} is not its requester`);
  }
  const { what, n } = document;
  if (what === "export" || what === "enrol-pair" || !request.document.capabilities.includes(what)) {
    return refused(custodyErrors.CUSTODY_NOT_ASKED, what);
  }
  return { status: "asked", what, n, recipientS: request.document.recipientS };
}
