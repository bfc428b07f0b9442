import { ledgerAuditErrors } from "../errors.ts";
import type { AuditProblem } from "./audit-problem.ts";
import type { CustodyEntry } from "./custody-entry.ts";

const spending = new Set(["release.code", "release.enrol_pair", "release.lost"]);

interface Spent {
  readonly index: number;
  readonly request: string | undefined;
  readonly recipient: CustodyEntry["d"][string] | undefined;
}

/** Holds every code of a log against all before it: a half minute of an account is spent once, shown again to one only. */
export class StepAudit {
  readonly #spent = new Map<string, Spent>();

  /** How many half minutes were spent. */
  get count(): number {
    return this.#spent.size;
  }

  /** What is wrong with the next entry; `null` for an entry without a code and for one that is in order. */
  take(index: number, { type, account, request, d }: CustodyEntry): AuditProblem | null {
    const { step, recipientHash: recipient } = d;
    if (typeof step !== "number" || (!spending.has(type) && type !== "release.repeat")) return null;
    const place = `${account ?? "no account"}, step ${step}`;
    const before = this.#spent.get(`${account} ${step}`);
    const problem = (detail: string): AuditProblem => ({
      index,
      row: ledgerAuditErrors.LEDGER_AUDIT_STEP_TWICE,
      detail: `${place}: ${detail}`,
    });
    if (account === undefined) return problem("a code of no account");
    if (type === "release.repeat") {
      if (before === undefined) return problem("shown again, but never given out");
      const isSame = before.request === request && before.recipient === recipient;
      return isSame ? null : problem(`shown to another than in entry ${before.index}`);
    }
    if (before !== undefined) return problem(`spent in entry ${before.index} already`);
    this.#spent.set(`${account} ${step}`, { index, request, recipient });
    return null;
  }
}
