import type { FixOutcome } from "./fix-ask.ts";
import type { FixProof } from "./fix-schema.ts";

/** The proof as data. Steps hold mail addresses and phones as the outcome does: masked where it was masked. */
export function fixProof({ plan, snapshot, at }: FixOutcome): FixProof {
  const { accounts, before, after, possibleBefore, possibleAfter, notComputed } = plan.paths;
  return {
    schema: "rootward.fix/v1",
    at,
    snapshot,
    organization: plan.organization,
    guards: plan.documents.map(({ guards, title, kind, file, bytes, limit, targets, replaces, probes }) => ({
      ids: [...new Set(guards.map(({ id }) => id))],
      title,
      kind,
      file,
      bytes,
      limit,
      targets: [...targets],
      replaces,
      probes: probes.map((probe) => ({ ...probe })),
    })),
    inPlace: plan.inPlace.map((guard) => ({ ...guard })),
    boundary: plan.bounded.map(({ arn, how, effects }) => ({ arn, how, effects: [...effects] })),
    enable: { policyTypes: [...plan.enableTypes], signin: plan.enableSignin },
    paths: {
      before,
      after,
      possibleBefore,
      possibleAfter,
      accounts: accounts.map((account) => ({ ...account, left: [...account.left] })),
    },
    keeps: plan.keeps.map((kept) => ({ ...kept })),
    notComputed: notComputed.map((each) => ({ ...each })),
    notes: [...plan.notes],
  };
}
