// Documents that people decide on together, outside a request: rosters and release policies, and those that wait for a veto or
// are in force for a while.
import { freshSeconds, nonceKeptUntil, quorumSeconds } from "../../../domain/custody/documents/document-times.ts";
import type { DocumentOf, ReadCustodyDocument } from "../../../domain/custody/documents/read-custody-document.ts";
import { readCustodyDocument } from "../../../domain/custody/documents/read-custody-document.ts";
import { custodyErrors } from "../../../domain/custody/errors.ts";
import {
  type DelayedDocument,
  type DelayedType,
  judgeQuorumDocument,
} from "../../../domain/custody/items/quorum-document.ts";
import { type LogEvent, systemActor } from "../../../domain/custody/protocol/log-entry.ts";
import type { BrokerRequestOf } from "../../../domain/custody/protocol/broker-request.ts";
import { bytesOf } from "../../../domain/custody/protocol/signed-wire.ts";
import { namedAccount } from "../../../domain/custody/release-policy/named-account.ts";
import { acceptPolicy } from "../../../domain/custody/release-policy/release-policy-chain.ts";
import { acceptRoster } from "../../../domain/custody/roster/roster-chain.ts";
import { hasRole, personOf } from "../../../domain/custody/roster/roster-view.ts";
import type { KeptDocument } from "../../../world/store/broker/broker-store.ts";
import type { BrokerCore } from "../core/broker-core.ts";
import { keepPolicy, keepRoster } from "../core/chains.ts";
import { loggedName, nameOf } from "../core/decide-move.ts";
import { meetCheckpoint, spend, type TakenIn, verifyDecisions } from "../core/intake.ts";
import type { Accepting, Decision, Line } from "../core/line.ts";
import { receipt } from "../core/signed-words.ts";
import { brokerErrors } from "../errors.ts";
import { insist, refuse } from "../insist.ts";
import { prepareKeys } from "../items/rekey.ts";
import { splitsOf } from "../items/splits-of.ts";
import { resyncLine } from "./resync.ts";

/** A document with the decisions that name it; `signed` where an operator asks for it. */
interface Brought<D> {
  readonly read: ReadCustodyDocument & { readonly document: D };
  readonly document: string;
  readonly signed: TakenIn | null;
  readonly decisions: ReturnType<typeof verifyDecisions>;
}

/** A document that a quorum alone decides on. */
export function quorumLine(core: BrokerCore, line: BrokerRequestOf<"apply-quorum">, isDoor: boolean): Line {
  const read = readCustodyDocument(bytesOf(line.document));
  const { document } = read;
  if (isDoor && document.type !== "rw.resync/v1") refuse(brokerErrors.BROKER_NOT_THIS_DOOR, document.type);
  if (document.deployment !== core.deps.deployment) {
    refuse(custodyErrors.CUSTODY_OTHER_DEPLOYMENT, document.deployment);
  }
  if (document.type === "rw.resync/v1") return resyncLine(core, { ...read, document }, line);
  const open = async (): Promise<() => Decision> => {
    if (document.type !== "rw.clock-offset/v1") core.insistUnsealed();
    if (core.quarantine !== null) refuse(brokerErrors.BROKER_QUARANTINED, core.quarantine);
    const brought = { document: line.document, signed: null, decisions: verifyDecisions(core, line.approvals) };
    if (document.type === "rw.roster/v1") return () => decideRoster(core, { ...brought, read: { ...read, document } });
    if (document.type === "rw.release-policy/v1") {
      return () => decidePolicy(core, { ...brought, read: { ...read, document } });
    }
    if (document.type === "rw.rekey/v1") {
      const keys = await prepareKeys(core, document, line.shares);
      return () => decideDelayed(core, { ...brought, read: { ...read, document } }, keys);
    }
    const isDelayed =
      document.type === "rw.clock-offset/v1" ||
      document.type === "rw.retire/v1" ||
      document.type === "rw.export/v1" ||
      document.type === "rw.org-feature/v1";
    if (isDelayed) return () => decideDelayed(core, { ...brought, read: { ...read, document } });
    return refuse(custodyErrors.CUSTODY_DOCUMENT_FOREIGN, `no quorum decides on ${document.type}`);
  };
  return { isAlone: true, open };
}

/** `rw.contacts` and `rw.drill`, which an operator signs and others agree to. */
export function decideOperatorDocument(core: BrokerCore, taken: TakenIn, line: BrokerRequestOf<"apply">): Decision {
  core.insistUnsealed();
  const { read } = taken.verified;
  const { document } = read;
  if (document.type !== "rw.contacts/v1" && document.type !== "rw.drill/v1")
    return refuse(custodyErrors.CUSTODY_NOT_ASKED);
  // As old as approvals may make it: the others need time to look, and theirs are judged with it.
  const age = core.now() - document.at;
  if (age > quorumSeconds || age < -freshSeconds || document.at <= core.resyncedAt) {
    refuse(custodyErrors.CUSTODY_STALE, `${document.type}, ${age} s old`);
  }
  const decisions = verifyDecisions(core, line.approvals);
  return decideDelayed(core, { read: { ...read, document }, document: line.signed.document, signed: taken, decisions });
}

function decideRoster(core: BrokerCore, brought: Brought<DocumentOf<"rw.roster/v1">>): Decision {
  const { read } = brought;
  insistNew(core, brought);
  const { chain: roster } = insist(acceptRoster(core.chains.roster, read, votesOf(brought), core.now()));
  const dueAt = roster.pending?.dueAt ?? core.now();
  return accepted(core, brought, dueAt, {
    write: () => keepRoster(core.deps.store, roster),
    kept: () => (core.chains = { ...core.chains, roster }),
  });
}

function decidePolicy(core: BrokerCore, brought: Brought<DocumentOf<"rw.release-policy/v1">>): Decision {
  const { store } = core.deps;
  const { read } = brought;
  insistNew(core, brought);
  const view = core.view();
  const around = { view, splitsOf: splitsOf(store, read.document, view) };
  const proposal = { ...around, read, decisions: votesOf(brought), nowSeconds: core.now() };
  const { chain: policy } = insist(acceptPolicy(core.chains.policy, proposal));
  return accepted(core, brought, policy.pending?.dueAt ?? core.now(), {
    write: () => keepPolicy(store, policy),
    kept: () => (core.chains = { ...core.chains, policy }),
  });
}

function decideDelayed(core: BrokerCore, brought: Brought<DelayedDocument>, doing: Accepting = {}): Decision {
  const { store } = core.deps;
  const { read, document, signed, decisions } = brought;
  insistNew(core, brought);
  // A veto may have come before what it stops. Not so with rosters: whoever is to be removed could stop that beforehand.
  const veto = store.stops.of(read.hash).find(({ kind, by }) => {
    return kind === "veto" && hasRole(personOf(core.view(), by), "custodian");
  });
  if (veto !== undefined) refuse(custodyErrors.CUSTODY_STOPPED, veto.by);
  const policy = core.policy().document;
  const facts = {
    bootKey: core.bootKey.recipient,
    newestVersion: (account: string) => core.told.versionOf(account),
    hasGroup: (group: string) => group === "kek" || store.items.all().some((item) => item.group?.name === group),
    // A quorum names both, by the name of the rule that is for that one account.
    canary: namedAccount(policy, "canary"),
    management: namedAccount(policy, "management"),
  };
  const now = core.now();
  const { dueAt, endsAt } = insist(
    judgeQuorumDocument(read, votesOf(brought), facts, { view: core.view(), policy }, now),
  );
  const kept: KeptDocument = {
    hash: read.hash,
    type: read.document.type,
    document,
    signed: signed?.wire ?? null,
    approvals: decisions.map(({ wire }) => wire),
    acceptedAt: now,
    dueAt,
    endsAt,
    state: dueAt > now ? "waiting" : "in-force",
    progress: {},
  };
  return accepted(core, brought, dueAt, {
    events: doing.events ?? [],
    write: () => {
      store.documents.put(kept);
      if (read.document.type === "rw.clock-offset/v1") store.facts.set("clock-offset", read.document);
      doing.write?.();
    },
    kept: () => {
      if (read.document.type === "rw.clock-offset/v1") core.clockOffset = read.document;
      doing.kept?.();
    },
  });
}

function accepted(
  core: BrokerCore,
  brought: Brought<DelayedDocument | DocumentOf<"rw.roster/v1" | "rw.release-policy/v1">>,
  dueAt: number,
  doing: Accepting,
): Decision {
  const { read, decisions, signed } = brought;
  const { document, hash } = read;
  const [what, name] = [nameOf(document), loggedName(document)];
  const d = { hash, dueAt, ...logged(document), decisions: decisions.map(({ wire }) => JSON.stringify(wire)) };
  const account = "account" in document && document.account !== undefined ? { account: document.account } : {};
  return {
    events: [{ type: `${name}.accepted`, actor: systemActor("broker"), ...account, d }, ...(doing.events ?? [])],
    write: () => {
      core.deps.store.nonces.add(document.nonce, nonceKeptUntil(document) + 7 * 86_400);
      for (const each of signed === null ? decisions : [signed, ...decisions]) spend(core, each);
      doing.write?.();
    },
    kept: () => {
      doing.kept?.();
      void core.tell(`${what} accepted, in force from ${dueAt}`);
    },
    answer: ({ index }) => ({
      status: "done",
      receipt: receipt(core, { verb: "apply", what, docHash: hash, ...account }, index),
      dueAt,
    }),
  };
}

function logged(document: { readonly type: DelayedType | "rw.roster/v1" | "rw.release-policy/v1" }): LogEvent["d"] {
  const shown = ["version", "vault", "group", "reason", "offsetMs", "notAfter", "feature", "on", "planHash", "kind"];
  const fields = Object.entries(document).filter(([name]) => shown.includes(name));
  // A version of a roster is none of an item.
  return Object.fromEntries(
    fields.map(([name, value]) => [name === "version" ? "documentVersion" : name, value as string | number | boolean]),
  );
}

function insistNew(core: BrokerCore, { read, decisions }: Brought<{ readonly nonce: string }>): void {
  if (core.deps.store.nonces.has(read.document.nonce)) refuse(custodyErrors.CUSTODY_NONCE_SEEN, read.document.type);
  for (const { verified } of decisions) meetCheckpoint(core, verified.read.document);
}

function votesOf({ decisions }: { readonly decisions: ReturnType<typeof verifyDecisions> }) {
  return decisions.map(({ verified }) => verified);
}
