// The first founder fixes both documents; whoever signs after that signs the same bytes.
import { z } from "zod";
import { CodedError } from "../../../domain/core/coded-error.ts";
import { toBase64url } from "../../../domain/crypto/base64url.ts";
import { equalBytes, utf8 } from "../../../domain/crypto/bytes.ts";
import { canonicalBytes } from "../../../domain/crypto/canonical-json.ts";
import { quorumSeconds } from "../../../domain/custody/documents/document-times.ts";
import { readCustodyDocumentOf } from "../../../domain/custody/documents/read-custody-document.ts";
import { bytesOf, documentField } from "../../../domain/custody/protocol/signed-wire.ts";
import type { ReadReleasePolicy } from "../../../domain/custody/release-policy/release-policy-chain.ts";
import type { ReadRoster } from "../../../domain/custody/roster/roster-chain.ts";
import type { Draft } from "../../../world/deployment/open-draft.ts";
import { parseJson } from "./broker-public.ts";
import { setUpErrors } from "./errors.ts";
import { type DraftState, type Moment, policyOf, rosterOf } from "./read-draft.ts";

/** The file of the draft that holds what is signed. */
export const signingFile = "signing.json";

const signingSchema = z.strictObject({ v: z.literal(1), roster: documentField, releasePolicy: documentField });

/** What the founders sign. */
export interface FixedDocuments {
  readonly roster: ReadRoster;
  readonly policy: ReadReleasePolicy;
}

/** Both documents as this draft and moment make them. */
export function documentsOf(state: DraftState, moment: Moment): FixedDocuments {
  return readBoth(canonicalBytes(rosterOf(state, moment)), canonicalBytes(policyOf(state, moment)));
}

/**
 * The documents that were fixed by the first signature; `null` before it. Throws `SETUP_DRAFT_FOREIGN`, and
 * `SETUP_DRAFT_CHANGED` when the draft no longer makes them.
 */
export function readFixed(draft: Draft, state: DraftState): FixedDocuments | null {
  const bytes = draft.read(signingFile);
  if (bytes === null) return null;
  const { roster, releasePolicy } = parseJson(signingSchema, bytes, signingFile);
  const fixed = readBoth(bytesOf(roster), bytesOf(releasePolicy));
  // SECURITY: people looked at the draft; what they sign must be that, whoever wrote the file.
  const { nonce, at } = fixed.roster.document;
  const again = documentsOf(state, { nonce, at });
  for (const part of ["roster", "policy"] as const) {
    if (!equalBytes(fixed[part].digest, again[part].digest)) {
      throw new CodedError(setUpErrors.SETUP_DRAFT_CHANGED, {
        detail: part === "roster" ? "roster" : "release policy",
      });
    }
  }
  return fixed;
}

/** Writes down what everybody signs. */
export function fixDocuments(draft: Draft, { roster, policy }: FixedDocuments): void {
  const wire = ({ document }: ReadRoster | ReadReleasePolicy): string => toBase64url(canonicalBytes(document));
  draft.write(
    signingFile,
    utf8(`${JSON.stringify({ v: 1, roster: wire(roster), releasePolicy: wire(policy) }, null, 2)}\n`),
  );
}

/** Throws `SETUP_SIGNING_OLD` when approvals of the documents no longer count or do not yet. */
export function checkMoment({ roster }: FixedDocuments, nowSeconds: number): void {
  const age = nowSeconds - roster.document.at;
  if (age < 0) {
    throw new CodedError(setUpErrors.SETUP_SIGNING_OLD, {
      detail: `it began ${-age} s after now`,
      hint: "This computer's clock is behind the one of whoever signed first. Set it right and sign again.",
    });
  }
  if (age > quorumSeconds)
    throw new CodedError(setUpErrors.SETUP_SIGNING_OLD, { detail: `${Math.floor(age / 86_400)} days ago` });
}

function readBoth(roster: Uint8Array, policy: Uint8Array): FixedDocuments {
  return {
    roster: readCustodyDocumentOf("rw.roster/v1", roster),
    policy: readCustodyDocumentOf("rw.release-policy/v1", policy),
  };
}
