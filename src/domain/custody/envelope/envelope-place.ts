import { CodedError } from "../../core/coded-error.ts";
import { utf8 } from "../../crypto/bytes.ts";
import { envelopeErrors } from "./errors.ts";
import { type AccountForm, type Place, placeLine, type Vault } from "./place.ts";

/** What an envelope holds. */
export type EnvelopeKind = "password" | "seed" | "dek" | "groupkey" | "kek" | "identity";

/** Where an envelope stands: the key columns of its row. */
export type EnvelopePlace = Place<EnvelopeKind>;

/** For each kind: whose it is, and the vaults it may stand in. */
const rules: Readonly<Record<EnvelopeKind, { readonly form: AccountForm; readonly vaults: readonly Vault[] }>> = {
  password: { form: "account", vaults: ["P"] },
  seed: { form: "account", vaults: ["S"] },
  dek: { form: "account", vaults: ["P", "S"] },
  // Passwords are split item by item: a group key would hand whoever opens one of them all.
  groupkey: { form: "group", vaults: ["S"] },
  kek: { form: "deployment", vaults: ["P", "S"] },
  identity: { form: "person", vaults: ["P", "S"] },
};

/** The associated data of an envelope: magic, suite and place. Throws `CUSTODY_PLACE_IMPOSSIBLE`. */
export function envelopeAad(place: EnvelopePlace): Uint8Array {
  const rule = rules[place.kind];
  if (!rule.vaults.includes(place.vault)) {
    throw new CodedError(envelopeErrors.CUSTODY_PLACE_IMPOSSIBLE, {
      detail: `a ${place.kind} in vault ${place.vault}`,
    });
  }
  return utf8(`RWE1\u0001${placeLine(place, rule.form)}`);
}
