// Who could decide, at every entry of the log: the first roster under the hash that somebody typed or read from a sheet,
// then each version that the log says was accepted, judged again with the decisions that stand in the entry itself.
import type { ErrorRow } from "../../../domain/core/error-row.ts";
import { CodedError } from "../../../domain/core/coded-error.ts";
import { fromSignedWire, type SignedWire } from "../../../domain/custody/protocol/signed-wire.ts";
import type { VerifiedDecision } from "../../../domain/custody/roster/quorum-missing.ts";
import {
  acceptRoster,
  foundingView,
  type RosterChain,
  rosterView,
  startRosterChain,
  vetoRoster,
} from "../../../domain/custody/roster/roster-chain.ts";
import type { RosterView } from "../../../domain/custody/roster/roster-view.ts";
import { verifiedAs, verifySigned } from "../../../domain/custody/roster/verify-signed.ts";
import { ledgerAuditErrors } from "../errors.ts";
import type { RosterVersion } from "./roster-file.ts";

/** A decision of the log, or why it is none. */
export type JudgedDecision =
  | { readonly status: "verified"; readonly decision: VerifiedDecision }
  | { readonly status: "refused"; readonly row: ErrorRow; readonly detail: string };

/** Verifies a decision as it stands in an entry. Never throws for what it holds. */
export function judgeDecision(wire: SignedWire, view: RosterView): JudgedDecision {
  try {
    const verified = verifySigned(fromSignedWire(wire), { view, lastCounterOf: () => 0 });
    if (verified.status === "refused") return { status: "refused", row: verified.row, detail: verified.detail };
    const decision = verifiedAs(verified, "rw.approval/v1");
    if (decision !== null) return { status: "verified", decision };
    return {
      status: "refused",
      row: ledgerAuditErrors.LEDGER_AUDIT_DECISION_BAD,
      detail: `a ${verified.read.document.type} for a decision`,
    };
  } catch (thrown) {
    if (!(thrown instanceof CodedError)) throw thrown;
    return { status: "refused", row: thrown.row, detail: thrown.detail ?? "" };
  }
}

/** Follows the roster chain along a log. */
export class RosterWalk {
  readonly #versions: readonly RosterVersion[];
  #chain: RosterChain | null = null;

  /** Throws `LEDGER_AUDIT_ROSTER_FOREIGN`. `firstHash` is `null` when nobody knows it. */
  constructor(versions: readonly RosterVersion[], firstHash: string | null) {
    this.#versions = versions;
    const [first] = versions;
    if (first === undefined) throw foreign("no roster");
    const startedAt = foundedAt(first.approvals);
    const view = foundingView(first.read, startedAt);
    const decisions = first.approvals.map((wire) => {
      const judged = judgeDecision(wire, view);
      if (judged.status === "refused") throw foreign(`version 1: ${judged.row.title}: ${judged.detail}`);
      return judged.decision;
    });
    const started = startRosterChain(first.read, firstHash ?? first.read.hash, decisions, startedAt);
    if (started.status === "refused") throw foreign(`version 1: ${started.row.title}: ${started.detail}`);
    this.#chain = started.chain;
  }

  /** The people at a time; `null` behind a roster that is not in the file. */
  view(atSeconds: number): RosterView | null {
    return this.#chain === null ? null : rosterView(this.#chain, atSeconds);
  }

  /** A roster that the log says was accepted; returns what is wrong with it, `null` for nothing. */
  accept(hash: string, decisions: readonly VerifiedDecision[], atSeconds: number): string | null {
    // The gate's log begins with the first roster, which was founded and not accepted.
    if (this.#chain?.inForce.read.hash === hash) return null;
    const found = this.#versions.find(({ read }) => read.hash === hash);
    if (found === undefined || this.#chain === null) {
      this.#chain = null;
      return `the roster ${hash} is not among those given; decisions from here on are not judged`;
    }
    const outcome = acceptRoster(this.#chain, found.read, decisions, atSeconds);
    if (outcome.status === "refused")
      return `version ${found.read.document.version}: ${outcome.row.title}: ${outcome.detail}`;
    this.#chain = outcome.chain;
    return null;
  }

  /** A waiting roster that the log says was vetoed. */
  veto(decision: VerifiedDecision, atSeconds: number): string | null {
    if (this.#chain === null) return null;
    const outcome = vetoRoster(this.#chain, decision, atSeconds);
    if (outcome.status === "refused") return `${outcome.row.title}: ${outcome.detail}`;
    this.#chain = outcome.chain;
    return null;
  }
}

/** When the last founder signed, as the approvals say, Unix seconds; they are verified afterwards. */
export function foundedAt(approvals: readonly SignedWire[]): number {
  return Math.max(...approvals.map((wire) => timeIn(wire)));
}

/** When a decision says it was made; it is verified afterwards. */
function timeIn(wire: SignedWire): number {
  const text = new TextDecoder().decode(fromSignedWire(wire).bytes);
  const [, at] = /"at":([0-9]{1,12}),/.exec(text) ?? [];
  return Number(at ?? 0);
}

function foreign(detail: string): CodedError {
  return new CodedError(ledgerAuditErrors.LEDGER_AUDIT_ROSTER_FOREIGN, { detail });
}
