import type { AskDocument } from "../documents/decision-documents.ts";
import type { CustodyDocument, DocumentOf } from "../documents/read-custody-document.ts";
import { custodyErrors } from "../errors.ts";
import { type Refused, refused } from "../refused.ts";
import type { Verified } from "../roster/verify-signed.ts";

/** Documents that something may be asked under, besides requests. */
export type AskedUnder = DocumentOf<
  "rw.enrol-pair/v1" | "rw.export/v1" | "rw.drill/v1" | "rw.org-feature/v1" | "rw.contacts/v1"
>;

/** Such a document once it was accepted; times in Unix seconds. */
export interface InForce {
  readonly document: AskedUnder;
  readonly hash: string;
  readonly dueAt: number;
  readonly endsAt: number;
  readonly isVetoed: boolean;
}

/** What may be released, and to which recipient; a receipt is all that an export of passwords gives. */
export type DocumentAskVerdict = { readonly status: "asked"; readonly recipient: string | null } | Refused;

const askableUnder = {
  "rw.enrol-pair/v1": "enrol-pair",
  "rw.export/v1": "export",
  "rw.drill/v1": "code",
  "rw.org-feature/v1": "assume-root",
  "rw.contacts/v1": "assume-root",
} as const;

/** Whether something may be asked under a document. */
export function isAskedUnder(document: CustodyDocument): document is AskedUnder {
  return document.type in askableUnder;
}

/** Judges a verified ask under such a document: by the asker it names, for its one thing, while it is in force. */
export function judgeDocumentAsk(ask: Verified<AskDocument>, under: InForce, nowSeconds: number): DocumentAskVerdict {
  const { document } = ask.read;
  const { type } = under.document;
  if (document.requestHash !== under.hash) return refused(custodyErrors.CUSTODY_NOT_ASKED, "another document");
  if (ask.person.id !== under.document.asker) return refused(custodyErrors.CUSTODY_ROLE_MISSING, ask.person.id);
  if (document.what !== askableUnder[type]) return refused(custodyErrors.CUSTODY_NOT_ASKED, document.what);
  if (under.isVetoed) return refused(custodyErrors.CUSTODY_STOPPED, type);
  if (nowSeconds < under.dueAt) return refused(custodyErrors.CUSTODY_TOO_EARLY, `${under.dueAt - nowSeconds} s`);
  if (nowSeconds >= under.endsAt) return refused(custodyErrors.CUSTODY_TOO_LATE, type);
  const { document: what } = under;
  if (what.type === "rw.export/v1") return { status: "asked", recipient: what.recipientS ?? null };
  return { status: "asked", recipient: what.recipientS };
}
