import type { AskDocument } from "../../../../domain/custody/documents/decision-documents.ts";
import type { Entered } from "../signing/enter.ts";
import type { SignedHere } from "../signing/own-hand.ts";

/** Under which document what is asked for. */
export interface Asking {
  /** Left out where the document is of no one account. */
  readonly account?: string;
  /** D of the request or other document. */
  readonly documentHash: string;
  readonly what: AskDocument["what"];
  readonly n: number;
}

/** A fresh signature for one release. */
export async function signAsk(
  { hand, brokerCheckpoint }: Pick<Entered, "hand" | "brokerCheckpoint">,
  { account, documentHash, what, n }: Asking,
): Promise<SignedHere<AskDocument>> {
  return hand.sign("rw.ask/v1", ({ deployment, nonce, at, signer }) => ({
    deployment,
    nonce,
    at,
    ...(account === undefined ? {} : { account }),
    requestHash: documentHash,
    what,
    n,
    asker: signer,
    brokerCheckpoint,
  }));
}
