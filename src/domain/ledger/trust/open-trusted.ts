import { type OpenedCheckpoint, openCheckpoint, type RefusedCheckpoint } from "../checkpoint/open-checkpoint.ts";
import { ledgerErrors } from "../errors.ts";
import type { VerifierKey } from "../note/verifier-key.ts";
import type { Trust, TrustedWitness, WitnessGroup } from "./trust-file.ts";

/** All keys of a trust file. */
export function trustedKeys(trust: Trust): readonly VerifierKey[] {
  return [...trust.logs, ...trust.witnesses].map(({ key }) => key);
}

/**
 * Reads a checkpoint and asks for a trusted log's signature and the quorum of cosignatures; too few of them refuse it
 * with `LEDGER_UNWITNESSED`. Throws `LEDGER_NOTE_FOREIGN` and `LEDGER_CHECKPOINT_FOREIGN`.
 */
export function openTrusted(bytes: Uint8Array, trust: Trust): OpenedCheckpoint | RefusedCheckpoint {
  const opened = openCheckpoint(bytes, trustedKeys(trust));
  if (opened.status === "refused" || isWitnessed(opened, trust)) return opened;
  const { origin, size } = opened.checkpoint;
  const have = opened.cosigned.map(({ key }) => key.name).join(", ");
  const detail = `${origin}, size ${size}, cosigned by ${have === "" ? "nobody" : have}`;
  return { status: "refused", row: ledgerErrors.LEDGER_UNWITNESSED, detail };
}

/** Whether the quorum of a trust file has cosigned a checkpoint that was opened with its keys. */
export function isWitnessed(opened: OpenedCheckpoint, trust: Trust): boolean {
  return trust.quorum === null || counts(trust.quorum, new Set(opened.cosigned.map(({ key }) => key)));
}

function counts(item: TrustedWitness | WitnessGroup, cosigned: ReadonlySet<VerifierKey>): boolean {
  if (item.kind === "witness") return cosigned.has(item.key);
  return item.members.filter((member) => counts(member, cosigned)).length >= item.threshold;
}
