// The one way out of quarantine: a quorum says which history is the true one. Either the entries that this copy lacks come
// along and lead to the largest checkpoint that was ever signed, or the log is lost and a new one begins.
import { toBase64url } from "../../../domain/crypto/base64url.ts";
import { concat } from "../../../domain/crypto/bytes.ts";
import { sha256 } from "../../../domain/crypto/sha256.ts";
import { nonceKeptUntil } from "../../../domain/custody/documents/document-times.ts";
import type { DocumentOf, ReadCustodyDocument } from "../../../domain/custody/documents/read-custody-document.ts";
import { custodyErrors } from "../../../domain/custody/errors.ts";
import { judgeResync } from "../../../domain/custody/items/judge-resync.ts";
import { type LogEvent, readLogEntry, systemActor } from "../../../domain/custody/protocol/log-entry.ts";
import type { BrokerRequestOf } from "../../../domain/custody/protocol/broker-request.ts";
import { bytesOf } from "../../../domain/custody/protocol/signed-wire.ts";
import { resyncSteps } from "../../../domain/custody/steps/recover-steps.ts";
import { openCarried } from "../../../domain/ledger/checkpoint/carried-checkpoint.ts";
import { replayEntries } from "../../../domain/ledger/journal/replay-entries.ts";
import { appendLeaf, emptyFrontier, type Frontier } from "../../../domain/ledger/merkle/frontier.ts";
import { leafHash } from "../../../domain/ledger/merkle/tree-hash.ts";
import { unloggedStops } from "../boot.ts";
import type { BrokerCore } from "../core/broker-core.ts";
import { eventsOf, spend, verifyDecisions } from "../core/intake.ts";
import type { Decision, Line } from "../core/line.ts";
import { move } from "../core/requests.ts";
import { receipt } from "../core/signed-words.ts";
import { insist, refuse } from "../insist.ts";

/** `rw.resync` of the broker's log. Afterwards it is sealed, every request has ended, and older documents are refused. */
export function resyncLine(
  core: BrokerCore,
  read: ReadCustodyDocument & { readonly document: DocumentOf<"rw.resync/v1"> },
  { approvals, entries: wires }: BrokerRequestOf<"apply-quorum">,
): Line {
  const { document, hash } = read;
  const decide = (): Decision => {
    const { store, log, hostId } = core.deps;
    const entries = wires.map((wire) => bytesOf(wire));
    const decisions = verifyDecisions(core, approvals);
    if (store.nonces.has(document.nonce)) refuse(custodyErrors.CUSTODY_NONCE_SEEN, document.type);
    const facts = {
      log: "broker" as const,
      hostId,
      ownSize: log.head.size,
      entriesHash: hashOfEntries(entries),
      entryCount: entries.length,
      largestSigned: Math.max(log.head.size, core.largestSeen),
    };
    const votes = decisions.map(({ verified }) => verified);
    const verdict = insist(judgeResync(read, votes, facts, core.view(), core.now()));
    const isLost = verdict.status === "new-epoch";
    const more = verdict.status === "replay" ? missing(core, document, entries, verdict.fromSize) : [];
    const known = new Set(store.steps.all().rows.map(({ account, step }) => `${account} ${step}`));
    const ended = store.requests.allLive().flatMap((kept) => {
      const moved = move(core, kept, [{ kind: "resync" }]);
      return moved.status === "moved" ? [moved] : [];
    });
    const events: readonly LogEvent[] = [
      {
        type: "broker.resynced",
        actor: systemActor("broker"),
        d: {
          hash,
          hostId,
          size: document.checkpoint.size,
          decisions: decisions.map(({ wire }) => JSON.stringify(wire)),
        },
      },
      ...ended.flatMap(({ log: drafts }) => eventsOf(drafts, [])),
      ...unloggedStops(core),
    ];
    return {
      endsQuarantine: true,
      events: isLost ? [] : events,
      write: () => {
        if (more.length > 0) for (const entry of (log.append(more), more)) core.told.take(entry);
        for (const { write } of ended) write();
        if (!isLost) keepSpentSteps(core, known);
        const accounts = store.items.all().map(({ account }) => account);
        const { lastSteps } = resyncSteps(store.steps.all(), accounts, core.nowMs());
        for (const [account, step] of Object.entries(lastSteps)) store.steps.setLast(account, step);
        for (const each of decisions) spend(core, each);
        store.nonces.add(document.nonce, nonceKeptUntil(document));
        store.facts.set("resync-at", core.now());
        for (const name of ["quarantine", "stops-to-log", "largest-seen"]) store.facts.remove(name);
        core.deps.adopt();
        if (isLost) beginEpoch(core, document);
      },
      kept: () => core.resume(isLost),
      answer: ({ index }) => ({
        status: "done",
        receipt: receipt(core, { verb: "apply", what: "resync", docHash: hash }, isLost ? 0 : index),
      }),
    };
  };
  return { isAlone: true, open: async () => decide };
}

/** The entries that are not here yet; they must lead to the signed checkpoint that the quorum names. */
function missing(
  core: BrokerCore,
  { checkpoint }: DocumentOf<"rw.resync/v1">,
  entries: readonly Uint8Array[],
  fromSize: number,
): readonly Uint8Array[] {
  const { log } = core.deps;
  const carried = insist(openCarried(checkpoint, [log.verifier]));
  if (carried.status === "unseen") refuse(custodyErrors.CUSTODY_NOT_ASKED, "no checkpoint");
  let frontier: Frontier = emptyFrontier;
  while (frontier.size < log.head.size) {
    for (const entry of log.entries(frontier.size, 1024)) ({ frontier } = appendLeaf(frontier, leafHash(entry)));
  }
  const more = entries.slice(log.head.size - fromSize);
  if (carried.status !== "signed") return [];
  const replayed = replayEntries(frontier, more, carried.checkpoint);
  return replayed.status === "fits" ? more : refuse(replayed.row, `size ${carried.checkpoint.size}`);
}

/** Steps that the log knows to be spent and a restored store does not. */
function keepSpentSteps({ deps }: BrokerCore, known: ReadonlySet<string>): void {
  const { log, store } = deps;
  for (let from = 0; from < log.head.size; from += 1024) {
    for (const [at, bytes] of log.entries(from, 1024).entries()) {
      const entry = readLogEntry(bytes);
      const step = entry?.d["step"];
      const isSpent = entry !== null && /^release\.(?:code|enrol_pair|lost)$/.test(entry.type);
      if (!isSpent || entry.account === undefined || typeof step !== "number") continue;
      if (known.has(`${entry.account} ${step}`)) continue;
      const n = typeof entry.d["n"] === "number" ? entry.d["n"] : 1;
      const grant = { grantId: entry.request ?? "", recipient: "", purpose: "other" as const, bootId: "" };
      const isLost = entry.type === "release.lost";
      store.steps.insert({
        account: entry.account,
        step,
        n,
        ...grant,
        reservedMs: entry.at,
        logIndex: from + at,
        isLost,
      });
    }
  }
}

/** A new log, with another origin, from the next start on; what the old one was is its first entry. */
function beginEpoch({ deps }: BrokerCore, { checkpoint }: DocumentOf<"rw.resync/v1">): void {
  const { facts, pending } = deps.store;
  const epoch = facts.get("log-epoch");
  facts.set("log-epoch", typeof epoch === "number" ? epoch + 1 : 2);
  facts.set("log-before", checkpoint);
  facts.remove("log-head");
  pending.clear();
}

/** SHA-256 over the entries, each behind its length in two bytes. */
function hashOfEntries(entries: readonly Uint8Array[]): string {
  const framed = entries.flatMap((entry) => [Uint8Array.of(entry.length >> 8, entry.length & 255), entry]);
  return toBase64url(sha256(concat(...framed)));
}
