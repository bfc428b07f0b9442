import { CodedError } from "../../../domain/core/coded-error.ts";
import { utf8 } from "../../../domain/crypto/bytes.ts";
import { custodyErrors } from "../../../domain/custody/errors.ts";
import type { KitManifest } from "../../../domain/custody/kits/file/kit-manifest.ts";
import type { Draft } from "../../../world/deployment/open-draft.ts";
import type { DraftRoster } from "./draft-documents.ts";
import { setUpErrors } from "./errors.ts";
import { signingFile } from "./fixed-documents.ts";
import { readDraft } from "./read-draft.ts";

/** The draft's kits once one was added. */
export interface AddedKit {
  readonly kitRecipients: DraftRoster["kitRecipients"];
  /** Whether the draft named another kit of this vault before. */
  readonly hasReplaced: boolean;
}

/**
 * Lets the draft name a vault's kit: whatever comes into that vault is then encrypted to it, too. Throws
 * `SETUP_STEP_DUE`, `SETUP_SIGNING_BEGUN`, `SETUP_KIT_TAKEN`, `CUSTODY_OTHER_DEPLOYMENT`.
 */
export const addKit =
  (draft: Draft) =>
  ({ deployment, vault, recipient, kitId }: KitManifest): AddedKit => {
    const { roster, people } = readDraft(draft);
    if (draft.read(signingFile) !== null) throw new CodedError(setUpErrors.SETUP_SIGNING_BEGUN);
    if (deployment !== roster.deployment) {
      throw new CodedError(custodyErrors.CUSTODY_OTHER_DEPLOYMENT, {
        detail: `kit ${kitId} is of ${deployment}, the draft of ${roster.deployment}`,
      });
    }
    const other = roster.kitRecipients[vault === "P" ? "S" : "P"];
    if (other === recipient) {
      throw new CodedError(setUpErrors.SETUP_KIT_TAKEN, {
        detail: `vault ${vault === "P" ? "S" : "P"} has this kit's key already`,
      });
    }
    const owner = people.find(({ person }) => person.recipientP === recipient || person.recipientS === recipient);
    if (owner !== undefined)
      throw new CodedError(setUpErrors.SETUP_KIT_TAKEN, { detail: `it is ${owner.person.id}'s` });
    const before = roster.kitRecipients[vault];
    const kitRecipients = { ...roster.kitRecipients, [vault]: recipient };
    draft.write("roster.json", utf8(`${JSON.stringify({ ...roster, kitRecipients }, null, 2)}\n`));
    return { kitRecipients, hasReplaced: before !== undefined && before !== recipient };
  };
