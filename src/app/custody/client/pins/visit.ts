// How every command begins: what do gate and broker say now, who says so, and does it continue what was seen before? Only
// then is anything signed. A gate that was taken over can withhold, but not show an older roster, a shorter log, or a broker
// key of its own.
import { CodedError } from "../../../../domain/core/coded-error.ts";
import type { StatusDocument } from "../../../../domain/custody/documents/broker-documents.ts";
import type { NamedCheckpoint } from "../../../../domain/custody/documents/fields.ts";
import type { ReleasePolicyDocument } from "../../../../domain/custody/documents/release-policy-document.ts";
import type { RosterDocument } from "../../../../domain/custody/documents/roster-document.ts";
import type { BrokerReply } from "../../../../domain/custody/protocol/broker-reply.ts";
import { bytesOf } from "../../../../domain/custody/protocol/signed-wire.ts";
import type { RosterView } from "../../../../domain/custody/roster/roster-view.ts";
import { custodyErrors } from "../../../../domain/custody/errors.ts";
import { type CarriedCheckpoint, carryUnseen } from "../../../../domain/ledger/checkpoint/carried-checkpoint.ts";
import { parseVerifierKey } from "../../../../domain/ledger/note/verifier-key.ts";
import type { KeptChains } from "../../../../world/identity/kept-chains.ts";
import { clientErrors } from "../errors.ts";
import { type ClientDeps, nowSeconds } from "../ports/client-deps.ts";
import type { GateStatus, ShownChains } from "../ports/gate.ts";
import { brokerWord, checkClocks, shownBrokerWord } from "./broker-word.ts";
import { carriedNote, followLog } from "./follow-log.ts";
import { verifyChains } from "./pinned-rules.ts";

/** What is known after a look, all of it verified. */
export interface Visit {
  readonly view: RosterView;
  readonly roster: RosterDocument;
  readonly policy: ReleasePolicyDocument;
  readonly policyHash: string;
  readonly status: StatusDocument;
  readonly brokerReply: Extract<BrokerReply<"status">, { readonly status: "done" }>;
  /** To be carried by what is signed next. */
  readonly brokerCheckpoint: NamedCheckpoint;
  readonly gateCheckpoint: CarriedCheckpoint;
  readonly isRehearsal: boolean;
  readonly isSolo: boolean;
  readonly gate: GateStatus["gate"];
}

/** What a visit needs; the gate knows the session already. */
export type VisitDeps = Pick<ClientDeps, "gate" | "self" | "nowMs">;

/**
 * Looks at gate and broker, verifies everything and remembers it. Throws `CLIENT_BROKER_AWAY`, `CLIENT_BROKER_UNPROVEN`,
 * `CLIENT_CLOCKS_DIFFER`, `CLIENT_ROSTER_*`, `CLIENT_LOG_CHANGED`, `CUSTODY_OTHER_DEPLOYMENT`.
 */
export async function visit(deps: VisitDeps, typedHash: string | null): Promise<Visit> {
  const { gate, self } = deps;
  const now = nowSeconds(deps);
  const shown = await gate.status();
  if (shown.deployment !== self.person.deployment) {
    throw new CodedError(custodyErrors.CUSTODY_OTHER_DEPLOYMENT, {
      detail: `the gate is of ${shown.deployment.slice(0, 63)}, this identity of ${self.person.deployment}`,
    });
  }
  if (shown.broker === null || shown.broker.status === "refused") {
    const detail = shown.broker?.error ?? shown.brokerError;
    throw new CodedError(clientErrors.CLIENT_BROKER_AWAY, { detail });
  }
  const { signed } = shown.broker;
  const claimed = shownBrokerWord("rw.status/v1", signed).document;
  const pins = self.pins();
  const chains = await gate.chains();
  const rules = verifyChains({ shown: chains, pins, typedHash, ownSpki: self.person.spki, nowSeconds: now }).under(
    claimed,
  );
  const status = brokerWord("rw.status/v1", signed, rules.view).document;
  checkClocks(status, now);
  const { logKeys } = rules.roster;
  const noteOfGate = shown.gate.checkpoint;
  const gateCheckpoint =
    noteOfGate === undefined
      ? carryUnseen(parseVerifierKey(logKeys.gate).name)
      : carriedNote("gate", bytesOf(noteOfGate), logKeys.gate);
  const logs = {
    gate: await followLog({
      name: "gate",
      vkey: logKeys.gate,
      last: pins.checkpoints.gate ?? null,
      offered: gateCheckpoint,
      proof: (from, to) => gate.consistency("gate", from, to),
    }),
    broker: await followLog({
      name: "broker",
      vkey: logKeys.broker,
      last: pins.checkpoints.broker ?? null,
      offered: status.brokerCheckpoint,
      proof: (from, to) => gate.consistency("broker", from, to),
    }),
  };
  self.keepPins({ ...pins, ...rules.pins, checkpoints: logs });
  self.keepChains(keptOf(chains));
  const { view, roster, policy, policyHash } = rules;
  return {
    view,
    roster,
    policy,
    policyHash,
    status,
    brokerReply: shown.broker,
    brokerCheckpoint: status.brokerCheckpoint,
    gateCheckpoint,
    // The name is in every digest, so it cannot lie; a gate's flag could.
    isRehearsal: view.deployment.startsWith("rehearsal-"),
    isSolo: policy.solo,
    gate: shown.gate,
  };
}

function keptOf({ roster, releasePolicy }: ShownChains): KeptChains {
  const bare = (versions: ShownChains["roster"]) =>
    versions.map(({ document, approvals, acceptedAt, state }) => ({
      document,
      approvals: [...approvals],
      acceptedAt,
      state,
    }));
  return { v: 1, roster: bare(roster), releasePolicy: bare(releasePolicy) };
}
