// The founders' signatures. The last one makes the file that broker and gate begin with.
import { CodedError } from "../../../domain/core/coded-error.ts";
import { toBase64 } from "../../../domain/crypto/base64.ts";
import { toBase64url } from "../../../domain/crypto/base64url.ts";
import { utf8 } from "../../../domain/crypto/bytes.ts";
import { canonicalBytes } from "../../../domain/crypto/canonical-json.ts";
import { documentMessage } from "../../../domain/crypto/digest.ts";
import { sha256 } from "../../../domain/crypto/sha256.ts";
import type { ApprovalDocument } from "../../../domain/custody/documents/decision-documents.ts";
import { type Genesis, printGenesis, takeGenesis } from "../../../domain/custody/protocol/genesis.ts";
import { type SignedWire, toSignedWire } from "../../../domain/custody/protocol/signed-wire.ts";
import { parseVerifierKey } from "../../../domain/ledger/note/verifier-key.ts";
import { printTrustFile } from "../../../domain/ledger/trust/print-trust-file.ts";
import type { Draft } from "../../../world/deployment/open-draft.ts";
import type { IdentityPerson } from "../../../world/identity/identity-person.ts";
import type { UnlockedSigner } from "../../../world/identity/open-identity.ts";
import { custodyRefusal } from "../custody-refusal.ts";
import { setUpErrors } from "./errors.ts";
import { checkMoment, documentsOf, type FixedDocuments, fixDocuments, readFixed } from "./fixed-documents.ts";
import { type FounderApproval, keepApproval, readApprovals } from "./founder-approvals.ts";
import { judgeDraft } from "./judge-draft.ts";
import { type DraftState, readDraft } from "./read-draft.ts";

/** The file of the draft that broker and gate begin with. */
export const genesisFile = "genesis.json";

/** The file of the draft that names both logs' keys, for whoever verifies them later. */
export const trustFile = "trust.txt";

/** What signing touches. */
export interface SignDeps {
  readonly draft: Draft;
  readonly random: (length: number) => Uint8Array;
  readonly nowSeconds: () => number;
  readonly person: IdentityPerson;
  readonly unlock: () => Promise<UnlockedSigner>;
}

/** How far the founders are. */
export interface Signing {
  readonly documents: FixedDocuments;
  readonly warnings: readonly string[];
  /** Ids of those who signed, and of those who did not yet. */
  readonly signed: readonly string[];
  readonly open: readonly string[];
}

/**
 * Signs both documents as this founder. `typedHash`: the hash of the roster that the person expects, else `null`. Throws
 * `SETUP_DRAFT_UNFIT`, `SETUP_NOT_A_FOUNDER`, `SETUP_DRAFT_CHANGED`, `SETUP_SIGNING_OLD`, `SETUP_APPROVAL_BAD`, and what
 * unlocking throws; nothing is written then.
 */
export const signGenesis =
  ({ draft, random, nowSeconds, person, unlock }: SignDeps) =>
  async (typedHash: string | null): Promise<Signing> => {
    const state = readDraft(draft);
    if (state.people.length === 0) {
      throw new CodedError(setUpErrors.SETUP_STEP_DUE, {
        detail: "nobody is in the draft",
        hint: "Each founder makes an identity with `rootward identity new`; its person.json is added with `rootward roster add`.",
      });
    }
    const fixed = readFixed(draft, state);
    const documents = fixed ?? documentsOf(state, { nonce: toBase64url(random(16)), at: nowSeconds() });
    const warnings = refuseUnfit(documents);
    refuseStranger(state, person);
    checkMoment(documents, nowSeconds());
    if (typedHash !== null && typedHash !== documents.roster.hash) {
      throw new CodedError(setUpErrors.SETUP_DRAFT_CHANGED, {
        detail: `the roster's hash is ${documents.roster.hash}`,
      });
    }
    const others = readApprovals(draft, documents).filter((each) => each.person !== person.id);
    const signer = await unlock();
    const sign = (hash: string): SignedWire => approvalOf(documents, hash, signer, random, nowSeconds());
    const own = { person: person.id, roster: sign(documents.roster.hash), releasePolicy: sign(documents.policy.hash) };
    signer.wipe();
    if (fixed === null) fixDocuments(draft, documents);
    keepApproval(draft, own);
    const all = [...others, own];
    const open = documents.roster.document.persons
      .map(({ id }) => id)
      .filter((id) => !all.some((each) => each.person === id));
    if (open.length === 0) {
      draft.write(genesisFile, utf8(printGenesis(checkedGenesis(documents, all, nowSeconds()))));
      draft.write(trustFile, trustOf(documents));
    }
    return { documents, warnings, signed: all.map((each) => each.person).toSorted(), open };
  };

function trustOf({ roster }: FixedDocuments): Uint8Array {
  const { gate, broker } = roster.document.logKeys;
  const logs = [gate, broker].map((vkey) => ({ key: parseVerifierKey(vkey), url: null }));
  return printTrustFile({ logs, witnesses: [], groups: [], quorum: null });
}

/** Throws `SETUP_DRAFT_UNFIT` with everything that is missing; gives the warnings. */
function refuseUnfit({ roster, policy }: FixedDocuments): readonly string[] {
  const { missing, warnings } = judgeDraft(roster.document, policy.document);
  if (missing.length > 0) throw new CodedError(setUpErrors.SETUP_DRAFT_UNFIT, { detail: missing.join("; ") });
  return warnings;
}

function refuseStranger({ people }: DraftState, person: IdentityPerson): void {
  const own = people.find((each) => each.person.id === person.id)?.person;
  const isSame = own !== undefined && own.spki === person.spki && own.credId === person.credId;
  if (!isSame) throw new CodedError(setUpErrors.SETUP_NOT_A_FOUNDER, { detail: person.id });
}

function approvalOf(
  { roster }: FixedDocuments,
  requestHash: string,
  { person, cred, authTime, sign }: UnlockedSigner,
  random: SignDeps["random"],
  at: number,
): SignedWire {
  const { deployment, logKeys } = roster.document;
  const origin = parseVerifierKey(logKeys.broker).name;
  const approval: ApprovalDocument = {
    type: "rw.approval/v1",
    deployment,
    nonce: toBase64url(random(16)),
    at,
    requestHash,
    decision: "approve",
    group: "",
    approver: { person, cred, via: "cli", authTime },
    brokerKey: "",
    // No log is there yet.
    brokerCheckpoint: { origin, size: 0, root: toBase64(sha256(new Uint8Array())), sig: "" },
  };
  const signature = sign(documentMessage(approval));
  return toSignedWire({ bytes: canonicalBytes(approval), signature: { kind: "key", signature } });
}

function checkedGenesis({ roster, policy }: FixedDocuments, all: readonly FounderApproval[], now: number): Genesis {
  const genesis: Genesis = {
    v: 1,
    roster: { document: toBase64url(canonicalBytes(roster.document)), approvals: all.map((each) => each.roster) },
    releasePolicy: {
      document: toBase64url(canonicalBytes(policy.document)),
      approvals: all.map((each) => each.releasePolicy),
    },
  };
  // What the broker would refuse is not handed out.
  const taken = takeGenesis(genesis, roster.hash, now);
  if (taken.status === "refused") throw custodyRefusal(taken);
  return genesis;
}
