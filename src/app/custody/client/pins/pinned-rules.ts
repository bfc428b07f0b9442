import { CodedError } from "../../../../domain/core/coded-error.ts";
import type { ReleasePolicyDocument } from "../../../../domain/custody/documents/release-policy-document.ts";
import type { RosterDocument } from "../../../../domain/custody/documents/roster-document.ts";
import { type RosterChain, rosterView } from "../../../../domain/custody/roster/roster-chain.ts";
import type { RosterView } from "../../../../domain/custody/roster/roster-view.ts";
import type { ClientPins } from "../../../../world/identity/client-pins.ts";
import { clientErrors } from "../errors.ts";
import type { ShownChains } from "../ports/gate.ts";
import { verifyReleasePolicies } from "./policy-steps.ts";
import { type RosterStep, verifyRosters } from "./roster-steps.ts";

/** Roster and release policy in force, verified from the first version on and held against what was pinned. */
export interface PinnedRules {
  readonly view: RosterView;
  readonly roster: RosterDocument;
  readonly policy: ReleasePolicyDocument;
  readonly policyHash: string;
  /** To be kept: no visit may lead behind these. */
  readonly pins: Required<Pick<ClientPins, "roster" | "releasePolicy">>;
}

/** Which versions are said to be in force, by the broker's signed status. */
export interface InForce {
  readonly rosterHash: string;
  readonly releasePolicyHash: string;
}

/** What is to be held against each other. */
export interface RulesQuestion {
  readonly shown: ShownChains;
  readonly pins: ClientPins;
  /** Hash of any roster version that the person typed; `null` when the pin must do. */
  readonly typedHash: string | null;
  /** The own signing key, SubjectPublicKeyInfo in base64url: a founder has signed the first roster and needs no other pin. */
  readonly ownSpki: string;
  readonly nowSeconds: number;
}

/** The verified chains, before anybody has said which version is in force. */
export interface VerifiedChains {
  /** The people as they count when this roster is in force. Throws `CLIENT_ROSTER_OLDER`, `CLIENT_ROSTER_OTHER`. */
  readonly under: (inForce: InForce) => PinnedRules;
  /** The newest versions, by this computer's clock: for the broker's door when nobody can say. */
  readonly newest: () => PinnedRules;
}

/**
 * Verifies both chains. A version's hash names all versions before it, so one pinned hash anywhere in the chain is enough.
 * Throws `CLIENT_NO_PIN`, `CLIENT_ROSTER_OLDER`, `CLIENT_ROSTER_OTHER`, and the row of what is wrong in a chain.
 */
export function verifyChains({ shown, pins, typedHash, ownSpki, nowSeconds }: RulesQuestion): VerifiedChains {
  const rosters = verifyRosters(shown.roster);
  const policies = verifyReleasePolicies(shown.releasePolicy, rosters);
  const pinned = typedHash ?? pins.roster?.hash ?? foundedBy(rosters, ownSpki);
  if (pinned === null) throw new CodedError(clientErrors.CLIENT_NO_PIN);
  const known = rosters.find(({ read }) => read.hash === pinned);
  if (known === undefined) throw notContinued(rosters, pins, typedHash);
  const pinnedPolicy = typedHash === null ? pins.releasePolicy : undefined;
  const isKept = pinnedPolicy === undefined || policies.some(({ hash }) => hash === pinnedPolicy.hash);
  if (!isKept) throw older(`release policy ${pinnedPolicy.version} is not shown`);

  const under = ({ rosterHash, releasePolicyHash }: InForce): PinnedRules => {
    const at = rosters.findIndex(({ read }) => read.hash === rosterHash);
    const policy = policies.find(({ hash }) => hash === releasePolicyHash);
    if (at < 0 || policy === undefined) {
      throw new CodedError(clientErrors.CLIENT_ROSTER_OTHER, { detail: "the broker's is not in the gate's chain" });
    }
    const chain = chainAt(rosters, at);
    const { document } = chain.inForce.read;
    if (document.version < known.read.document.version) {
      throw older(`roster ${document.version}, version ${known.read.document.version} was seen`);
    }
    if (pinnedPolicy !== undefined && policy.document.version < pinnedPolicy.version) {
      throw older(`release policy ${policy.document.version}, version ${pinnedPolicy.version} was seen`);
    }
    return {
      view: rosterView(chain, nowBefore(chain, nowSeconds)),
      roster: document,
      policy: policy.document,
      policyHash: policy.hash,
      pins: {
        roster: { hash: chain.inForce.read.hash, version: document.version },
        releasePolicy: { hash: policy.hash, version: policy.document.version },
      },
    };
  };
  return {
    under,
    newest: () => {
      const chain = rosters.at(-1)?.chain ?? null;
      const inForce = chain === null || !isDue(chain, nowSeconds) ? chain?.inForce : chain.pending;
      return under({
        rosterHash: inForce?.read.hash ?? "",
        releasePolicyHash: pins.releasePolicy?.hash ?? policies.at(-1)?.hash ?? "",
      });
    },
  };
}

/**
 * The first roster's hash when this very key has signed it; `null` otherwise.
 * SECURITY: by the key, not by the person: a made-up roster could give a person a second key and sign with that.
 */
function foundedBy([first]: readonly RosterStep[], ownSpki: string): string | null {
  return first?.approvedBy.includes(ownSpki) === true ? first.read.hash : null;
}

/** The chain in which the version at this place is in force, whatever this computer's clock says of a waiting one. */
function chainAt(rosters: readonly RosterStep[], at: number): RosterChain {
  const own = rosters[at];
  const next = rosters[at + 1];
  if (own === undefined) throw new CodedError(clientErrors.CLIENT_ROSTER_OTHER);
  // Accepting a version settles the chain before it, so the next step knows this one as being in force.
  if (next?.chain.inForce.read.hash === own.read.hash) return next.chain;
  if (own.chain.inForce.read.hash === own.read.hash) return own.chain;
  return { inForce: enforced(own), pending: null };
}

function enforced({ chain }: RosterStep): RosterChain["inForce"] {
  const due = chain.pending?.dueAt ?? 0;
  const view = rosterView(chain, due);
  const read = chain.pending?.read ?? chain.inForce.read;
  const acceptedAt = chain.pending?.acceptedAt ?? chain.inForce.acceptedAt;
  return { read, acceptedAt, approvesFrom: view.approvesFrom };
}

function nowBefore({ pending }: RosterChain, nowSeconds: number): number {
  return pending === null ? nowSeconds : Math.min(nowSeconds, pending.dueAt - 1);
}

function isDue({ pending }: RosterChain, nowSeconds: number): boolean {
  return pending !== null && nowSeconds >= pending.dueAt;
}

function notContinued(rosters: readonly RosterStep[], pins: ClientPins, typedHash: string | null): CodedError {
  const newest = rosters.at(-1)?.read.document.version ?? 0;
  if (typedHash === null && pins.roster !== undefined && newest < pins.roster.version) {
    return older(`roster ${newest}, version ${pins.roster.version} was seen`);
  }
  return new CodedError(clientErrors.CLIENT_ROSTER_OTHER, {
    detail: `versions 1 to ${newest}, none has the ${typedHash === null ? "pinned" : "given"} hash`,
  });
}

function older(detail: string): CodedError {
  return new CodedError(clientErrors.CLIENT_ROSTER_OLDER, { detail });
}
