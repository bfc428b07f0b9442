import type { Vault } from "../../envelope/place.ts";
import { type Refused, refused } from "../../refused.ts";
import { importErrors } from "../errors.ts";
import type { OnboardingRow, RowState } from "./onboarding-row.ts";
import { type RowAct, type RowEvidence, rowMoves, type RowOperator, vaultOfAct } from "./row-event.ts";

/** A row after an act, or why nothing was done. */
export type AdvancedRow = { readonly status: "advanced"; readonly row: OnboardingRow } | Refused;

/** Seconds for which a row is an operator's own after each of their acts. */
export const leaseSeconds = 15 * 60;

/**
 * Does one act on a row at `now` (Unix seconds). Refused by `CUSTODY_ROW_ROLE`, `_ROW_ONE_PERSON`, `_ROW_LEASED` and
 * `_ROW_TRANSITION`, in this order; a refusal changes nothing.
 */
export function advanceRow(row: OnboardingRow, act: RowAct, operator: RowOperator, now: number): AdvancedRow {
  const vault = vaultOfAct[act.kind];
  if (vault === null ? operator.roles.length === 0 : !operator.roles.includes(roleOf(vault))) {
    return refused(importErrors.CUSTODY_ROW_ROLE, `${act.kind} by ${operator.person}`);
  }
  const coSigner = act.kind === "show-codes" ? act.coSigner : null;
  if (coSigner !== null && (coSigner.person === operator.person || !coSigner.roles.includes("operator-s"))) {
    return refused(importErrors.CUSTODY_ROW_ROLE, `${coSigner.person} as the second operator`);
  }
  const both = vault === null ? null : otherSecret(row, act, vault, operator.person);
  if (both !== null) return both;
  const busy = leased(row, vault, operator.person, now);
  if (busy !== null) return busy;
  const moved = moveOf(row, act);
  if (moved.status === "refused") return moved;
  if (vault === null) return moved;
  const lease = { person: operator.person, until: now + leaseSeconds };
  return {
    status: "advanced",
    row: {
      ...moved.row,
      handled: { ...row.handled, [vault]: withPersons(row.handled[vault], personsOf(act, operator.person)) },
      leases: { ...row.leases, [vault]: lease },
    },
  };
}

/** Takes evidence into a row: that AWS reports MFA, and that nothing is left to do. Refused by `CUSTODY_ROW_TRANSITION`. */
export function settleRow(row: OnboardingRow, { kind }: RowEvidence): AdvancedRow {
  if (kind === "finish" && !row.isPasswordStored) return wrongTurn(row, "finish without a password");
  const state = rowMoves[kind]?.[row.state];
  if (state === undefined) return wrongTurn(row, kind);
  const leases = state === "done" ? { P: null, S: null } : row.leases;
  return { status: "advanced", row: { ...row, state, leases } };
}

function roleOf(vault: Vault) {
  return vault === "P" ? ("operator-p" as const) : ("operator-s" as const);
}

/** INVARIANT: nobody is ever in both lists of `handled`, whatever roles they have and however often a row is resumed. */
function otherSecret(row: OnboardingRow, act: RowAct, vault: Vault, person: string): Refused | null {
  const other = row.handled[vault === "P" ? "S" : "P"];
  const found = personsOf(act, person).find((each) => other.includes(each));
  return found === undefined ? null : refused(importErrors.CUSTODY_ROW_ONE_PERSON, `${act.kind} by ${found}`);
}

function personsOf(act: RowAct, person: string): readonly string[] {
  return act.kind === "show-codes" && act.coSigner !== null ? [person, act.coSigner.person] : [person];
}

function withPersons(known: readonly string[], persons: readonly string[]): readonly string[] {
  return [...new Set([...known, ...persons])];
}

/** Acts that belong to no vault are for whoever holds a lease; while nobody does, for either operator. */
function leased(row: OnboardingRow, vault: Vault | null, person: string, now: number): Refused | null {
  const leases = vault === null ? [row.leases.P, row.leases.S] : [row.leases[vault]];
  if (vault === null && leases.some((lease) => lease !== null && lease.person === person && lease.until > now))
    return null;
  const other = leases.find((lease) => lease !== null && lease.person !== person && lease.until > now);
  if (other === null || other === undefined) return null;
  return refused(importErrors.CUSTODY_ROW_LEASED, `${other.person}, ${other.until - now} s`);
}

function moveOf(row: OnboardingRow, act: RowAct): AdvancedRow {
  switch (act.kind) {
    case "skip":
    case "fail":
      return aside(row, act);
    case "resume":
      if (row.resume === null) return wrongTurn(row, act.kind);
      return { status: "advanced", row: { ...row, state: row.resume, resume: null, failure: null } };
    case "show-codes":
      return shown(row, act.coSigner);
    case "send-reset":
    case "store-password":
    case "import-password":
    case "capture-seed":
    case "find-existing-mfa":
    case "match-old-codes":
    case "aws-accepts":
    case "aws-refuses":
      return plain(row, act.kind);
  }
}

function plain(row: OnboardingRow, kind: RowAct["kind"]): AdvancedRow {
  const state = rowMoves[kind]?.[row.state];
  if (state === undefined) return wrongTurn(row, kind);
  const isPasswordStored = row.isPasswordStored || kind === "store-password" || kind === "import-password";
  const pairs = kind === "capture-seed" ? 0 : row.pairs;
  return { status: "advanced", row: { ...row, state, isPasswordStored, pairs } };
}

/** One pair, and one more that a second operator signs. */
function shown(row: OnboardingRow, coSigner: RowOperator | null): AdvancedRow {
  const state: RowState | undefined = rowMoves["show-codes"]?.[row.state];
  if (state === undefined) return wrongTurn(row, "show-codes");
  if (row.pairs >= 2) return wrongTurn(row, "a third pair of codes");
  if (row.pairs === 1 && coSigner === null) return wrongTurn(row, "a second pair of codes without a second operator");
  return { status: "advanced", row: { ...row, state, pairs: row.pairs + 1 } };
}

function aside(row: OnboardingRow, act: Extract<RowAct, { kind: "skip" | "fail" | "resume" }>): AdvancedRow {
  if (row.state === "done" || row.state === "skipped" || row.state === "failed") return wrongTurn(row, act.kind);
  const resume = row.state;
  if (act.kind !== "fail") return { status: "advanced", row: { ...row, state: "skipped", resume, failure: null } };
  // SECURITY: an id, never free text: a row is shown and logged, and what failed may have been a secret.
  if (!/^[a-z][a-z0-9-]{0,62}$/.test(act.reason)) return wrongTurn(row, "fail without a reason's id");
  return { status: "advanced", row: { ...row, state: "failed", resume, failure: act.reason } };
}

function wrongTurn(row: OnboardingRow, what: string): Refused {
  return refused(importErrors.CUSTODY_ROW_TRANSITION, `${what} in state ${row.state}`);
}
