// Whether a quorum has decided on a document: by approvals that name its digest, signed by approvers of the version in force.
import type { ApprovalDocument } from "../documents/decision-documents.ts";
import { freshSeconds, isFresh, quorumSeconds, timeOf } from "../documents/document-times.ts";
import type { ReadCustodyDocument } from "../documents/read-custody-document.ts";
import { custodyErrors } from "../errors.ts";
import { type Refused, refused } from "../refused.ts";
import { mayApprove, type RosterView } from "./roster-view.ts";
import { choicesOf, seatsFilled } from "./terms-met.ts";
import { humansOf } from "./same-human.ts";
import type { Verified } from "./verify-signed.ts";

/** A verified word about a document. */
export type VerifiedDecision = Verified<ApprovalDocument>;

/**
 * Whether enough approvers of `view` approve the document: `null`, or why not. Each approval is at most seven days younger
 * than the document and not older, the newest is fresh. A person counts for one of the groups that they are in, one human
 * once; the newest word of a human counts, and one that is no approval takes the older away.
 */
export function quorumMissing(
  read: ReadCustodyDocument,
  decisions: readonly VerifiedDecision[],
  view: RosterView,
  nowSeconds: number,
): Refused | null {
  const timely = decisions.filter((decision) => isTimely(read, decision, nowSeconds));
  const counted = newestOfEachHuman(timely, view)
    .filter(({ read: { document } }) => document.decision === "approve")
    .filter(({ person, credential }) => mayApprove(view, person, credential, nowSeconds));
  const newest = Math.max(...counted.map(({ read: { document } }) => document.at));
  if (counted.length === 0) return refused(custodyErrors.CUSTODY_QUORUM_MISSING, "no approval counts");
  if (!isFresh(newest, nowSeconds)) {
    return refused(custodyErrors.CUSTODY_QUORUM_MISSING, `the newest approval is ${nowSeconds - newest} s old`);
  }
  const persons = counted.map(({ person }) => person.id);
  const isMet = choicesOf(view.quorum).some(
    (choice) => seatsFilled(choice, view.groups, persons) === choice.reduce((sum, { min }) => sum + min, 0),
  );
  return isMet ? null : refused(custodyErrors.CUSTODY_QUORUM_MISSING, `only ${persons.join(", ")}`);
}

/** The newest word of each human; of two in one second the one that stops. */
export function newestOfEachHuman(
  decisions: readonly VerifiedDecision[],
  view: Pick<RosterView, "persons">,
): readonly VerifiedDecision[] {
  const humans = humansOf(view.persons);
  const newest = new Map<string, VerifiedDecision>();
  for (const decision of decisions) {
    const human = humans.get(decision.person.id) ?? decision.person.id;
    const other = newest.get(human);
    if (other === undefined || isNewer(decision.read.document, other.read.document)) newest.set(human, decision);
  }
  return [...newest.values()];
}

/** Whether an approval may count for the document at all: names it, and lies within seven days behind it. */
export function isTimely(
  read: ReadCustodyDocument,
  { read: { document } }: VerifiedDecision,
  nowSeconds: number,
): boolean {
  const start = timeOf(read.document);
  return (
    document.requestHash === read.hash &&
    document.at >= start &&
    document.at <= start + quorumSeconds &&
    document.at <= nowSeconds + freshSeconds
  );
}

function isNewer(one: ApprovalDocument, other: ApprovalDocument): boolean {
  return one.at > other.at || (one.at === other.at && one.decision !== "approve");
}
