// Who keeps the gate's checkpoints for it, on other hosts: witnesses and a git remote. Both are read back at the start, so
// that a disk that was put back shows.
import { CodedError } from "../../domain/core/coded-error.ts";
import type { SeenCheckpoint } from "../../domain/ledger/journal/recover-log.ts";
import { parseVerifierKey, type VerifierKey } from "../../domain/ledger/note/verifier-key.ts";
import { systemActor } from "../../domain/custody/protocol/log-entry.ts";
import type { Gate } from "../../app/gate/core/gate.ts";
import { isWritable, record } from "../../app/gate/core/record.ts";
import { gateErrors } from "../../app/gate/errors.ts";
import { GitAnchor } from "../../world/anchors/git/git-anchor.ts";
import { Witnesses } from "../../world/anchors/witness/ask-witnesses.ts";
import { readWitnessed } from "../../world/anchors/witness/read-witnessed.ts";
import type { WitnessPlace } from "../../world/anchors/witness/witness-place.ts";
import { type GateConfig, gateEnvironment } from "./config.ts";

/** Where checkpoints of the gate's log lie besides here. */
export interface Outside {
  readonly witnesses: readonly WitnessPlace[];
  readonly git: GitAnchor | null;
}

/** A commit for each entry would be many; a minute's worth makes one. */
const gitMs = 60_000;

/** The places of a configuration. Throws `LEDGER_KEY_*`, `ANCHOR_ADDRESS_FOREIGN`. */
export function outsideOf({ witnesses = [], anchors }: GateConfig): Outside {
  const git = anchors?.git;
  return {
    witnesses: witnesses.map(({ url, vkey }) => ({ url, key: parseVerifierKey(vkey) })),
    git:
      git === undefined
        ? null
        : new GitAnchor({ directory: git.dir, remote: git.remote, environment: gateEnvironment().git }),
  };
}

/** What these places have of a log. */
export async function seenOutside({ witnesses, git }: Outside, log: VerifierKey): Promise<readonly SeenCheckpoint[]> {
  const asked = [
    ...witnesses.map((place) => ({ at: "witness" as const, found: readWitnessed(place, log) })),
    ...(git === null ? [] : [{ at: "anchor" as const, found: git.read(log) }]),
  ];
  const all = await Promise.all(asked.map(async ({ at, found }) => ({ at, found: await found })));
  return all.flatMap(({ at, found }) => (found.status === "found" ? [{ at, checkpoint: found.checkpoint }] : []));
}

/** Shows each new checkpoint to all of them; called again and again, does nothing while nothing is new. */
export function keepShown(gate: Gate, { witnesses: places, git }: Outside): () => Promise<void> {
  const witnesses = new Witnesses(places);
  let shownSize = -1;
  let gitAtMs = Number.NEGATIVE_INFINITY;
  let gitSize = -1;
  return async () => {
    const { latest } = gate.log;
    if (latest === null) return;
    const { size } = latest.checkpoint.checkpoint;
    if (places.length > 0 && size !== shownSize) {
      if (await askWitnesses(gate, witnesses, latest.note, size)) shownSize = size;
    }
    const now = gate.clock.nowMs();
    if (git !== null && size !== gitSize && Math.abs(now - gitAtMs) >= gitMs) {
      gitAtMs = now;
      const anchored = await git.anchor(gate.log.origin, latest.note);
      if (anchored.status === "anchored") gitSize = size;
      tell(gate, gateErrors.GATE_UNANCHORED.code, anchored.status === "anchored", "anchor.missing");
    }
  };
}

async function askWitnesses(gate: Gate, witnesses: Witnesses, note: Uint8Array, size: number): Promise<boolean> {
  const { log } = gate;
  const consistencyProof = (from: number, to: number) => log.consistencyProof(from, to);
  const { note: cosigned, outcomes } = await witnesses.ask({ note, size, consistencyProof });
  const isWitnessed = outcomes.some(({ outcome }) => outcome.status === "cosigned");
  if (isWitnessed) {
    try {
      log.keepCosigned(cosigned);
    } catch (error) {
      // The log went on meanwhile; the next checkpoint is asked for by itself.
      if (!(error instanceof CodedError)) throw error;
    }
  }
  tell(gate, gateErrors.GATE_UNWITNESSED.code, isWitnessed, "witness.missing");
  return isWitnessed;
}

/** Says once that nobody keeps the checkpoints, and takes it back once somebody does. */
function tell(gate: Gate, code: string, isKept: boolean, type: string): void {
  if (isKept) gate.troubles.delete(code);
  if (isKept || gate.troubles.has(code)) return;
  gate.troubles.add(code);
  if (isWritable(gate)) record(gate, (write) => write({ type, actor: systemActor("gate"), d: {} }));
}
