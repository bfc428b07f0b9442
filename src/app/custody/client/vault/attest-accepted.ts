import type { AwsEvidence } from "../../../../domain/custody/documents/item-documents.ts";
import type { ClientDeps } from "../ports/client-deps.ts";
import type { ShownAccount } from "../ports/gate.ts";
import { findAccount } from "../request/find-account.ts";
import type { Entered } from "../signing/enter.ts";

/** Which seed AWS has accepted, and where it shows that. */
export interface Accepted {
  readonly account: string;
  readonly version: number;
  readonly evidence: AwsEvidence;
}

/**
 * Says, signed, where AWS shows that it has taken codes of a seed; with an operator's word the seed is proven. Gives the
 * account as it stands then. Throws what the gate refuses with.
 */
export async function attestAccepted(
  { gate }: Pick<ClientDeps, "gate">,
  { hand }: Pick<Entered, "hand">,
  { account, version, evidence }: Accepted,
): Promise<ShownAccount> {
  const { wire } = await hand.sign("rw.attest/v1", ({ signer, ...scene }) => ({
    ...scene,
    account,
    vault: "S" as const,
    version,
    what: "aws-accepted" as const,
    evidence,
    signer,
  }));
  await gate.takeOwn(wire);
  return findAccount(account, await gate.accounts());
}
