import type { MendProof } from "../../../domain/policy/mend/mend-proof.ts";

/**
 * Exit code: 1 when something stays open without MFA; 3 when something may, or when users without device could enrol one
 * before and cannot now, which only `isStrict` means; else 0. Other lockouts are told, not counted.
 */
export function fixExit({ proof, isStrict }: FixVerdicts): 0 | 1 | 3 {
  const verdicts = new Set(proof.remaining.map(({ verdict }) => verdict));
  if (verdicts.has("gap")) return 1;
  const isLockedNow = proof.couldEnrol === true && proof.canEnrol === false && !isStrict;
  return verdicts.has("may") || isLockedNow ? 3 : 0;
}

/** What of a fix decides about the exit code. */
export interface FixVerdicts {
  readonly proof: Pick<MendProof, "remaining" | "couldEnrol" | "canEnrol">;
  readonly isStrict: boolean;
}
