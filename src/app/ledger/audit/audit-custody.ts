// What a bundle of a custody log shows beyond its hashes: that every entry is one that custody writes, that no code was
// given out twice, that the people who decided really signed, and that every checkpoint they had seen lies on this tree.
import { CodedError } from "../../../domain/core/coded-error.ts";
import { openCarried } from "../../../domain/ledger/checkpoint/carried-checkpoint.ts";
import { consistentWith } from "../../../domain/ledger/checkpoint/consistent-with.ts";
import { HashTree } from "../../../domain/ledger/merkle/hash-tree.ts";
import { leafHash } from "../../../domain/ledger/merkle/tree-hash.ts";
import type { VerifierKey } from "../../../domain/ledger/note/verifier-key.ts";
import { ledgerAuditErrors } from "../errors.ts";
import type { AuditProblem } from "./audit-problem.ts";
import { type CustodyEntry, readCustodyEntry } from "./custody-entry.ts";
import { DecisionAudit, type DecisionCounts } from "./decision-audit.ts";
import { readRosterFile } from "./roster-file.ts";
import { PolicyWalk } from "./policy-walk.ts";
import { RosterWalk } from "./roster-walk.ts";
import { StepAudit } from "./step-audit.ts";

/** A log of which the hashes were verified. */
export interface CustodyQuestion {
  readonly origin: string;
  readonly logKeys: readonly VerifierKey[];
  /** All of it, in order. */
  readonly entries: readonly Uint8Array[];
  /** The rosters as the gate shows them, or a genesis file; `null` when there is none. */
  readonly rosters: Uint8Array | null;
  /** Of the first roster, from where it is trusted. */
  readonly rosterHash: string | null;
}

/** What was found. */
export interface CustodyAudit {
  readonly problems: readonly AuditProblem[];
  readonly remarks: readonly string[];
  readonly codes: number;
  readonly decisions: DecisionCounts;
}

/** Audits the entries of one custody log. Never throws for what they or the rosters hold. */
export function auditCustody(question: CustodyQuestion): CustodyAudit {
  const { entries, origin } = question;
  const problems: AuditProblem[] = [];
  const { walk, policies } = walksOf(question, problems);
  const steps = new StepAudit();
  const decisions = new DecisionAudit(walk);
  const tree = new HashTree();
  for (const [index, bytes] of entries.entries()) {
    tree.append(leafHash(bytes));
    const read = readCustodyEntry(bytes);
    const why = read.status === "foreign" ? read.why : foreignTo(origin, read.entry);
    if (why !== null) problems.push({ index, row: ledgerAuditErrors.LEDGER_AUDIT_ENTRY_FOREIGN, detail: why });
    if (read.status === "foreign") continue;
    const twice = steps.take(index, read.entry);
    if (twice !== null) problems.push(twice);
    problems.push(...decisions.take(index, read.entry));
    policies?.take(read.entry);
  }
  problems.push(...(policies?.problems() ?? []));
  const head = { size: tree.size, root: tree.root() };
  for (const { index, checkpoint } of decisions.carried) {
    if (checkpoint.origin !== origin) continue;
    const opened = openCarried(checkpoint, question.logKeys);
    if (opened.status !== "signed") continue;
    const consistency = consistentWith(head, tree.read, [opened.checkpoint]);
    if (consistency.status === "consistent") continue;
    problems.push({ index, row: consistency.row, detail: `a signer had seen size ${opened.checkpoint.size}` });
  }
  const remarks = remarksOf(question, decisions.counts, policies?.absent ?? 0);
  return { problems, remarks, codes: steps.count, decisions: decisions.counts };
}

interface Walks {
  readonly walk: RosterWalk | null;
  readonly policies: PolicyWalk | null;
}

function walksOf({ rosters, rosterHash }: CustodyQuestion, problems: AuditProblem[]): Walks {
  const none = { walk: null, policies: null };
  if (rosters === null) return none;
  try {
    const file = readRosterFile(rosters);
    return { walk: new RosterWalk(file.rosters, rosterHash), policies: new PolicyWalk(file) };
  } catch (thrown) {
    if (!(thrown instanceof CodedError)) throw thrown;
    problems.push({ index: null, row: thrown.row, detail: thrown.detail ?? "" });
    return none;
  }
}

/** `<host>/<deployment>/<gate or broker>`, with an epoch behind it after a resync that lost entries. */
function foreignTo(origin: string, { src, deployment }: CustodyEntry): string | null {
  const [, named, process] = /^[^/]+\/([^/]+)\/(gate|broker)(?:\.[0-9]+)?$/.exec(origin) ?? [];
  if (named !== undefined && named !== deployment) return `an entry of ${deployment}`;
  return process !== undefined && process !== src ? `an entry of the ${src}` : null;
}

function remarksOf(
  { rosters, rosterHash }: CustodyQuestion,
  { unjudged }: DecisionCounts,
  absentPolicies: number,
): readonly string[] {
  return [
    ...(absentPolicies > 0 ? [`${absentPolicies} release policies that the log accepted were not given`] : []),
    ...(unjudged > 0 ? [`${unjudged} signed decisions were not judged: no roster of their time was given`] : []),
    ...(rosters !== null && rosterHash === null
      ? ["the first roster was taken as it came: nothing was given to hold its hash against"]
      : []),
  ];
}
