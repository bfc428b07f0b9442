import type { KeptPassword } from "../../../world/store/gate/gate-store.ts";
import type { Gate } from "../core/gate.ts";
import { refuse } from "../core/refuse.ts";
import { gateErrors } from "../errors.ts";

/**
 * The password that is current by the gate's own log. Throws `GATE_ITEM_MISSING`, and `GATE_ITEM_ROLLED_BACK` when the
 * store does not have the version that the log names: an older row with its own version would fit its envelope.
 */
export function currentPassword(
  { store, passwords }: Pick<Gate, "store" | "passwords">,
  account: string,
): KeptPassword {
  const version = passwords.get(account);
  if (version === undefined) refuse(gateErrors.GATE_ITEM_MISSING, account);
  return (
    store.passwords.version(account, version) ??
    refuse(gateErrors.GATE_ITEM_ROLLED_BACK, `${account} version ${version}`)
  );
}
