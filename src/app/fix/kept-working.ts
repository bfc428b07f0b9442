import { CodedError } from "../../domain/core/coded-error.ts";
import { guardErrors } from "../../domain/guards/errors.ts";
import type { KeptWork } from "../../domain/guards/plan/paths-before-after.ts";
import type { Inventory } from "../../domain/inventory/inventory.ts";
import type { GuardFacts } from "../../domain/takeover/guard-facts.ts";
import { declaredFor } from "../../domain/takeover/read/declared-for.ts";
import type { Effect, WhoCan } from "../../domain/takeover/who-can.ts";

/** What two analyses say of the accounts, by account. */
export interface WorkSide {
  readonly whoCan: ReadonlyMap<string, WhoCan>;
  readonly guards: ReadonlyMap<string, GuardFacts>;
}

type Row = readonly [says: string, effects: readonly Effect[]];

// Allowing a root password again is left to nobody on purpose: it is not among what must go on working.
const rows: readonly Row[] = [
  ["declared contact roles change contacts", ["contact-write", "org:contact-write"]],
  ["declared mail roles move root mails", ["org:email-start", "org:email-accept"]],
  [
    "declared root roles audit, delete credentials and unlock",
    ["org:assume-root:audit", "org:assume-root:delete", "org:assume-root:s3", "org:assume-root:sqs"],
  ],
];

/**
 * Counts what must go on working, before and after: each declared principal's own permissions per account, and what
 * central sessions may do in members. Throws GUARD_NOT_PROVEN when one of them is lost.
 */
export function keptWorking(inventory: Inventory, before: WorkSide, after: WorkSide): readonly KeptWork[] {
  const isDeclared = declaredFor(inventory.declared);
  const held = (side: WorkSide, effects: readonly Effect[]): ReadonlySet<string> => {
    const found = new Set<string>();
    for (const [account, { actors }] of side.whoCan) {
      for (const actor of actors) {
        for (const effect of effects) {
          const isOwn = actor.effects.get(effect)?.through.length === 1;
          const isSure = actor.effects.get(effect)?.certainty === "certain";
          if (isOwn && isSure && isDeclared(actor.arn, effect)) found.add(`${actor.arn} on ${account} (${effect})`);
        }
      }
    }
    return found;
  };
  const central = (side: WorkSide): ReadonlySet<string> => {
    const found = new Set<string>();
    for (const [account, { centralSessions }] of side.guards) {
      const { deactivateMfa, unlockBucket, unlockQueue } = centralSessions;
      for (const [task, ruling] of Object.entries({ deactivateMfa, unlockBucket, unlockQueue })) {
        if (ruling === "allowed") found.add(`central sessions in ${account} (${task})`);
      }
    }
    return found;
  };
  return [
    ...rows.map(([says, effects]) => compare(says, held(before, effects), held(after, effects))),
    compare("central sessions delete credentials and unlock buckets and queues", central(before), central(after)),
  ];
}

function compare(says: string, before: ReadonlySet<string>, after: ReadonlySet<string>): KeptWork {
  const lost = [...before].filter((each) => !after.has(each));
  if (lost.length > 0) {
    const more = lost.length > 3 ? ` and ${lost.length - 3} more` : "";
    throw new CodedError(guardErrors.GUARD_NOT_PROVEN, {
      detail: `${says}: no longer ${lost.slice(0, 3).join(", ")}${more}`,
    });
  }
  return { says, before: before.size, after: [...before].filter((each) => after.has(each)).length };
}
