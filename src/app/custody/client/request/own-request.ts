import { CodedError } from "../../../../domain/core/coded-error.ts";
import type { RequestDocument } from "../../../../domain/custody/documents/request-document.ts";
import { readCustodyDocumentOf } from "../../../../domain/custody/documents/read-custody-document.ts";
import { bytesOf } from "../../../../domain/custody/protocol/signed-wire.ts";
import { clientErrors } from "../errors.ts";
import type { ClientDeps } from "../ports/client-deps.ts";

/** A request as it was signed here. */
export interface OwnSigned {
  readonly request: RequestDocument;
  readonly requestHash: string;
}

/**
 * The own request of this id, out of this identity's directory and not from the gate. Throws `CLIENT_REQUEST_NOT_OWN`.
 */
export function ownRequest({ self }: Pick<ClientDeps, "self">, requestId: string): OwnSigned {
  const kept = self.own.read(requestId);
  if (kept === null) throw new CodedError(clientErrors.CLIENT_REQUEST_NOT_OWN, { detail: requestId });
  const { document: request, hash } = readCustodyDocumentOf("rw.request/v1", bytesOf(kept.signed.document));
  if (hash !== kept.requestHash || request.requestId !== requestId) {
    throw new CodedError(clientErrors.CLIENT_REQUEST_CHANGED, { detail: requestId });
  }
  return { request, requestHash: hash };
}

/**
 * The id of the own request that a person means: its id, the end of its account, its account's name, or without anything
 * the newest one. Throws `CLIENT_REQUEST_NOT_OWN`.
 */
export function findOwnRequest(deps: Pick<ClientDeps, "self">, asked: string | null): string {
  const newest = deps.self.own.list().toReversed();
  const found = newest.find((requestId) => {
    if (asked === null || requestId === asked.toUpperCase()) return true;
    const { request } = ownRequest(deps, requestId);
    return request.account.endsWith(asked) || request.accountName === asked;
  });
  if (found === undefined) {
    throw new CodedError(clientErrors.CLIENT_REQUEST_NOT_OWN, { detail: asked?.slice(0, 80) ?? "it made none" });
  }
  return found;
}
