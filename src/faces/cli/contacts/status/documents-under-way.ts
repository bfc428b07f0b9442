// Which plans of contact changes wait, are in force, or were stopped: read from their own signed bytes and the broker's
// receipts, not from what the gate says of them.
import { sessionDocument } from "../../../../app/custody/client/session/decided-document.ts";
import type { ShownNotice, ShownProposal } from "../../../../app/custody/client/ports/gate.ts";
import { receiptOf } from "../../../../app/custody/client/signing/broker-answer.ts";
import type { Entered } from "../../../../app/custody/client/signing/enter.ts";
import { CodedError } from "../../../../domain/core/coded-error.ts";
import { maskMail } from "../../../../domain/core/mask.ts";
import { contactsSeconds } from "../../../../domain/custody/items/quorum-document.ts";
import { ownClient } from "../../bg/own-client.ts";
import type { Standing } from "../../bg/screen.ts";
import type { Invocation } from "../../command.ts";

/** A plan that was put up for approvals. */
export type DocumentUnderWay = {
  readonly hash: string;
  readonly planHash: string;
  readonly person: string;
  readonly accounts: readonly string[];
  readonly kinds: readonly string[];
  /** Who was told, and what became of it, as the gate says. */
  readonly told: readonly ToldRoute[];
} & (
  | { readonly state: "open"; readonly missing: string | null }
  | { readonly state: "vetoed" }
  /** Unix seconds. */
  | { readonly state: "waiting" | "in-force" | "over"; readonly dueAt: number; readonly endsAt: number }
);

/** One mailbox, or one route of the gate's. */
export interface ToldRoute {
  /** The route's name, and behind it a masked address where it went to one mailbox alone. */
  readonly to: string;
  readonly state: "waiting" | "sent" | "failed";
  /** Unix seconds; `null` while it waits. */
  readonly at: number | null;
  /** The id of a row; empty when no attempt failed. */
  readonly error: string;
}

/** The plans, or why they could not be seen. */
export type DocumentsAnswer =
  | { readonly status: "read"; readonly standing: Standing; readonly documents: readonly DocumentUnderWay[] }
  | { readonly status: "unknown"; readonly code: string; readonly why: string };

/** The plans at the gate, newest first; `null` where neither identity nor gate is named and so nobody is asked. */
export async function documentsUnderWay(invocation: Invocation): Promise<DocumentsAnswer | null> {
  const { settings } = invocation;
  if (settings.text("identity") === null && settings.text("gate") === null) return null;
  let entered: Entered | null = null;
  try {
    const client = ownClient(invocation);
    entered = await client.enter();
    const { isRehearsal, isSolo, view } = entered;
    const now = Math.floor(invocation.io.now() / 1000);
    const documents = plansUnderWay(await client.deps.gate.proposals(), view, now);
    return { status: "read", standing: { isRehearsal, isSolo }, documents };
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    return { status: "unknown", code: error.row.code, why: error.message };
  } finally {
    entered?.hand.end();
  }
}

/**
 * The plans of contact changes among what was put up. `now` is in Unix seconds. Throws `CLIENT_RECEIPT_FORGED`,
 * `CLIENT_REQUEST_CHANGED` where the gate shows something that nobody signed.
 */
export function plansUnderWay(
  all: readonly ShownProposal[],
  view: Entered["view"],
  now: number,
): readonly DocumentUnderWay[] {
  return all.flatMap((shown) => underWay(shown, view, now));
}

function underWay(shown: ShownProposal, view: Entered["view"], now: number): readonly DocumentUnderWay[] {
  if (shown.type !== "rw.contacts/v1") return [];
  const document = sessionDocument(shown);
  if (document?.type !== "rw.contacts/v1") return [];
  const { planHash, asker, accounts, kinds } = document;
  const told = (shown.notices ?? []).map(toldRoute);
  const frame = { hash: shown.hash, planHash, person: asker, accounts, kinds, told };
  if (shown.isVetoed === true) return [{ ...frame, state: "vetoed" }];
  const { reply } = shown;
  if (reply?.status !== "done") {
    return [{ ...frame, state: "open", missing: shown.missing?.detail ?? null }];
  }
  const { at } = receiptOf(reply.receipt, { verb: "apply", docHash: shown.hash }, view);
  const dueAt = reply.dueAt ?? at;
  const endsAt = dueAt + contactsSeconds;
  return [{ ...frame, state: now < dueAt ? "waiting" : now < endsAt ? "in-force" : "over", dueAt, endsAt }];
}

function toldRoute({ route, state, at, error }: ShownNotice): ToldRoute {
  const cut = route.indexOf(">");
  const to = cut === -1 ? route : `${route.slice(0, cut)} to ${maskMail(route.slice(cut + 1))}`;
  return { to, state, at, error };
}
