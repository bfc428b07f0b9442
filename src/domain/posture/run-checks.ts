import { CodedError } from "../core/coded-error.ts";
import { isSeen } from "../core/fact.ts";
import { fingerprint } from "../core/fingerprint.ts";
import type { AccountView } from "./account-view.ts";
import type { CheckResult } from "./check-result.ts";
import type { Check, Judgement } from "./check.ts";
import { postureErrors } from "./errors.ts";
import { evidence } from "./read/evidence.ts";
import { notApplicable } from "./read/judgement.ts";
import { checks } from "./registry.ts";

/** Which checks to run; ids of the registry. `only` absent: all. */
export interface CheckSelection {
  readonly only?: readonly string[] | undefined;
  readonly skip?: readonly string[] | undefined;
  /** Of judgements that passed or do not apply, count instead of keeping them. */
  readonly openOnly?: boolean | undefined;
}

/** What the checks say of one account, in the order of the registry. */
export interface CheckRun {
  readonly results: readonly CheckResult[];
  /** Ids of checks that got no verdict, because the search for paths passed its bound. */
  readonly notEvaluated: readonly string[];
  /** Judgements that were counted only. */
  readonly closed: ClosedCounts;
}

/** How many judgements passed and how many did not apply, without those that were kept. */
export interface ClosedCounts {
  readonly pass: number;
  readonly notApplicable: number;
}

/**
 * Judges one account by all selected checks. Checks of the organization are asked once: of the management account, else
 * (it is not in the snapshot) of the first account, and of every stand-alone account. Of an account that is not ACTIVE
 * the others are not applicable. Throws POSTURE_CHECK_UNKNOWN for an id that no check has.
 */
export function runChecks(view: AccountView, selection: CheckSelection = {}): CheckRun {
  const results: CheckResult[] = [];
  const { id, name } = view.account;
  const account = { id, name: textOf(name), ou: unitPathOf(view) };
  const notEvaluated: string[] = [];
  let [pass, notApplicable] = [0, 0];
  for (const check of selectChecks(selection)) {
    if (check.scope === "organization" && !answersForOrganization(view)) continue;
    const judged = check.judge(view);
    const judgement = check.scope === "account" ? onlyActive(view, judged) : judged;
    if (judgement === null) notEvaluated.push(check.id);
    else if (selection.openOnly === true && judgement.verdict === "pass") pass += 1;
    else if (selection.openOnly === true && judgement.verdict === "not-applicable") notApplicable += 1;
    else results.push(resultOf(check, judgement, account, view.manifest.partition));
  }
  return { results, notEvaluated, closed: { pass, notApplicable } };
}

/** The selected checks in the order of the registry. Throws POSTURE_CHECK_UNKNOWN for an id that no check has. */
export function selectChecks(selection: CheckSelection): readonly Check[] {
  const { only, skip = [] } = selection;
  for (const id of [...(only ?? []), ...skip]) {
    if (!checks.some((check) => check.id === id)) {
      throw new CodedError(postureErrors.POSTURE_CHECK_UNKNOWN, { detail: id });
    }
  }
  return checks.filter((check) => (only === undefined || only.includes(check.id)) && !skip.includes(check.id));
}

function answersForOrganization(view: AccountView): boolean {
  const { account, organization, accountIds } = view;
  if (account.kind !== "member") return true;
  const org = organization.organization;
  if (isSeen(org) && org.value !== null && accountIds.has(org.value.managementAccount)) return false;
  return account.id <= firstOf(accountIds);
}

const first = new WeakMap<AccountView["accountIds"], string>();

// One look per snapshot instead of one per account and check.
function firstOf(ids: AccountView["accountIds"]): string {
  const known = first.get(ids) ?? [...ids].reduce((one, two) => (two < one ? two : one), "~");
  first.set(ids, known);
  return known;
}

// The judged resource is kept, so that the finding keeps its identity while the account is suspended.
function onlyActive(view: AccountView, judged: Judgement | null): Judgement | null {
  const state = view.account.state;
  if (state === undefined || !isSeen(state) || state.value === "ACTIVE") return judged;
  const shown = [evidence("account state", state.value, state)];
  const made = notApplicable(judged?.resource ?? "root", `The account is ${state.value}.`, shown);
  return { ...made, discriminator: judged?.discriminator };
}

function resultOf(check: Check, judgement: Judgement, account: CheckResult["account"], partition: string): CheckResult {
  const isUnknown = judgement.verdict === "unknown";
  const why = judgement.note === undefined || judgement.note === "" ? check.why : `${check.why} ${judgement.note}`;
  return {
    id: check.id,
    fingerprint: fingerprint(check.id, account.id, judgement.resource, judgement.discriminator ?? ""),
    account,
    resource: judgement.resource,
    verdict: judgement.verdict,
    severity: judgement.severity ?? check.severity,
    title: check.title,
    why,
    fix: check.fix.replaceAll("{account}", account.id).replaceAll("{partition}", partition),
    evidence: judgement.evidence,
    reason: isUnknown ? judgement.reason : null,
    needs: isUnknown ? judgement.needs : null,
    standards: check.standards,
  };
}

function textOf(fact: AccountView["account"]["name"]): string | null {
  return fact !== undefined && isSeen(fact) ? fact.value : null;
}

/** Ids from the organization root down to the account's own unit, joined by `/`. */
function unitPathOf(view: AccountView): string | null {
  const path = view.account.path;
  return path !== undefined && isSeen(path) && path.value.length > 0 ? path.value.join("/") : null;
}
