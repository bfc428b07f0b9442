import { isSeen, type Unseen } from "../../../domain/core/fact.ts";
import type { Finding } from "../../../domain/core/finding.ts";
import type { Instant } from "../../../domain/core/instant.ts";
import type { Inventory } from "../../../domain/inventory/inventory.ts";
import type { Principal } from "../../../domain/iam/principals/principal.ts";
import type { AccountPrincipals } from "../../../domain/posture/account-principals.ts";
import type { AccountView } from "../../../domain/posture/account-view.ts";
import type { CheckResult } from "../../../domain/posture/check-result.ts";
import { type CheckSelection, type ClosedCounts, runChecks } from "../../../domain/posture/run-checks.ts";
import type { AccountFacts } from "../../../domain/snapshot/account-facts.ts";
import { isActive } from "../../../domain/snapshot/coverage.ts";
import type { MailFacts } from "../../../domain/snapshot/mail-facts.ts";
import type { Manifest } from "../../../domain/snapshot/manifest.ts";
import type { Snapshot } from "../../../domain/snapshot/snapshot.ts";
import type { PathsAnswer } from "../../../domain/takeover/answer.ts";
import { type PathSurvey, pathSurvey } from "../../../domain/takeover/path-survey.ts";
import { situationOf } from "../../../domain/takeover/read/situation-of.ts";
import type { WhoCan } from "../../../domain/takeover/who-can.ts";
import { accountState } from "../account-state.ts";
import type { AccountState } from "../outcome.ts";
import type { Guards } from "../reach/organization-guards.ts";
import { whoCanReader } from "../who-can.ts";
import { whoMay } from "../who-may.ts";
import { sharedThings, unitPath } from "./account-around.ts";
import { helpOf } from "./help-of.ts";
import { guardFactsOf } from "./guard-facts-of.ts";
import { pathSummary } from "./path-summary.ts";
import { policyDocuments } from "./policy-documents.ts";

/** What an analysis looks at. */
export interface AnalyseAsk {
  readonly snapshot: Snapshot;
  readonly inventory: Inventory;
  /** Null: the mail transport was not probed. */
  readonly mail: MailFacts | null;
  readonly now: Instant;
  /** Ids of checks; empty: all. */
  readonly only: readonly string[];
  readonly skip: readonly string[];
  /** Of judgements that passed or do not apply, count instead of keeping them: two thirds of the memory remain. */
  readonly openOnly?: boolean;
  readonly onAccount?: ((done: number, total: number) => void) | undefined;
}

/** Everything a snapshot says, before waivers, baseline and selection. */
export interface Analysis {
  /** Every judgement; with `openOnly` those that failed or are unknown. */
  readonly judged: readonly Finding[];
  /** How many judgements were counted only. */
  readonly closed: ClosedCounts;
  readonly paths: PathsAnswer;
  readonly accounts: readonly AccountState[];
  /** Accounts whose bound of attack sets was passed, with the fact. */
  readonly tooMany: readonly { readonly account: string; readonly fact: string }[];
  /** Accounts whose principals were collected and cannot be read from the snapshot, with its file. */
  readonly damaged: readonly { readonly account: string; readonly needs: string }[];
  /** Who can do what, by account; kept only when asked for (`keepWhoCan`). */
  readonly whoCan: ReadonlyMap<string, WhoCan>;
  /** How many situations the path search was asked, how many distinct shapes they had, and how many it solved. */
  readonly search: ReturnType<PathSurvey["counts"]>;
}

/** Judges every check and computes every path of a snapshot, one account at a time. */
export async function analyse(ask: AnalyseAsk, keepWhoCan = false): Promise<Analysis> {
  const { snapshot, inventory, mail, now } = ask;
  const { organization, manifest } = snapshot;
  const shared = sharedThings(snapshot.accounts, mail);
  const documents = await policyDocuments(snapshot);
  const reader = await whoCanReader(snapshot);
  const survey = pathSurvey();
  const judged: Finding[] = [];
  let closed: ClosedCounts = { pass: 0, notApplicable: 0 };
  const accounts: AccountState[] = [];
  const tooMany: { account: string; fact: string }[] = [];
  const damaged: { account: string; needs: string }[] = [];
  const kept = new Map<string, WhoCan>();
  const asked = snapshot.accounts.filter((account) => account.context !== true);

  for (const [done, account] of asked.entries()) {
    const ou = unitPath(account, organization);
    const whoCan: WhoCan = isActive(account) ? await reader.of(account) : notActive;
    if (whoCan.status === "unknown" && isSeen(account.iam)) damaged.push({ account: account.id, needs: whoCan.needs });
    const guards = await reader.guardsOf(account);
    const facts = guardFactsOf(account, organization, guards, manifest.partition);
    const situation = {
      partition: manifest.partition,
      account,
      organization,
      inventory,
      mail,
      whoCan,
      guards: facts,
      now,
    };
    // An account that is not active has no paths of its own: nobody signs in there.
    const paths = isActive(account)
      ? pathSummary(survey.add(situationOf(situation)), whoCan)
      : pathSummary({ id: account.id, status: "exact", paths: [], cheapest: null, cuts: [], notCuttable: [] }, whoCan);
    if (paths.status === "too-many") tooMany.push({ account: account.id, fact: paths.fact });
    const view: AccountView = {
      account,
      organization,
      manifest,
      inventory,
      mail,
      ...shared,
      document: (sha256) => documents.get(sha256),
      principals: accountPrincipals(await reader.principalsOf(account), guards),
      whoMay: (danger) => whoMay(whoCan, danger, organization),
      paths,
      now,
    };
    const run = runChecks(view, selectionOf(ask));
    judged.push(...findingsOf(run.results, account, ou, manifest));
    closed = {
      pass: closed.pass + run.closed.pass,
      notApplicable: closed.notApplicable + run.closed.notApplicable,
    };
    accounts.push(accountState(account, organization, ou));
    if (keepWhoCan) kept.set(account.id, whoCan);
    ask.onAccount?.(done + 1, asked.length);
  }
  return { judged, closed, paths: survey.answer(), accounts, tooMany, damaged, whoCan: kept, search: survey.counts() };
}

function accountPrincipals(found: readonly Principal[] | Unseen, { rcps }: Guards): AccountPrincipals {
  if (!("status" in found)) return { status: "known", list: found, rcps };
  return { status: "unknown", reason: found.why, needs: found.needs ?? "iam:GetAccountAuthorizationDetails" };
}

const notActive: WhoCan = { status: "known", actors: [] };

function selectionOf({ only, skip, openOnly }: AnalyseAsk): CheckSelection {
  return { skip, openOnly, ...(only.length === 0 ? {} : { only }) };
}

function findingsOf(
  results: readonly CheckResult[],
  { id, name }: AccountFacts,
  ou: string | null,
  { finishedAt, startedAt }: Manifest,
): readonly Finding[] {
  const seenAt = finishedAt ?? startedAt;
  // One object for all findings of the account.
  const account = { id, name: isSeen(name) ? name.value : null, ou };
  return results.map((result) => ({
    ...result,
    account,
    help: helpOf(result.id),
    firstSeen: seenAt,
    lastSeen: seenAt,
    waiver: null,
  }));
}
