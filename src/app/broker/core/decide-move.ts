import { toBase64url } from "../../../domain/crypto/base64url.ts";
import type { CustodyDocument } from "../../../domain/custody/documents/read-custody-document.ts";
import type { LogEvent } from "../../../domain/custody/protocol/log-entry.ts";
import type { Stop } from "../../../domain/custody/request/request-event.ts";
import { refusedReply } from "./batch-loop.ts";
import type { BrokerCore } from "./broker-core.ts";
import { counterEvents, eventsOf, spend, type TakenIn } from "./intake.ts";
import type { Decision } from "./line.ts";
import type { Moved } from "./requests.ts";
import { receipt, type Receipted } from "./signed-words.ts";
import { CodedError } from "../../../domain/core/coded-error.ts";

/** What a receipt about one document says, whatever came of it. */
export function about(
  verb: Receipted["verb"],
  { verified }: TakenIn,
  what = nameOf(verified.read.document),
): Receipted {
  const { document, digest } = verified.read;
  const account = "account" in document && document.account !== undefined ? { account: document.account } : {};
  return { verb, what, docHash: toBase64url(digest), ...account };
}

/** A document's type without `rw.` and its version; of a decision, which one. */
export function nameOf(document: CustodyDocument): string {
  return document.type === "rw.approval/v1" ? document.decision : document.type.slice(3, document.type.indexOf("/"));
}

/** What a document is called in the names of log entries. */
export function loggedName(document: { readonly type: string }): string {
  return document.type === "rw.org-feature/v1" ? "org_feature" : document.type.slice(3, document.type.indexOf("/"));
}

/** What a line does besides moving a request. */
export interface Besides {
  readonly events?: readonly LogEvent[];
  readonly spent?: Decision["spent"];
  readonly write?: () => void;
  readonly kept?: () => void;
  readonly reply?: object;
  readonly answer?: Decision["answer"];
}

/** The decision that follows from a move; the first of `taken` is the document that asked for it. */
export function decideMove(
  core: BrokerCore,
  taken: readonly [TakenIn, ...TakenIn[]],
  said: Receipted,
  moved: Moved,
  besides: Besides = {},
): Decision {
  const spendAll = (): void => {
    for (const each of taken) spend(core, each);
  };
  const events = [...eventsOf(moved.log, taken), ...(besides.events ?? []), ...counterEvents(taken)];
  if (moved.status === "refused") {
    const { row, detail, keep } = moved;
    const reply = refusedReply(new CodedError(row, { detail }));
    return {
      events,
      write: () => {
        spendAll();
        if (keep !== null) keepStop(core, taken[0], keep);
      },
      answer: ({ index }) =>
        events.length === 0 ? reply : { ...reply, receipt: receipt(core, said, index, row.code) },
    };
  }
  return {
    events,
    ...(besides.spent === undefined ? {} : { spent: besides.spent }),
    write: () => {
      moved.write();
      spendAll();
      besides.write?.();
    },
    kept: () => {
      besides.kept?.();
      for (const { state, effect } of moved.effects) core.follow(state, effect);
    },
    answer:
      besides.answer ??
      (({ index }) => ({ status: "done", receipt: receipt(core, said, index), ...dueOf(moved), ...besides.reply })),
  };
}

/** A stop that came before what it stops. */
export function keepStop({ deps }: BrokerCore, { verified, wire }: TakenIn, stop: Stop): void {
  const { document } = verified.read;
  if (document.type === "rw.approval/v1") deps.store.stops.add(document.requestHash, stop, wire);
}

function dueOf({ state }: Extract<Moved, { status: "moved" }>): { readonly dueAt?: number } {
  return typeof state?.delayedUntil === "number" ? { dueAt: state.delayedUntil } : {};
}
