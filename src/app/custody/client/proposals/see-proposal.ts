// A quorum's document as others see it: read from its own bytes, compared with what is in force. Nothing is believed that the
// gate only says.
import { CodedError } from "../../../../domain/core/coded-error.ts";
import { sixWords } from "../../../../domain/crypto/words.ts";
import {
  type CustodyDocument,
  type DocumentOf,
  readCustodyDocument,
} from "../../../../domain/custody/documents/read-custody-document.ts";
import type { RosterDocument } from "../../../../domain/custody/documents/roster-document.ts";
import { custodyErrors } from "../../../../domain/custody/errors.ts";
import { bytesOf } from "../../../../domain/custody/protocol/signed-wire.ts";
import { clientErrors } from "../errors.ts";
import type { ShownProposal } from "../ports/gate.ts";
import { type Change, changesBetween } from "./changed-lines.ts";
import type { ProposalScene } from "./proposal-scene.ts";
import { type SessionSubject, sessionSubject } from "./session-subject.ts";

/** A document that waits for a quorum, read from its bytes. */
export interface SeenProposal {
  readonly document: CustodyDocument;
  readonly hash: string;
  readonly words: string;
  /** Against the version in force; all fields where there is none. Empty where there is a `session`. */
  readonly changes: readonly Change[];
  /** What AWS sessions will be asked under it for; `null` for every other document. */
  readonly session: SessionSubject | null;
  readonly shown: ShownProposal;
}

/**
 * The proposal of a hash, or the only open one. Throws `CLIENT_NO_PROPOSAL`, `CLIENT_REQUEST_CHANGED`,
 * `CUSTODY_OTHER_DEPLOYMENT`, `CUSTODY_CHAIN_BROKEN`, and like `sessionSubject`.
 */
export function seeProposal(all: readonly ShownProposal[], scene: ProposalScene, asked: string | null): SeenProposal {
  const open = all.filter(({ hash, state }) => (asked === null ? state === "open" : hash === asked));
  const [shown] = open;
  if (shown === undefined) {
    throw new CodedError(clientErrors.CLIENT_NO_PROPOSAL, { detail: asked ?? "nothing waits for a quorum" });
  }
  if (open.length > 1)
    throw new CodedError(clientErrors.CLIENT_NO_PROPOSAL, { detail: `${open.length} wait; name one by its hash` });
  const { document, hash, digest } = readCustodyDocument(bytesOf(shown.document));
  if (hash !== shown.hash) throw new CodedError(clientErrors.CLIENT_REQUEST_CHANGED, { detail: shown.hash });
  if (document.deployment !== scene.view.deployment) {
    throw new CodedError(custodyErrors.CUSTODY_OTHER_DEPLOYMENT, { detail: document.deployment });
  }
  const session = sessionSubject(document, shown, scene);
  const changes = session === null ? changesOf(document, scene) : [];
  return { document, hash, words: sixWords(digest), changes, session, shown };
}

function changesOf(document: CustodyDocument, { roster, policy, view, policyHash }: ProposalScene): readonly Change[] {
  if (document.type === "rw.export/v1") return exportLines(document, roster);
  if (document.type === "rw.roster/v1") {
    return follows(document, { version: roster.version, hash: view.hash }, changesBetween(roster, document));
  }
  if (document.type === "rw.release-policy/v1") {
    return follows(document, { version: policy.version, hash: policyHash }, changesBetween(policy, document));
  }
  return changesBetween({}, document);
}

/** Whose key an export goes to decides everything; a key is compared here, as nobody reads one. */
function exportLines(document: DocumentOf<"rw.export/v1">, { persons }: RosterDocument): readonly Change[] {
  const { vault, accounts, asker, recipientP, recipientS } = document;
  const own = persons.find(({ id }) => id === asker);
  const isOwn = vault === "P" ? own?.recipientP === recipientP : own?.recipientS === recipientS;
  const line = (path: string, after: string): Change => ({ path, before: null, after });
  return [
    line("vault", vault === "P" ? "P: passwords" : "S: seeds"),
    line("for", asker),
    line(
      "to the key",
      isOwn ? `of ${asker}, as in the roster` : `THAT IS NOT ${asker}'S: whoever holds it reads all of it`,
    ),
    line("accounts", accounts.length === 0 ? "ALL" : String(accounts.length)),
    ...accounts.slice(0, 50).map((account) => line("account", account)),
  ];
}

/** Only a version that continues the one in force can come into force; another is not worth a signature. */
function follows(
  { version, previous }: { readonly version: number; readonly previous: string },
  inForce: { readonly version: number; readonly hash: string },
  changes: readonly Change[],
): readonly Change[] {
  if (version !== inForce.version + 1 || previous !== inForce.hash) {
    throw new CodedError(custodyErrors.CUSTODY_CHAIN_BROKEN, {
      detail: `version ${version}, version ${inForce.version} is in force`,
    });
  }
  return changes.filter(({ path }) => !["at", "nonce", "previous", "version"].includes(path));
}
