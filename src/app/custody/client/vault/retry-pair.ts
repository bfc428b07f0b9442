// The one retry of a pair: nobody gets two more codes without a grant by themselves. The operator at AWS's page asks, and
// another operator of the seed vault signs the very same ask within the two minutes for which it is fresh.
import { CodedError } from "../../../../domain/core/coded-error.ts";
import { sixWords } from "../../../../domain/crypto/words.ts";
import { isFresh } from "../../../../domain/custody/documents/document-times.ts";
import {
  type DocumentOf,
  readCustodyDocument,
  readCustodyDocumentOf,
} from "../../../../domain/custody/documents/read-custody-document.ts";
import { bytesOf, type SignedWire } from "../../../../domain/custody/protocol/signed-wire.ts";
import { custodyErrors } from "../../../../domain/custody/errors.ts";
import { hasRole, personOf } from "../../../../domain/custody/roster/roster-view.ts";
import { clientErrors } from "../errors.ts";
import { type ClientDeps, nowSeconds } from "../ports/client-deps.ts";
import type { Entered } from "../signing/enter.ts";
import type { SecondWord, SignedPair } from "./enrol-pair.ts";

/** A retry that another operator asks for now. */
export interface OpenRetry {
  readonly hash: string;
  readonly words: string;
  readonly document: DocumentOf<"rw.enrol-pair/v1">;
}

/** So long an asker waits for the second operator, in seconds from the signature; the broker takes it for 120. */
export const secondWordSeconds = 105;

/** The fresh retry for an account's newest seed that another person asks for; `null` when nobody does. */
export async function openRetry(
  deps: Pick<ClientDeps, "gate" | "nowMs" | "self">,
  { account, version }: { readonly account: string; readonly version: number },
): Promise<OpenRetry | null> {
  for (const { type, document: bytes, state } of await deps.gate.proposals()) {
    if (type !== "rw.enrol-pair/v1" || state !== "open") continue;
    const { document, hash, digest } = readCustodyDocument(bytesOf(bytes));
    if (document.type !== type || document.attempt !== 2 || document.operator.person === deps.self.person.id) continue;
    if (document.account !== account || document.version !== version || !isFresh(document.at, nowSeconds(deps)))
      continue;
    return { hash, words: sixWords(digest), document };
  }
  return null;
}

/** Signs another operator's retry, as the second of two. Throws `CUSTODY_ROLE_MISSING`, and what the gate refuses with. */
export async function signRetry(
  { gate, self }: Pick<ClientDeps, "gate" | "self">,
  { hand, view, brokerCheckpoint }: Pick<Entered, "hand" | "view" | "brokerCheckpoint">,
  { hash }: OpenRetry,
): Promise<void> {
  const { id } = self.person;
  // The gate keeps the word of any approver; here it would be given in vain.
  if (!hasRole(personOf(view, id), "operator-s"))
    throw new CodedError(custodyErrors.CUSTODY_ROLE_MISSING, { detail: id });
  const { wire } = await hand.sign("rw.approval/v1", ({ deployment, nonce, at, signer }) => ({
    deployment,
    nonce,
    at,
    requestHash: hash,
    decision: "approve" as const,
    group: "",
    approver: signer,
    brokerKey: "" as const,
    brokerCheckpoint,
  }));
  await gate.approveProposal(hash, wire);
}

/** How the asker waits. */
export interface SecondWait {
  /** What the second operator should compare. */
  readonly tell: (words: string, untilMs: number) => void;
  /** Waits a moment; `false` when the person ended it. */
  readonly pause: (ms: number) => Promise<boolean>;
}

/** Puts the signed ask up at the gate and waits for a second operator's word. Throws `CLIENT_RETRY_ALONE`, `CLIENT_ENDED`. */
export const secondWord =
  (deps: Pick<ClientDeps, "gate" | "nowMs">, { view }: Pick<Entered, "view">, { tell, pause }: SecondWait) =>
  async ({ wire, read }: SignedPair): Promise<SecondWord> => {
    const { gate } = deps;
    const own = read.document.operator.person;
    await gate.propose({ signed: wire });
    const untilMs = (read.document.at + secondWordSeconds) * 1000;
    tell(sixWords(read.digest), untilMs);
    while (deps.nowMs() < untilMs) {
      const shown = (await gate.proposals()).find(({ hash }) => hash === read.hash);
      // With the roster's whole quorum the gate submits it, as it does with every document.
      if (shown?.state === "submitted" && shown.reply !== undefined) return { status: "submitted", reply: shown.reply };
      const approvals = (shown?.approvals ?? []).filter((each) => isOperators(each, read.hash));
      if (approvals.length > 0) return { status: "signed", approvals };
      if (!(await pause(1000))) throw new CodedError(clientErrors.CLIENT_ENDED);
    }
    throw new CodedError(clientErrors.CLIENT_RETRY_ALONE);

    /** The broker judges it; one that cannot count must not use up the ask. */
    function isOperators(approval: SignedWire, hash: string): boolean {
      const { document } = readCustodyDocumentOf("rw.approval/v1", bytesOf(approval.document));
      const { person } = document.approver;
      const isAbout = document.requestHash === hash && document.decision === "approve";
      return isAbout && person !== own && hasRole(personOf(view, person), "operator-s");
    }
  };
