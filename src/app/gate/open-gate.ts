// Nothing that lies in the store is believed at a start: the rosters follow by signatures from the genesis, the genesis is
// the one that the first entry of the signed log names, the key is the store's, and the log is not older than what is known
// of it. What does not fit keeps the gate shut or puts it in quarantine.
import { toBase64url } from "../../domain/crypto/base64url.ts";
import { equalBytes } from "../../domain/crypto/bytes.ts";
import { openCheckpoint } from "../../domain/ledger/checkpoint/open-checkpoint.ts";
import type { Secret } from "../../domain/core/secret.ts";
import { keyCheckValue } from "../../domain/custody/envelope/key-check-value.ts";
import { readLogEntry, systemActor } from "../../domain/custody/protocol/log-entry.ts";
import { bytesOf } from "../../domain/custody/protocol/signed-wire.ts";
import { custodyErrors } from "../../domain/custody/errors.ts";
import { printVerifierKey } from "../../domain/ledger/note/verifier-key.ts";
import { firstVersions, loadFounding } from "./core/founding.ts";
import type { Gate, GateDeps } from "./core/gate.ts";
import { record, remember } from "./core/record.ts";
import { refuse } from "./core/refuse.ts";
import { type Founding, foundRules, loadRules, type Rules } from "./core/rules.ts";
import { gateErrors } from "./errors.ts";
import { seedAfter } from "./follow/seed-after.ts";

/**
 * Opens a gate that was founded. `shut` are the ids of rows for which its log was not opened: then nothing is read of it, and
 * the gate is in quarantine. Throws `GATE_NOT_INITIALISED`, `GATE_RULES_UNFIT`, `GATE_KEK_WRONG`.
 */
export function openGate(deps: GateDeps, shut: readonly string[] = []): Gate {
  const { store, log } = deps;
  const founding = loadFounding(store);
  insistKey(deps);
  if (shut.length === 0) insistFirstEntry(deps, founding);
  const gate = gateOf(deps, loadRules(store, founding));
  for (const row of shut.length === 0 ? wrongLog(deps) : shut) gate.quarantine.add(row);
  const kept = store.facts.get("quarantine");
  if (Array.isArray(kept)) for (const row of kept) if (typeof row === "string") gate.quarantine.add(row);
  for (const bytes of allEntries(log)) remember(gate, bytes);
  for (const bytes of allEntries(deps.copy)) {
    const entry = readLogEntry(bytes);
    if (entry !== null) seedAfter(gate.seeds, entry);
  }
  return gate;
}

/** Takes the genesis, once. Throws `GATE_INITIALISED`, `GATE_RULES_UNFIT`, `CUSTODY_OTHER_DEPLOYMENT`, `CUSTODY_ROSTER_UNFIT`. */
export function foundGate(deps: GateDeps, founding: Founding, separation: "users" | "none"): void {
  const { store, log, kek, deployment } = deps;
  if (store.facts.get("genesis") !== undefined && store.facts.get("genesis") !== null)
    refuse(gateErrors.GATE_INITIALISED);
  const rules = foundRules(founding);
  const { document } = rules.roster.inForce.read;
  if (document.deployment !== deployment) refuse(custodyErrors.CUSTODY_OTHER_DEPLOYMENT, document.deployment);
  if (document.separation !== separation)
    refuse(custodyErrors.CUSTODY_ROSTER_UNFIT, `separation ${document.separation}`);
  if (document.logKeys.gate !== printVerifierKey(log.verifier)) {
    refuse(custodyErrors.CUSTODY_ROSTER_UNFIT, "logKeys.gate is not the key of this gate");
  }
  const { roster, policy } = firstVersions(founding);
  record(gateOf(deps, rules), (tell) => {
    store.facts.set("genesis", founding.rosterHash);
    store.facts.set("kek-check", toBase64url(keyCheck(kek, deployment)));
    store.chains.put("roster", roster);
    store.chains.put("release-policy", policy);
    const d = { version: 1, hash: roster.hash, releasePolicyHash: policy.hash, separation };
    tell({ type: "roster.accepted", actor: systemActor("gate"), d });
  });
}

function gateOf(deps: GateDeps, rules: Rules): Gate {
  return {
    ...deps,
    rules,
    passwords: new Map(),
    seeds: new Map(),
    quarantine: new Set(),
    troubles: new Set(),
    isLogStopped: false,
    following: Promise.resolve(),
  };
}

function insistKey({ store, kek, deployment }: GateDeps): void {
  const kept = store.facts.get("kek-check");
  const isOwn = typeof kept === "string" && equalBytes(bytesOf(kept), keyCheck(kek, deployment));
  if (!isOwn) refuse(gateErrors.GATE_KEK_WRONG);
}

function keyCheck(kek: Secret<Uint8Array>, deployment: string): Uint8Array {
  return keyCheckValue(kek, { vault: "P", deployment, account: "-", kind: "kek", version: 1 });
}

/**
 * SECURITY: whoever can write the store could put another genesis into it, and with it another broker's key. The log is
 * signed with a key that is not in the store; its first entry names the genesis that was typed.
 */
function insistFirstEntry({ store, log }: GateDeps, { rosterHash }: Founding): void {
  const [bytes] = log.head.size > 0 ? log.entries(0, 1) : store.pending.all();
  const entry = bytes === undefined ? null : readLogEntry(bytes);
  if (entry?.type !== "roster.accepted" || entry.d["hash"] !== rosterHash) {
    refuse(gateErrors.GATE_RULES_UNFIT, "the log begins with another roster");
  }
}

/** Ids of rows that say how the own log contradicts the store's last checkpoint of it. */
function wrongLog({ store, log }: GateDeps): readonly string[] {
  const kept = store.facts.get("own-checkpoint");
  const opened = typeof kept === "string" ? openCheckpoint(bytesOf(kept), [log.verifier]) : null;
  if (opened?.status !== "opened") return [];
  const verdict = log.compare(opened.checkpoint);
  return verdict === "consistent" ? [] : [verdict.code];
}

function* allEntries(log: {
  readonly head: { readonly size: number };
  entries(from: number, most: number): readonly Uint8Array[];
}): Generator<Uint8Array> {
  for (let from = 0; from < log.head.size; from += 256) yield* log.entries(from, 256);
}
