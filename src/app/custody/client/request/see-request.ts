// A request as others see it. Nothing is shown that was not read out of the bytes that the requester signed, except the
// reason, which must fit the hash inside them.
import { CodedError } from "../../../../domain/core/coded-error.ts";
import { sixWords } from "../../../../domain/crypto/words.ts";
import type { ReleaseRule } from "../../../../domain/custody/documents/release-policy-document.ts";
import type { RequestDocument } from "../../../../domain/custody/documents/request-document.ts";
import { custodyErrors } from "../../../../domain/custody/errors.ts";
import { fromSignedWire } from "../../../../domain/custody/protocol/signed-wire.ts";
import { ruleOfAccount } from "../../../../domain/custody/release-policy/rule-of-account.ts";
import { type Verified, verifiedAs, verifySigned } from "../../../../domain/custody/roster/verify-signed.ts";
import { clientErrors } from "../errors.ts";
import type { Visit } from "../pins/visit.ts";
import type { Gate, ShownRequest, ShownStanding } from "../ports/gate.ts";
import { saltedHash } from "./salted-hash.ts";

/** A request whose signature was verified here. */
export interface SeenRequest {
  readonly verified: Verified<RequestDocument>;
  readonly request: RequestDocument;
  readonly requestHash: string;
  readonly words: string;
  /** The requester's name of the roster. */
  readonly requesterName: string;
  /** `null` when the text was deleted. */
  readonly reason: string | null;
  readonly rule: ReleaseRule;
  /** What the gate says besides; nothing of it was verified. */
  readonly shown: ShownRequest;
}

/**
 * Fetches a request and verifies it under the pinned roster. Throws `CLIENT_REQUEST_CHANGED`, `CLIENT_REASON_CHANGED`,
 * `CUSTODY_OTHER_VERSION`, `CUSTODY_NO_RULE`, and the row of a signature that does not count.
 */
export async function seeRequest(gate: Gate, visit: Visit, requestId: string): Promise<SeenRequest> {
  const shown = await gate.request(requestId);
  const verdict = verifySigned(fromSignedWire(shown.signed), { view: visit.view, lastCounterOf: () => 0 });
  if (verdict.status === "refused") throw new CodedError(verdict.row, { detail: verdict.detail });
  const verified = verifiedAs(verdict, "rw.request/v1");
  if (verified === null) throw changed(`a ${verdict.read.document.type}`);
  const { document: request, hash, digest } = verified.read;
  if (request.requestId !== requestId || shown.requestHash !== hash) throw changed(requestId);
  if (request.rosterHash !== visit.view.hash || request.releasePolicyHash !== visit.policyHash) {
    throw new CodedError(custodyErrors.CUSTODY_OTHER_VERSION, { detail: requestId });
  }
  const rule = ruleOfAccount(visit.policy, request.account);
  if (rule === null) throw new CodedError(custodyErrors.CUSTODY_NO_RULE, { detail: request.account });
  if (shown.reason !== null && saltedHash(shown.reason) !== request.reasonHash) {
    throw new CodedError(clientErrors.CLIENT_REASON_CHANGED, { detail: requestId });
  }
  return {
    verified,
    request,
    requestHash: hash,
    words: sixWords(digest),
    requesterName: verified.person.name,
    reason: shown.reason?.text ?? null,
    rule,
    shown,
  };
}

/**
 * The id of the one request that a person means: its id, six words or hash's beginning are not guessed; without anything,
 * the only open one. Throws `CLIENT_REQUEST_UNKNOWN`, `CLIENT_NOT_ALONE`.
 */
export function findRequest(asked: string | null, open: readonly ShownStanding[]): string {
  if (asked !== null && /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/i.test(asked)) return asked.toUpperCase();
  const found = open.filter(
    ({ account, accountName, requestHash }) =>
      asked === null || requestHash === asked || account.endsWith(asked) || accountName === asked,
  );
  const [one] = found;
  if (one === undefined) {
    throw new CodedError(clientErrors.CLIENT_REQUEST_UNKNOWN, { detail: asked?.slice(0, 80) ?? "none is open" });
  }
  if (found.length > 1) {
    const names = found
      .slice(0, 5)
      .map(({ requestId, person, accountName }) => `${requestId} (${person}, ${accountName})`);
    throw new CodedError(clientErrors.CLIENT_NOT_ALONE, { detail: names.join("; ") });
  }
  return one.requestId;
}

function changed(detail: string): CodedError {
  return new CodedError(clientErrors.CLIENT_REQUEST_CHANGED, { detail });
}
