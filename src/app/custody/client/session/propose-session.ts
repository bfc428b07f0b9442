// What a session is asked under later is put up for approvals first, with a key of one use inside it.
import { CodedError } from "../../../../domain/core/coded-error.ts";
import { toBase64url } from "../../../../domain/crypto/base64url.ts";
import { canonicalBytes } from "../../../../domain/crypto/canonical-json.ts";
import { sixWords } from "../../../../domain/crypto/words.ts";
import { type ContactsPlan, kindsOf, planBytes, planHash } from "../../../../domain/custody/contacts/contacts-plan.ts";
import type { DocumentOf } from "../../../../domain/custody/documents/read-custody-document.ts";
import { readCustodyDocumentOf } from "../../../../domain/custody/documents/read-custody-document.ts";
import { clientErrors } from "../errors.ts";
import { type ClientDeps, nowSeconds } from "../ports/client-deps.ts";
import type { Entered } from "../signing/enter.ts";
import { sessionDocument } from "./decided-document.ts";
import { newDocumentKey } from "./document-key.ts";

/** A document that waits for approvals. */
export interface ProposedSession {
  readonly hash: string;
  /** The six words that people read to each other. */
  readonly words: string;
}

type Deps = Pick<ClientDeps, "gate" | "self" | "age" | "randomBytes" | "nowMs">;

/** One switch of central root access, as it is wanted. */
export type FeatureWish = Pick<DocumentOf<"rw.org-feature/v1">, "feature" | "on"> & { readonly management: string };

/** Puts a switch of central root access up for approvals, for oneself. Throws like the gate. */
export async function proposeFeature(
  deps: Deps,
  { view }: Pick<Entered, "view">,
  { management, feature, on }: FeatureWish,
): Promise<ProposedSession> {
  const key = await newDocumentKey(deps);
  const bytes = canonicalBytes({
    type: "rw.org-feature/v1",
    deployment: view.deployment,
    account: management,
    nonce: toBase64url(deps.randomBytes(16)),
    at: nowSeconds(deps),
    feature,
    on,
    asker: deps.self.person.id,
    recipientS: key.recipient,
  });
  const { document, hash, digest } = readCustodyDocumentOf("rw.org-feature/v1", bytes);
  await key.keepFor(document);
  insistSame(hash, await deps.gate.propose({ document: toBase64url(bytes) }));
  return { hash, words: sixWords(digest) };
}

/** Signs a plan of contacts and puts it up for approvals; the plan travels with it. Throws like the gate. */
export async function proposeContacts(
  deps: Deps,
  { hand }: Pick<Entered, "hand">,
  { plan, waitSeconds }: { readonly plan: ContactsPlan; readonly waitSeconds: number },
): Promise<ProposedSession> {
  const key = await newDocumentKey(deps);
  const { read, wire } = await hand.sign("rw.contacts/v1", ({ signer, ...scene }) => ({
    ...scene,
    accounts: plan.accounts.map(({ account }) => account),
    kinds: [...kindsOf(plan)],
    planHash: planHash(plan),
    waitSeconds,
    operator: signer,
    asker: signer.person,
    recipientS: key.recipient,
  }));
  await key.keepFor(read.document);
  insistSame(read.hash, await deps.gate.propose({ signed: wire, plan: toBase64url(planBytes(plan)) }));
  return { hash: read.hash, words: sixWords(read.digest) };
}

/** The newest own proposal for a plan of contacts that was not stopped; `null` when there is none. */
export async function findProposal(
  { gate, self }: Pick<ClientDeps, "gate" | "self">,
  plan: { readonly planHash: string },
): Promise<{ readonly hash: string } | null> {
  const own = (await gate.proposals()).filter((each) => {
    const document = each.isVetoed === true || each.type !== "rw.contacts/v1" ? null : sessionDocument(each);
    if (document?.type !== "rw.contacts/v1") return false;
    return document.asker === self.person.id && document.planHash === plan.planHash;
  });
  const newest = own.toSorted((one, other) => other.createdAt - one.createdAt)[0];
  return newest === undefined ? null : { hash: newest.hash };
}

function insistSame(hash: string, shown: string): void {
  if (shown !== hash) throw new CodedError(clientErrors.CLIENT_REQUEST_CHANGED, { detail: hash });
}
