import type { Policy } from "../../iam/language/policy.ts";
import type { Looked, MendRoom } from "./mend-room.ts";
import { isWorse } from "./openness.ts";
import type { Proposal, Repair } from "./repair.ts";
import { addGuard } from "./repairs/add-guard.ts";
import { cutExemptions } from "./repairs/cut-exemptions.ts";
import { demandMfaInTrust } from "./repairs/demand-mfa-in-trust.ts";
import { keepKeysFromEnrolling } from "./repairs/keep-keys-from-enrolling.ts";
import { mendConditions } from "./repairs/mend-conditions.ts";
import { narrowToOwn } from "./repairs/narrow-to-own.ts";
import { refuseOthersDevices } from "./repairs/refuse-others-devices.ts";
import { setVersion } from "./repairs/set-version.ts";
import { spareRoles } from "./repairs/spare-roles.ts";
import { widenGuards } from "./repairs/widen-guard.ts";

/** A document and what was done to it, in order. */
export interface Mended {
  readonly before: Policy;
  readonly after: Policy;
  readonly done: readonly Pick<Proposal, "kind" | "statement" | "says">[];
}

/** The smallest change first; each is made only where the engine shows that it closes or unlocks something. */
const repairs: readonly Repair[] = [
  setVersion,
  mendConditions,
  widenGuards,
  cutExemptions,
  demandMfaInTrust,
  narrowToOwn,
  spareRoles,
  addGuard,
  keepKeysFromEnrolling,
  refuseOthersDevices,
];

/** More changes than any document needs: a repair that would come back for ever is an error of ours. */
const mostChanges = 500;

/** Mends a document; the same document when nothing needs it. What is mended is never mended again. */
export function mendPolicy(room: MendRoom, before: Policy): Mended {
  let policy = before;
  const done: Mended["done"][number][] = [];
  for (let next = needed(room, policy); next !== null; next = needed(room, policy)) {
    if (done.length >= mostChanges) throw new Error(`mending does not end: ${next.says}`);
    const { kind, statement, says } = next;
    done.push({ kind, statement, says });
    ({ policy } = next);
  }
  return { before, after: policy, done };
}

/** The first change that is needed and opens nothing without MFA; null when there is none. */
function needed(room: MendRoom, policy: Policy): Proposal | null {
  const now = room.look(policy);
  for (const repair of repairs) {
    for (const proposal of repair(room, now)) {
      const next = room.look(proposal.policy);
      if (proposal.isNeeded(next) && isSafe(room, now, next)) return proposal;
    }
  }
  return null;
}

/** INVARIANT: no change lets more pass without MFA, neither alone nor beside a statement that allows everything. */
function isSafe(room: MendRoom, now: Looked, next: Looked): boolean {
  return !isWorse([...room.changes(now.views, next.views), ...room.changes(now.wide, next.wide)]);
}
