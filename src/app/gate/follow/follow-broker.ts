// The gate keeps every entry of the broker's log, held against the broker's signature, and everything it shows about a
// request is made from them. What people are told is made from them, too, so that also what went past the gate is told.
import type { ErrorRow } from "../../../domain/core/error-row.ts";
import { carry } from "../../../domain/ledger/checkpoint/carried-checkpoint.ts";
import { openCheckpoint } from "../../../domain/ledger/checkpoint/open-checkpoint.ts";
import { maxLogEntries } from "../../../domain/custody/protocol/broker-request.ts";
import { type LogEntry, readLogEntry, systemActor } from "../../../domain/custody/protocol/log-entry.ts";
import { bytesOf } from "../../../domain/custody/protocol/signed-wire.ts";
import { isTerminal } from "../../../domain/custody/request/request-state.ts";
import type { Notice } from "../../../domain/notice/notice.ts";
import { custodyWords } from "../../../domain/notice/custody-words.ts";
import type { Gate } from "../core/gate.ts";
import { record } from "../core/record.ts";
import { gateErrors } from "../errors.ts";
import { enqueue } from "../outbox/enqueue.ts";
import { noticeOfEntry } from "./notice-of-entry.ts";
import { projectRequest } from "./project-request.ts";
import { seedAfter } from "./seed-after.ts";
import { takeVeto } from "./take-veto.ts";
import { tellOfContacts } from "./tell-of-contacts.ts";

/** How far the copy got. */
export type Followed =
  | { readonly status: "followed"; readonly size: number }
  /** The broker refused, or its log does not continue the copy. */
  | { readonly status: "trouble"; readonly row: Pick<ErrorRow, "code">; readonly detail: string };

/** Copies what is new in the broker's log and takes it in; one at a time. Throws `BROKER_CLIENT_*` and what store and log throw. */
export function followBroker(gate: Gate): Promise<Followed> {
  const turn = gate.following.then(() => follow(gate));
  gate.following = turn.catch(() => undefined);
  return turn;
}

async function follow(gate: Gate): Promise<Followed> {
  const { copy, broker } = gate;
  const from = copy.head.size;
  const first = await broker.ask({ verb: "log", from, max: maxLogEntries });
  if (first.status === "refused") return trouble(first.error, first.detail);
  if (first.checkpoint === undefined) return from === 0 ? done(gate) : behind(gate, "no checkpoint any more");
  const note = bytesOf(first.checkpoint);
  const opened = openCheckpoint(note, [copy.verifier]);
  if (opened.status === "refused") return trouble(opened.row.code, opened.detail);
  const { size } = opened.checkpoint;
  const entries = first.entries.map((entry) => bytesOf(entry));
  while (from + entries.length < size) {
    const more = await broker.ask({ verb: "log", from: from + entries.length, max: maxLogEntries });
    if (more.status === "refused") return trouble(more.error, more.detail);
    if (more.entries.length === 0) return behind(gate, `entries end at ${from + entries.length} of ${size}`);
    entries.push(...more.entries.map((entry) => bytesOf(entry)));
  }
  if (size > from || from === 0 || size < from) {
    const taken = copy.take(entries.slice(0, Math.max(0, size - from)), note);
    if (taken.status === "refused") return behind(gate, `${taken.row.code}: ${taken.detail}`);
  }
  return done(gate);
}

function done(gate: Gate): Followed {
  gate.troubles.delete(gateErrors.GATE_BROKER_BEHIND.code);
  takeIn(gate);
  return { status: "followed", size: gate.copy.head.size };
}

/** Takes in what was copied and not yet taken in, also what a stop of the process left. */
export function takeIn(gate: Gate): void {
  const { store, copy } = gate;
  for (;;) {
    const from = takenIn(gate);
    const batch = copy.entries(from, 256);
    if (batch.length === 0) return;
    const entries = batch.map((bytes) => ({ bytes, entry: readLogEntry(bytes) }));
    const isOfGrant = entries.some(({ entry }) => entry?.request !== undefined);
    if (entries.some(({ entry }) => entry !== null && isForgotten(gate, entry))) quarantineStore(gate);
    // A gate that may write nothing still shows what the broker does.
    const isSilent = gate.quarantine.size > 0 || gate.isLogStopped;
    const work = () => {
      for (const [at, { entry }] of entries.entries()) if (entry !== null) takeEntry(gate, entry, from + at);
      store.facts.set("taken-in", from + batch.length);
    };
    if (isSilent || !isOfGrant) store.transaction(work);
    else {
      record(gate, (tell) => {
        work();
        const { latest } = copy;
        if (latest !== null)
          tell({ type: "checkpoint.peer", actor: systemActor("gate"), d: { ...carry(latest.checkpoint) } });
      });
    }
    for (const { entry } of entries) if (entry !== null) seedAfter(gate.seeds, entry);
    gate.wake();
  }
}

/** How many entries of the copy were taken in. */
export function takenIn({ store }: Pick<Gate, "store">): number {
  const kept = store.facts.get("taken-in");
  return typeof kept === "number" ? kept : 0;
}

function takeEntry(gate: Gate, entry: LogEntry, index: number): void {
  const { store } = gate;
  const kept = entry.request === undefined ? null : store.requests.byId(entry.request);
  if (kept !== null) {
    const projection = projectRequest(kept.projection, entry, index);
    store.requests.put({ ...kept, projection });
    // A one-time key that is found later must open nothing that is still stored.
    if (isTerminal(projection.phase) || projection.phase === "closing") store.decisions.dropShares(kept.requestHash);
  }
  takeVeto(gate, entry);
  const notice = noticeOfEntry(gate, entry, index);
  if (notice === null) return;
  if (entry.type === "contacts.accepted") tellOfContacts(gate, entry, notice);
  else enqueue(gate, notice);
}

/**
 * INVARIANT: a request is stored before the broker hears of it. One that the broker knows and the gate does not was
 * forgotten here: an older store, and most likely an older log, was put back. Nothing is written before this is judged.
 */
function isForgotten({ store }: Gate, { type, request }: LogEntry): boolean {
  return type === "request.created" && request !== undefined && store.requests.byId(request) === null;
}

function quarantineStore({ store, quarantine }: Gate): void {
  quarantine.add(gateErrors.GATE_STORE_BEHIND.code);
  store.transaction(() => store.facts.set("quarantine", [...quarantine]));
}

function behind(gate: Gate, detail: string): Followed {
  const { code } = gateErrors.GATE_BROKER_BEHIND;
  if (!gate.troubles.has(code)) {
    gate.troubles.add(code);
    const notice = behindNotice(gate);
    gate.store.transaction(() => enqueue(gate, notice));
    gate.wake();
  }
  return trouble(code, detail);
}

function behindNotice({ deployment, isRehearsal, publicUrl, clock, copy }: Gate): Notice {
  const words = custodyWords["broker.behind"];
  return {
    id: `${deployment}-behind-${clock.nowMs()}`,
    thread: "broker.behind",
    kind: "broker.behind",
    severity: words.severity,
    deployment,
    isRehearsal,
    what: words.what(),
    account: null,
    soWhat: words.soWhat,
    doNow: words.doNow,
    link: publicUrl,
    ledger: copy.latest === null ? null : { size: copy.head.size, root: carry(copy.latest.checkpoint).root },
    atMs: clock.nowMs(),
    isEnd: false,
  };
}

function trouble(code: string, detail: string): Followed {
  return { status: "trouble", row: { code }, detail };
}
