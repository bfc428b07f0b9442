import type { MendProof } from "../../../domain/policy/mend/mend-proof.ts";

/** Exit code: 1 when something stays open without MFA, 3 when something may, else 0. Lockouts are told, not counted. */
export function fixExit({ remaining }: Pick<MendProof, "remaining">): 0 | 1 | 3 {
  const verdicts = new Set(remaining.map(({ verdict }) => verdict));
  if (verdicts.has("gap")) return 1;
  return verdicts.has("may") ? 3 : 0;
}
