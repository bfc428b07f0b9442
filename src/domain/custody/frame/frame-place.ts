import { CodedError } from "../../core/coded-error.ts";
import { envelopeErrors } from "../envelope/errors.ts";
import { type AccountForm, type Place, placeLine, type Vault } from "../envelope/place.ts";

/** What an age file of custody holds: an item, the key of an item or group, or an answer to an ask. */
export type FrameKind = "password" | "seed" | "dek" | "groupkey" | "code" | "session";

/** Where a frame belongs; it is compared with what was asked for. */
export type FramePlace = Place<FrameKind>;

const rules: Readonly<Record<FrameKind, { readonly form: AccountForm; readonly vaults: readonly Vault[] }>> = {
  password: { form: "account", vaults: ["P"] },
  seed: { form: "account", vaults: ["S"] },
  dek: { form: "account", vaults: ["P", "S"] },
  groupkey: { form: "group", vaults: ["S"] },
  code: { form: "account", vaults: ["S"] },
  session: { form: "account", vaults: ["S"] },
};

/** Throws `CUSTODY_PLACE_IMPOSSIBLE` for columns that no frame has. */
export function checkFramePlace(place: FramePlace): void {
  const rule = rules[place.kind];
  if (!rule.vaults.includes(place.vault)) {
    throw new CodedError(envelopeErrors.CUSTODY_PLACE_IMPOSSIBLE, {
      detail: `a ${place.kind} in vault ${place.vault}`,
    });
  }
  placeLine(place, rule.form);
}
