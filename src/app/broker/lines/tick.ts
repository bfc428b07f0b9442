// What time alone brings.
import { settlePolicyChain } from "../../../domain/custody/release-policy/release-policy-chain.ts";
import { systemActor, type LogEvent } from "../../../domain/custody/protocol/log-entry.ts";
import { readCustodyDocumentOf } from "../../../domain/custody/documents/read-custody-document.ts";
import { bytesOf } from "../../../domain/custody/protocol/signed-wire.ts";
import { pairSeconds } from "../../../domain/custody/steps/admit-pair.ts";
import { newSeedName } from "../items/seed-vault.ts";
import { dueEvent } from "../../../domain/custody/request/due-event.ts";
import type { RequestEvent } from "../../../domain/custody/request/request-event.ts";
import { settleRosterChain } from "../../../domain/custody/roster/roster-chain.ts";
import type { KeptDocument, KeptItem, KeptRequest } from "../../../world/store/broker/broker-store.ts";
import { keepPolicy, keepRoster } from "../core/chains.ts";
import type { BrokerCore } from "../core/broker-core.ts";
import { loggedName } from "../core/decide-move.ts";
import { eventsOf } from "../core/intake.ts";
import type { Decision, Line } from "../core/line.ts";
import { documentOf, isStillRequester, move, standing, stopsOf, type Moved } from "../core/requests.ts";

/** Whether time, or a newer roster, has brought anything; cheap, asked every second. */
export function isAnythingDue(core: BrokerCore): boolean {
  if (core.quarantine !== null) return false;
  const { store } = core.deps;
  const now = core.now();
  const { roster, policy } = core.chains;
  return (
    store.documents.ofState("waiting").some(({ dueAt }) => now >= dueAt) ||
    now >= Math.min(roster.pending?.dueAt ?? Infinity, policy.pending?.dueAt ?? Infinity) ||
    store.requests.allLive().some((kept) => eventFor(core, kept) !== null)
  );
}

/** Moves everything that is due; one request a line, so that one that is refused keeps nobody. */
export function tickLines(core: BrokerCore): readonly Line[] {
  const due = core.deps.store.requests.allLive().filter((kept) => eventFor(core, kept) !== null);
  return [chainsLine(core), ...due.map(({ state }) => requestLine(core, state.requestId))];
}

function requestLine(core: BrokerCore, requestId: string): Line {
  return {
    isAlone: false,
    open: async () => () => {
      const kept = core.deps.store.requests.byId(requestId);
      const event = kept === null || core.quarantine !== null ? null : eventFor(core, kept);
      if (kept === null || event === null) return nothing;
      return decided(core, move(core, kept, [event]));
    },
  };
}

/** The event that is due for a request, with the evidence for it. */
function eventFor(core: BrokerCore, kept: KeptRequest): RequestEvent | null {
  const { state } = kept;
  if ((state.phase === "ready" || state.phase === "open") && !isStillRequester(core, documentOf(kept))) {
    return { kind: "requester-removed" };
  }
  const due = dueEvent(state, core.now(), core.bootId);
  if (due === null) return null;
  if (due.kind !== "delay-over") return { kind: due.kind };
  const { isAuthorised } = standing(core, kept);
  return { kind: due.kind, isAuthorised, stops: stopsOf(core, kept), bootId: core.bootId };
}

function chainsLine(core: BrokerCore): Line {
  return {
    isAlone: true,
    open: async () => () => {
      const { store } = core.deps;
      const now = core.now();
      const roster = settleRosterChain(core.chains.roster, now);
      const policy = settlePolicyChain(core.chains.policy, now);
      const inForce = (type: string, hash: string, version: number): LogEvent => ({
        type: `${type}.in_force`,
        actor: systemActor("broker"),
        d: { hash, version },
      });
      const events: LogEvent[] = [];
      if (roster !== core.chains.roster) {
        events.push(inForce("roster", roster.inForce.read.hash, roster.inForce.read.document.version));
      }
      if (policy !== core.chains.policy) {
        events.push(inForce("release-policy", policy.inForce.hash, policy.inForce.document.version));
      }
      const due = store.documents.ofState("waiting").filter(({ dueAt }) => now >= dueAt);
      for (const { type, hash } of due) events.push(inForce(loggedName({ type }), hash, 1));
      const retired = due.flatMap((kept) => retiredBy(core, kept));
      const actor = systemActor("broker");
      for (const { account, version } of retired) {
        events.push({ type: "item.retired", actor, account, d: { vault: "S", version } });
      }
      return {
        events: core.quarantine === null ? events : [],
        write: () => {
          store.nonces.prune(now);
          for (const kept of due) store.documents.put({ ...kept, state: kept.endsAt > now ? "in-force" : "done" });
          for (const item of retired) store.items.put({ ...item, state: "retired" });
          if (roster !== core.chains.roster) keepRoster(store, roster);
          if (policy !== core.chains.policy) keepPolicy(store, policy);
        },
        kept: () => {
          core.chains = { roster, policy };
          forgetNewSeeds(core);
        },
        answer: () => ({}),
      };
    },
  };
}

/** The item that a retirement takes out of custody, once nobody vetoed it. */
function retiredBy({ deps }: BrokerCore, { type, document }: KeptDocument): readonly KeptItem[] {
  if (type !== "rw.retire/v1") return [];
  const { document: retire } = readCustodyDocumentOf(type, bytesOf(document));
  const item = retire.vault === "S" ? deps.store.items.newest(retire.account) : null;
  return item?.version === retire.version && item.state === "current" ? [item] : [];
}

/** The group keys of new seeds go once their pair cannot be asked for any more. */
function forgetNewSeeds(core: BrokerCore): void {
  for (const { account, version, capturedAt } of core.deps.store.items.all()) {
    if (core.now() > capturedAt + pairSeconds) core.drop(newSeedName(account, version));
  }
}

const nothing: Decision = { events: [], answer: () => ({}) };

function decided(core: BrokerCore, moved: Moved): Decision {
  // What is not due yet after all, or no longer authorised, stays as it is until somebody acts.
  if (moved.status === "refused") return nothing;
  return {
    events: eventsOf(moved.log, []),
    write: moved.write,
    kept: () => {
      for (const { state, effect } of moved.effects) core.follow(state, effect);
    },
    answer: () => ({}),
  };
}
