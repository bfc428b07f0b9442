// Which release policies were in force: the first one with the founders' signatures, then those that the log says were
// accepted, by the hash in its entry and with the decisions that stand there. What else is in the file was never in force.
import { CodedError } from "../../../domain/core/coded-error.ts";
import type { ErrorRow } from "../../../domain/core/error-row.ts";
import { toBase64url } from "../../../domain/crypto/base64url.ts";
import { canonicalBytes } from "../../../domain/crypto/canonical-json.ts";
import { takeGenesis } from "../../../domain/custody/protocol/genesis.ts";
import type { SignedWire } from "../../../domain/custody/protocol/signed-wire.ts";
import { ledgerAuditErrors } from "../errors.ts";
import type { AuditProblem } from "./audit-problem.ts";
import type { CustodyEntry } from "./custody-entry.ts";
import { wireIn } from "./wire-in.ts";
import type { ChainsFile, PolicyVersion, RosterVersion } from "./roster-file.ts";
import { foundedAt } from "./roster-walk.ts";

/** Holds the release policies of a file against a log. */
export class PolicyWalk {
  readonly #policies: readonly PolicyVersion[];
  readonly #accepted = new Map<string, readonly string[]>();
  readonly #firstProblem: string | null;
  #absent = 0;

  constructor({ rosters, policies }: ChainsFile) {
    this.#policies = policies;
    this.#firstProblem = problemOfFirst(rosters[0], policies[0]);
  }

  /** Release policies that the log accepted and the file has not. */
  get absent(): number {
    return this.#absent;
  }

  /** Takes the next entry of the log. */
  take({ type, d }: CustodyEntry): void {
    const { hash, decisions } = d;
    if (type !== "release-policy.accepted" || typeof hash !== "string") return;
    this.#accepted.set(hash, Array.isArray(decisions) ? decisions : []);
    if (this.#policies.length > 0 && this.#policies.every(({ read }) => read.hash !== hash)) this.#absent += 1;
  }

  /** What is wrong with the file, once the whole log was taken. */
  problems(): readonly AuditProblem[] {
    const problem = (detail: string): AuditProblem => ({
      index: null,
      row: ledgerAuditErrors.LEDGER_AUDIT_ROSTER_FOREIGN,
      detail,
    });
    const [, ...later] = this.#policies;
    return [
      ...(this.#firstProblem === null ? [] : [problem(this.#firstProblem)]),
      ...later.flatMap(({ read, approvals }) => {
        const name = `release policy version ${read.document.version}`;
        const logged = this.#accepted.get(read.hash);
        if (logged === undefined) return [problem(`${name}: the log accepted none of the hash ${read.hash}`)];
        // The gate's own log tells of it without the decisions.
        const wires = logged.map((text) => wireIn(text)).filter((wire) => wire !== null);
        const told = new Set(wires.map((wire) => textOf(wire)));
        const isTold = logged.length === 0 || approvals.every((wire) => told.has(textOf(wire)));
        return isTold ? [] : [problem(`${name}: approvals that the log has not`)];
      }),
    ];
  }
}

function problemOfFirst(roster: RosterVersion | undefined, policy: PolicyVersion | undefined): string | null {
  if (roster === undefined || policy === undefined) return null;
  const version = ({ read, approvals }: RosterVersion | PolicyVersion) => ({
    document: toBase64url(canonicalBytes(read.document)),
    approvals: [...approvals],
  });
  const why = (row: Pick<ErrorRow, "title">, detail: string | null | undefined): string =>
    `release policy version 1: ${row.title}: ${detail ?? ""}`;
  try {
    const genesis = { v: 1 as const, roster: version(roster), releasePolicy: version(policy) };
    const taken = takeGenesis(genesis, roster.read.hash, foundedAt(roster.approvals));
    return taken.status === "refused" ? why(taken.row, taken.detail) : null;
  } catch (thrown) {
    if (!(thrown instanceof CodedError)) throw thrown;
    return why(thrown.row, thrown.detail);
  }
}

/** One text for one decision, in whichever order its fields stand. */
function textOf(wire: SignedWire): string {
  return toBase64url(canonicalBytes(wire));
}
