import { isSeen } from "../core/fact.ts";
import type { AccountFacts } from "./account-facts.ts";
import type { Manifest } from "./manifest.ts";
import type { OrganizationFacts } from "./organization-facts.ts";
import type { Reason } from "../core/reason.ts";

/** What is missing most, and the one step that brings it. */
export interface CompletingStep {
  readonly missing: string;
  readonly step: string;
}

/** An account that was not wholly seen: why, and what is missing. */
export interface Blind {
  readonly reason: Reason;
  readonly needs: string;
}

/** What the step is chosen from. */
export interface Situation {
  readonly manifest: Manifest;
  readonly organization: OrganizationFacts;
  readonly active: readonly AccountFacts[];
  readonly notEvaluated: readonly Blind[];
  readonly organizationGaps: number;
}

/** The one step that completes a snapshot; null when everything that was asked for is there, root facts included. */
export function completingStep(situation: Situation): CompletingStep | null {
  const { manifest, notEvaluated } = situation;
  if (manifest.finishedAt === null) return interrupted(manifest);
  const transient = notEvaluated.filter(({ reason }) => isTransient(reason)).length;
  if (transient > 0) {
    return { missing: `${accounts(transient)} could not be reached in time`, step: "run again with --resume" };
  }
  const blind = situation.active.filter((account) => account.kind === "member" && lacksRootFacts(account)).length;
  const blindText = `root facts of ${blind} member${blind === 1 ? "" : "s"} not read`;
  if (blind > 0 && canAudit(situation)) return { missing: blindText, step: "run again with --assume-root" };
  const roleless = notEvaluated.filter(({ reason }) => reason === "no-role").length;
  if (roleless > 0) {
    const missing = `the role ${manifest.memberRole ?? ""} did not let us in at ${accounts(roleless)}`;
    return { missing, step: "roll out the reader role (rootward init) or name another with --org-role-name" };
  }
  if (blind > 0) return { missing: blindText, step: "run again with --mode org+roles" };
  const denied = notEvaluated.find(({ reason }) => reason === "denied");
  if (denied !== undefined) {
    const count = notEvaluated.filter(({ reason }) => reason === "denied").length;
    return { missing: `something was denied at ${accounts(count)}`, step: `allow ${denied.needs}` };
  }
  if (situation.organizationGaps > 0) {
    const step = "run with the reader policy (rootward explain reader-policy) in the management account";
    return { missing: "part of the organization could not be read", step };
  }
  return null;
}

function interrupted(manifest: Manifest): CompletingStep {
  if (manifest.stopped === "credentials-expired") {
    return { missing: "the credentials expired before the run was done", step: "sign in and run again with --resume" };
  }
  return { missing: "the run was interrupted", step: "run again with --resume" };
}

function isTransient(reason: Blind["reason"]): boolean {
  return reason === "throttled" || reason === "unreachable" || reason === "credentials-expired";
}

function lacksRootFacts({ flags }: AccountFacts): boolean {
  return !isSeen(flags?.password) || !isSeen(flags?.mfa) || !isSeen(flags?.accessKeys) || !isSeen(flags?.certificates);
}

function canAudit({ manifest, organization }: Situation): boolean {
  if (manifest.mode === "account" || manifest.mode.endsWith("audit")) return false;
  return isSeen(organization.rootFeatures) && organization.rootFeatures.value.includes("RootCredentialsManagement");
}

function accounts(count: number): string {
  return `${count} account${count === 1 ? "" : "s"}`;
}
