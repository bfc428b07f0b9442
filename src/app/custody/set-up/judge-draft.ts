// Whether people could work with a draft, said before anybody signs: a roster that is in force can only be changed by those
// who are in it.
import type { ReleasePolicyDocument } from "../../../domain/custody/documents/release-policy-document.ts";
import type { Role, RosterDocument } from "../../../domain/custody/documents/roster-document.ts";
import { readCustodyDocumentOf } from "../../../domain/custody/documents/read-custody-document.ts";
import { checkReleasePolicy, type PolicyWarning } from "../../../domain/custody/release-policy/check-release-policy.ts";
import { plannedSplits } from "../../../domain/custody/release-policy/planned-splits.ts";
import { checkRoster } from "../../../domain/custody/roster/check-roster.ts";
import { foundingView } from "../../../domain/custody/roster/roster-chain.ts";
import { canonicalBytes } from "../../../domain/crypto/canonical-json.ts";

/** What is to be said about a draft. */
export interface DraftVerdict {
  /** What keeps it from being signed, as sentences. */
  readonly missing: readonly string[];
  /** What people should know before they sign. */
  readonly warnings: readonly string[];
}

/** Judges a draft with the people that it has so far. Throws `CUSTODY_DOCUMENT_FOREIGN` for a document that nobody could read. */
export function judgeDraft(roster: RosterDocument, policy: ReleasePolicyDocument): DraftVerdict {
  const missing = [...missingRoles(roster, policy.solo)];
  const unfit = checkRoster(roster);
  if (unfit !== null) missing.push(`${unfit.row.title}: ${unfit.detail}`);
  // Reading what would be signed finds what no schema of a part can.
  const read = readCustodyDocumentOf("rw.roster/v1", canonicalBytes(roster));
  readCustodyDocumentOf("rw.release-policy/v1", canonicalBytes(policy));
  const view = foundingView(read, roster.at);
  const splitsOf = (name: string) =>
    policy.rules.filter((rule) => rule.name === name).flatMap((rule) => plannedSplits(rule, roster));
  const verdict = checkReleasePolicy(policy, { view, splitsOf });
  if (verdict.status === "refused") missing.push(`${verdict.row.title}: ${verdict.detail}`);
  const told = verdict.status === "fit" ? verdict.warnings : [];
  for (const { rule, what } of told) if (what === "opens-for-nobody") missing.push(`rule ${rule}: too few approvers`);
  return { missing, warnings: [...told.flatMap(policyWarning), ...roleWarnings(roster, policy.solo)] };
}

function missingRoles({ persons }: RosterDocument, isSolo: boolean): readonly string[] {
  const count = (role: Role): number => persons.filter((each) => each.roles.includes(role)).length;
  const missing: string[] = [];
  if (count("requester") === 0) missing.push("somebody with the role requester");
  // One person alone opens the broker's key with a passphrase; no share is made of it.
  if (!isSolo && count("unsealer") < 2) missing.push(`${2 - count("unsealer")} more with the role unsealer`);
  return missing;
}

function policyWarning({ rule, what }: PolicyWarning): readonly string[] {
  switch (what) {
    case "many-codes":
      return [`rule ${rule} gives more than three codes with one grant`];
    case "needs-the-requester":
      return [`rule ${rule}: some requester has not enough other people to approve`];
    case "no-dual-control":
      return [`rule ${rule}: no dual control, one person alone may release`];
    case "opens-for-nobody":
      return [];
  }
}

function roleWarnings({ persons }: RosterDocument, isSolo: boolean): readonly string[] {
  const lacks = (role: Role): boolean => !persons.some((each) => each.roles.includes(role));
  return [
    ...(lacks("operator-p") ? ["nobody can put passwords in: no operator-p"] : []),
    ...(lacks("operator-s") ? ["nobody can put seeds in: no operator-s"] : []),
    ...(lacks("custodian") ? ["nobody can veto: no custodian"] : []),
    ...(!isSolo && persons.filter((each) => each.roles.includes("unsealer")).length === 2
      ? ["both unsealers are needed at every start of the broker; a third would be a spare"]
      : []),
  ];
}
