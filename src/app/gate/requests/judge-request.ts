import {
  type DocumentOf,
  type ReadCustodyDocument,
  readCustodyDocumentOf,
} from "../../../domain/custody/documents/read-custody-document.ts";
import { bytesOf } from "../../../domain/custody/protocol/signed-wire.ts";
import type { RequestUnderRules } from "../../../domain/custody/release-policy/ineligible.ts";
import { type ApprovalsVerdict, judgeApprovals } from "../../../domain/custody/release-policy/judge-approvals.ts";
import { custodyErrors } from "../../../domain/custody/errors.ts";
import type { KeptGateRequest } from "../../../world/store/gate/gate-store.ts";
import { type Gate, nowSeconds } from "../core/gate.ts";
import { refuse } from "../core/refuse.ts";
import { rulesOf, verifiedDecisions, viewOf } from "../core/rules.ts";
import { gateErrors } from "../errors.ts";

/** The request of an id or hash. Throws `GATE_NOT_FOUND`. */
export function requestOf({ store }: Pick<Gate, "store">, requestId: string): KeptGateRequest {
  return store.requests.byId(requestId) ?? refuse(gateErrors.GATE_NOT_FOUND, requestId.slice(0, 40));
}

/** What a request says; its bytes were verified when it came. */
export function readRequest({ signed }: KeptGateRequest): ReadCustodyDocument<DocumentOf<"rw.request/v1">> {
  return readCustodyDocumentOf("rw.request/v1", bytesOf(signed.document));
}

/** A request with its account's rules. Throws `CUSTODY_OTHER_VERSION` when there are none any more. */
export function underRules(gate: Gate, kept: KeptGateRequest): RequestUnderRules {
  const { document, hash } = readRequest(kept);
  const under = rulesOf(gate.rules, document.account, document.releasePolicyHash, nowSeconds(gate));
  if (under === null) refuse(custodyErrors.CUSTODY_OTHER_VERSION, document.account);
  return { document, hash, ...under };
}

/** What the stored decisions come to, by their signatures alone: a row that nobody signed is none. */
export function judgeRequest(gate: Gate, kept: KeptGateRequest, when: "grant" | "release"): ApprovalsVerdict {
  const now = nowSeconds(gate);
  const view = viewOf(gate.rules, now);
  const wires = gate.store.decisions.of(kept.requestHash).map(({ signed }) => signed);
  return judgeApprovals({
    request: underRules(gate, kept),
    decisions: verifiedDecisions(wires, view),
    view,
    nowSeconds: now,
    when,
  });
}
