import type { DocumentOf } from "../../../../domain/custody/documents/read-custody-document.ts";
import type { ClientDeps } from "../ports/client-deps.ts";
import type { ShownAccount } from "../ports/gate.ts";
import { findAccount } from "../request/find-account.ts";
import type { Entered } from "../signing/enter.ts";

/** Whose copies are gone, and how. */
export type CopiesGone = Pick<
  Extract<DocumentOf<"rw.attest/v1">, { readonly what: "copies-destroyed" }>,
  "account" | "vault" | "version" | "how"
>;

/**
 * Says, signed, that the other copies of an item are gone; an operator of its vault and another custodian together end the
 * flag. Gives the account as it stands then. Throws what the gate refuses with.
 */
export async function attestCopies(
  { gate }: Pick<ClientDeps, "gate">,
  { hand }: Pick<Entered, "hand">,
  { account, vault, version, how }: CopiesGone,
): Promise<ShownAccount> {
  const { wire } = await hand.sign("rw.attest/v1", ({ signer, ...scene }) => ({
    ...scene,
    account,
    vault,
    version,
    what: "copies-destroyed" as const,
    how,
    signer,
  }));
  await gate.takeOwn(wire);
  return findAccount(account, await gate.accounts());
}
