import type { PolicyFix } from "./fix-policy.ts";

/** The fix for programs (docs/formats/policy-fix.md). */
export function fixJson(fix: PolicyFix): Readonly<Record<string, unknown>> {
  const { file, as, principal, isStrict, done, notes, notModelled, diff, proof } = fix;
  const { lostWithMfa, ...told } = proof;
  return {
    file,
    as,
    principal,
    isStrict,
    isChanged: diff !== "",
    changes: done,
    notes,
    notModelled,
    diff,
    proof: {
      ...told,
      lostWithMfa: lostWithMfa.filter(({ isCertain }) => isCertain),
      perhapsLostWithMfa: lostWithMfa.filter(({ isCertain }) => !isCertain),
    },
  };
}
