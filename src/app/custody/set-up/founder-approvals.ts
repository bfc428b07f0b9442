import { z } from "zod";
import { CodedError } from "../../../domain/core/coded-error.ts";
import { utf8 } from "../../../domain/crypto/bytes.ts";
import type { ApprovalDocument } from "../../../domain/custody/documents/decision-documents.ts";
import { fromSignedWire, type SignedWire, signedWireField } from "../../../domain/custody/protocol/signed-wire.ts";
import { foundingView } from "../../../domain/custody/roster/roster-chain.ts";
import { verifiedAs, verifySigned } from "../../../domain/custody/roster/verify-signed.ts";
import type { Draft } from "../../../world/deployment/open-draft.ts";
import { parseJson } from "./broker-public.ts";
import { setUpErrors } from "./errors.ts";
import type { FixedDocuments } from "./fixed-documents.ts";

const approvalsSchema = z.strictObject({
  v: z.literal(1),
  person: z.string().max(63),
  roster: signedWireField,
  releasePolicy: signedWireField,
});

/** One founder's word about both documents. */
export interface FounderApproval {
  readonly person: string;
  readonly roster: SignedWire;
  readonly releasePolicy: SignedWire;
}

/** Keeps a founder's approvals; newer ones replace older ones. */
export function keepApproval(draft: Draft, approval: FounderApproval): void {
  draft.write(`approvals/${approval.person}.json`, utf8(`${JSON.stringify({ v: 1, ...approval }, null, 2)}\n`));
}

/** Everybody's approvals so far, each verified by the keys of the draft. Throws `SETUP_APPROVAL_BAD`, `SETUP_DRAFT_FOREIGN`. */
export function readApprovals(draft: Draft, documents: FixedDocuments): readonly FounderApproval[] {
  return draft
    .list("approvals")
    .filter((name) => name.endsWith(".json"))
    .map((name) => {
      const file = `approvals/${name}`;
      const approval = parseJson(approvalsSchema, draft.read(file) ?? new Uint8Array(), file);
      checkWord(file, approval.person, approval.roster, documents, "roster");
      checkWord(file, approval.person, approval.releasePolicy, documents, "policy");
      if (`${approval.person}.json` !== name) throw bad(file, `it is of ${approval.person}`);
      const { person, roster, releasePolicy } = approval;
      return { person, roster, releasePolicy };
    });
}

function checkWord(
  file: string,
  person: string,
  wire: SignedWire,
  documents: FixedDocuments,
  part: "roster" | "policy",
): void {
  const view = foundingView(documents.roster, documents.roster.document.at);
  const verified = verifySigned(fromSignedWire(wire), { view, lastCounterOf: () => 0 });
  if (verified.status === "refused") throw bad(file, `${verified.row.title}: ${verified.detail}`);
  const word = verifiedAs<ApprovalDocument["type"]>(verified, "rw.approval/v1")?.read.document;
  if (word === undefined || word.decision !== "approve") throw bad(file, "no approval");
  if (word.requestHash !== documents[part].hash) throw bad(file, "an approval of something else");
  if (verified.person.id !== person) throw bad(file, `signed by ${verified.person.id}`);
}

function bad(file: string, why: string): CodedError {
  return new CodedError(setUpErrors.SETUP_APPROVAL_BAD, { detail: why, position: { file } });
}
