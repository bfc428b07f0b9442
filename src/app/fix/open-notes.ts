import { isSeen } from "../../domain/core/fact.ts";
import type { Guard } from "../../domain/guards/guard.ts";
import type { BoundaryTarget } from "../../domain/guards/plan/plan.ts";
import type { FixAsk } from "./fix-ask.ts";
import type { GuardState } from "./guard-states.ts";
import type { FixSite } from "./site-of.ts";

/** What the notes are read from. */
export interface NotesInput {
  readonly ask: FixAsk;
  readonly found: FixSite;
  readonly guards: readonly Guard[];
  readonly states: ReadonlyMap<Guard, GuardState>;
  readonly bounded: readonly BoundaryTarget[];
}

/** What the guards leave open in this organization, and why, as sentences. */
export function openNotes({ ask, found, guards, states, bounded }: NotesInput): readonly string[] {
  const { snapshot } = ask;
  const { organization, policies, units } = snapshot.organization;
  const { site } = found;
  const notes: string[] = [];
  if (!isSeen(organization)) {
    notes.push(
      "The organization was not read, so there are no SCPs and RCPs here: collect from the management account.",
    );
  } else if (organization.value !== null && site.management === null) {
    notes.push("The organization has not all features, so it has no SCPs and no RCPs: enable all features first.");
  }
  const { scope } = snapshot.manifest;
  if (scope !== undefined && (scope.accounts !== null || scope.units !== null || scope.excluded.length > 0)) {
    notes.push(
      "The snapshot holds a part of the organization: what is in place, and the paths, speak of these accounts alone.",
    );
  }
  if (site.management !== null && !isSeen(policies)) {
    notes.push(
      "Which policies are attached was not read: each target takes at most five of a kind. Look before you attach.",
    );
  }
  if (site.management !== null && !isSeen(units)) {
    notes.push("The list of units was not read: a unit without any account is not among the targets of P4.");
  }
  if (ask.maintenanceUnit !== null) {
    notes.push(
      `P4 leaves out ${ask.maintenanceUnit}: root users of the accounts in it can work. Keep it empty but for the day of the work.`,
    );
  } else if (guards.some((guard) => guard.id === "P4" && states.get(guard) === "missing")) {
    notes.push(
      "There is no maintenance unit: for a task that only a root can do, P4 must be taken off for that day (--maintenance-ou names a unit to leave out).",
    );
  }
  if (guards.some((guard) => states.get(guard) === "asleep")) {
    notes.push(
      "An RCP against root sign-in is attached already; all that is missing is console authorization, enabled above.",
    );
  }
  for (const { arn } of bounded.filter(({ how }) => how === "has-another")) {
    notes.push(
      `${arn} has a boundary of its own and is not counted as bound: its paths stand until the statements are added there.`,
    );
  }
  const loose = site.contactWriters.filter((pattern) => /::(\*|\?+):/.test(pattern));
  if (site.management !== null && loose.length > 0) {
    notes.push(
      `Declared for every account: ${loose.join(", ")}. Whoever may create or rewrite a role of that name in a member may change its contacts; name the accounts, or keep the name by an SCP on iam:CreateRole, UpdateAssumeRolePolicy and the like.`,
    );
  }
  const isWayBackNamed = site.recoveryPrincipals.some((arn) => arn.includes(`::${site.management ?? ""}:`));
  if (site.management !== null && bounded.length > 0 && !isWayBackNamed) {
    notes.push(
      "No principal of the management account is named as recovery principal: once the boundary is on all of these, only the root user of management can change guards. Name one with --recovery-principal.",
    );
  }
  if (site.management !== null && site.emailDomains.length === 0) {
    notes.push("No root mail lies in a domain of your own, so declared mail roles may move root mails to any domain.");
  }
  return notes;
}
