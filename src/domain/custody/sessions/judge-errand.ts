// What a courier believes. It knows the broker's public key and its own configuration, and nothing else: no roster, no
// approvals, no log. The broker's receipt names the ask by its digest, the ask names the document by its digest, and a
// contacts document names its plan, so the account, the task, the planned calls and the key that the answer is sealed to
// are exactly what was granted. Who passes the line on proves nothing and learns nothing.
import { CodedError } from "../../core/coded-error.ts";
import type { BrokerSigned } from "../protocol/signed-wire.ts";
import { bytesOf } from "../protocol/signed-wire.ts";
import { contactsPolicy } from "../contacts/contacts-policy.ts";
import { idOf, partitionOf } from "../contacts/contacts-plan.ts";
import { type DocumentOf, readCustodyDocument, readCustodyDocumentOf } from "../documents/read-custody-document.ts";
import { type Refused, refused } from "../refused.ts";
import { receiptRefused } from "../request/receipt-refused.ts";
import { custodyErrors } from "../errors.ts";
import { approvedPlan } from "./approved-plan.ts";
import type { CourierRequest } from "./courier-lines.ts";
import { sessionErrors } from "./errors.ts";
import { featurePolicy } from "./feature-policy.ts";

/** What a courier is configured with. */
export interface CourierFacts {
  readonly deployment: string;
  /** Ed25519 SubjectPublicKeyInfo of the broker's signing key, base64url. */
  readonly brokerSpki: string;
  /** The organization's management account, e.g. `aws:111122223333`. */
  readonly management: string;
}

/** What it knows of the moment. */
export interface CourierMoment {
  readonly nowSeconds: number;
  /** When this process started: what was used before, nobody remembers. */
  readonly startedAt: number;
  readonly wasUsed: (receiptHash: string) => boolean;
}

/** One session to be opened. */
export interface Errand {
  /** Root of a member, for one task; or a role in management, cut down to `policy`. */
  readonly does:
    | { readonly kind: "root-task"; readonly taskPolicy: string; readonly durationSeconds: number }
    | { readonly kind: "contacts"; readonly policy: string }
    | { readonly kind: "org-feature"; readonly policy: string };
  /** The account that the session acts in. */
  readonly account: string;
  /** What AWS records of every call: `rw-` and the request's id, or the start of the document's hash. */
  readonly sourceIdentity: string;
  /** X25519 recipient that the answer is sealed to. */
  readonly recipient: string;
  readonly requestHash: string;
  readonly receiptHash: string;
  readonly n: number;
}

/** An errand, or why there is none. */
export type ErrandVerdict = { readonly status: "errand"; readonly errand: Errand } | Refused;

/** Judges one line. Bytes that are no documents or no plan throw their coded error. */
export function judgeErrand(line: CourierRequest, facts: CourierFacts, moment: CourierMoment): ErrandVerdict {
  const granted = readCustodyDocument(bytesOf(line.document));
  const ask = readCustodyDocumentOf("rw.ask/v1", bytesOf(line.ask));
  const receipt = readReceipt(line.receipt);
  const wrong = receiptRefused(receipt, { hash: ask.hash, what: "assume-root" }, facts, moment);
  if (wrong !== null) return wrong;
  const { at } = receipt.read.document;
  if (at < moment.startedAt) return refused(custodyErrors.CUSTODY_STALE, "from before this courier started");
  if (ask.document.what !== "assume-root" || ask.document.requestHash !== granted.hash) {
    return refused(sessionErrors.SESSION_NOT_ASKED, "the ask is under another document");
  }
  const { document, hash: requestHash } = granted;
  if (document.deployment !== facts.deployment) {
    return refused(custodyErrors.CUSTODY_OTHER_DEPLOYMENT, document.deployment);
  }
  const { n } = ask.document;
  const common = { requestHash, receiptHash: receipt.read.hash, n };
  if (document.type === "rw.request/v1") return rootTask(document, facts, common);
  if (document.type === "rw.org-feature/v1") return feature(document, facts, common);
  if (document.type === "rw.contacts/v1") return contacts(document, line.plan, facts, common);
  return refused(sessionErrors.SESSION_NOT_ASKED, document.type);
}

function feature(document: DocumentOf<"rw.org-feature/v1">, facts: CourierFacts, common: Common): ErrandVerdict {
  if (document.account !== facts.management) return refused(sessionErrors.SESSION_NOT_HERE, document.account);
  return errand(common, {
    does: { kind: "org-feature", policy: featurePolicy(document) },
    account: facts.management,
    sourceIdentity: sourceIdentityOf(common.requestHash),
    recipient: document.recipientS,
  });
}

function contacts(
  document: DocumentOf<"rw.contacts/v1">,
  carried: string | undefined,
  facts: CourierFacts,
  common: Common,
): ErrandVerdict {
  const approved = approvedPlan(document, carried);
  if (approved.status === "refused") return approved;
  const { plan } = approved;
  if (plan.management !== facts.management) return refused(sessionErrors.SESSION_NOT_HERE, plan.management);
  return errand(common, {
    does: { kind: "contacts", policy: contactsPolicy(plan, common.n) },
    account: facts.management,
    sourceIdentity: sourceIdentityOf(common.requestHash),
    recipient: document.recipientS,
  });
}

type Common = Pick<Errand, "requestHash" | "receiptHash" | "n">;

function errand(common: Common, what: Omit<Errand, keyof Common>): ErrandVerdict {
  return { status: "errand", errand: { ...common, ...what } };
}

function rootTask(document: DocumentOf<"rw.request/v1">, facts: CourierFacts, common: Common): ErrandVerdict {
  const { account, taskPolicy, requestId, recipientS, ttlSeconds } = document;
  if (taskPolicy === undefined) return refused(sessionErrors.SESSION_NOT_ASKED, "the request names no task");
  const partition = partitionOf(facts.management);
  if (partitionOf(account) !== partition || !taskPolicy.startsWith(`arn:${partition}:`)) {
    return refused(sessionErrors.SESSION_NOT_HERE, account);
  }
  if (account === facts.management) return refused(sessionErrors.SESSION_NO_TARGET, idOf(account));
  return errand(common, {
    does: { kind: "root-task", taskPolicy, durationSeconds: Math.min(ttlSeconds, mostSessionSeconds) },
    account,
    sourceIdentity: `rw-${requestId}`,
    recipient: recipientS,
  });
}

/** AWS opens a root session for at most so long, in seconds. */
export const mostSessionSeconds = 900;

/** 64 characters of letters, digits and `+=,.@_-` at most: STS API reference, SourceIdentity. */
function sourceIdentityOf(requestHash: string): string {
  return `rw-${requestHash.slice(0, 40)}`;
}

function readReceipt({ document, signature }: BrokerSigned) {
  const read = readCustodyDocumentOf("rw.receipt/v1", bytesOf(document));
  const bytes = bytesOf(signature);
  if (bytes.length !== 64) throw new CodedError(custodyErrors.CUSTODY_SIGNATURE_BAD, { detail: "not by the broker" });
  return { read, signature: bytes };
}
