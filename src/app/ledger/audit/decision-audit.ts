import { fromBase64url } from "../../../domain/crypto/base64url.ts";
import type { CarriedCheckpoint } from "../../../domain/ledger/checkpoint/carried-checkpoint.ts";
import { ledgerAuditErrors } from "../errors.ts";
import type { AuditProblem } from "./audit-problem.ts";
import type { CustodyEntry } from "./custody-entry.ts";
import { judgeDecision, type RosterWalk } from "./roster-walk.ts";
import { wireIn } from "./wire-in.ts";

/** What the decisions of a log show. */
export interface DecisionCounts {
  readonly verified: number;
  /** Of no roster that was given. */
  readonly unjudged: number;
}

/** Verifies the decisions that stand in a log's entries, each against the people of its time. */
export class DecisionAudit {
  readonly #walk: RosterWalk | null;
  readonly #carried: { readonly index: number; readonly checkpoint: CarriedCheckpoint }[] = [];
  #verified = 0;
  #unjudged = 0;

  constructor(walk: RosterWalk | null) {
    this.#walk = walk;
  }

  get counts(): DecisionCounts {
    return { verified: this.#verified, unjudged: this.#unjudged };
  }

  /** Checkpoints that the signers had seen, of the decisions that verified. */
  get carried(): readonly { readonly index: number; readonly checkpoint: CarriedCheckpoint }[] {
    return this.#carried;
  }

  /** What is wrong with the decisions of the next entry. */
  take(index: number, entry: CustodyEntry): readonly AuditProblem[] {
    const { d, type } = entry;
    const atSeconds = Math.floor(entry.at / 1000);
    const texts = [...(typeof d["signature"] === "string" ? [d["signature"]] : []), ...listOf(d["decisions"])];
    const problems: AuditProblem[] = [];
    const fail = (detail: string): void => {
      problems.push({ index, row: ledgerAuditErrors.LEDGER_AUDIT_DECISION_BAD, detail });
    };
    const view = this.#walk?.view(atSeconds) ?? null;
    const verified = texts.flatMap((text) => {
      const wire = wireIn(text);
      if (wire === null) fail("what stands for a signed decision is none");
      if (wire === null || view === null) return [];
      const judged = judgeDecision(wire, view);
      if (judged.status === "verified") return [judged.decision];
      fail(`${judged.row.title}: ${judged.detail}`);
      return [];
    });
    if (view === null) this.#unjudged += texts.length;
    for (const { read, person } of verified) {
      const { document } = read;
      const about = d["requestHash"] ?? d["hash"];
      if (document.requestHash !== about)
        fail(`${person.id} decided on ${document.requestHash}, not on ${String(about)}`);
      if (d["approvalHash"] !== undefined && !isSameHash(d["approvalHash"], read.hash)) {
        fail(`the decision of ${person.id} is ${read.hash}`);
      }
      if (d["decision"] !== undefined && d["decision"] !== document.decision) {
        fail(`${person.id} said ${document.decision}, not ${String(d["decision"])}`);
      }
      this.#verified++;
      this.#carried.push({ index, checkpoint: document.brokerCheckpoint });
    }
    const [only] = verified;
    const hash = d["hash"];
    const chain =
      type === "roster.accepted" && typeof hash === "string"
        ? (this.#walk?.accept(hash, verified, atSeconds) ?? null)
        : type === "roster.vetoed" && only !== undefined
          ? (this.#walk?.veto(only, atSeconds) ?? null)
          : null;
    if (chain !== null) problems.push({ index, row: ledgerAuditErrors.LEDGER_AUDIT_ROSTER_FOREIGN, detail: chain });
    return problems;
  }
}

function listOf(field: CustodyEntry["d"][string] | undefined): readonly string[] {
  return Array.isArray(field) ? field : [];
}

function isSameHash(said: CustodyEntry["d"][string], hash: string): boolean {
  return typeof said === "string" && said === hash && fromBase64url(said)?.length === 32;
}
