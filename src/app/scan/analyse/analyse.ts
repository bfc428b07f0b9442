import { isSeen } from "../../../domain/core/fact.ts";
import type { Finding } from "../../../domain/core/finding.ts";
import type { Instant } from "../../../domain/core/instant.ts";
import type { Inventory } from "../../../domain/inventory/inventory.ts";
import type { AccountView } from "../../../domain/posture/account-view.ts";
import { runChecks } from "../../../domain/posture/run-checks.ts";
import type { AccountFacts } from "../../../domain/snapshot/account-facts.ts";
import { isActive } from "../../../domain/snapshot/coverage.ts";
import type { MailFacts } from "../../../domain/snapshot/mail-facts.ts";
import type { Snapshot } from "../../../domain/snapshot/snapshot.ts";
import type { PathsAnswer } from "../../../domain/takeover/answer.ts";
import { type PathSurvey, pathSurvey } from "../../../domain/takeover/paths-of-organization.ts";
import { situationOf } from "../../../domain/takeover/read/situation-of.ts";
import type { WhoCan } from "../../../domain/takeover/who-can.ts";
import { accountState } from "../account-state.ts";
import type { AccountState } from "../outcome.ts";
import { DocumentShelf } from "../reach/document-shelf.ts";
import { OrganizationGuards } from "../reach/organization-guards.ts";
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
  readonly onAccount?: ((done: number, total: number) => void) | undefined;
}

/** Everything a snapshot says, before waivers, baseline and selection. */
export interface Analysis {
  /** Every judgement, passed ones too. */
  readonly judged: readonly Finding[];
  readonly paths: PathsAnswer;
  readonly accounts: readonly AccountState[];
  /** Accounts whose bound of attack sets was passed, with the fact. */
  readonly tooMany: readonly { readonly account: string; readonly fact: string }[];
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
  const guards = new OrganizationGuards(organization, new DocumentShelf(snapshot.document));
  const reader = await whoCanReader(snapshot);
  const survey = pathSurvey();
  const judged: Finding[] = [];
  const accounts: AccountState[] = [];
  const tooMany: { account: string; fact: string }[] = [];
  const kept = new Map<string, WhoCan>();
  const asked = snapshot.accounts.filter((account) => account.context !== true);

  for (const [done, account] of asked.entries()) {
    const ou = unitPath(account, organization);
    const whoCan: WhoCan = isActive(account) ? await reader.of(account) : notActive;
    const facts = guardFactsOf(account, organization, await guards.of(account), manifest.partition);
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
      whoMay: (danger) => whoMay(whoCan, danger, organization),
      paths,
      now,
    };
    judged.push(...findingsOf(view, account, ou, ask));
    accounts.push(accountState(account, organization, ou));
    if (keepWhoCan) kept.set(account.id, whoCan);
    ask.onAccount?.(done + 1, asked.length);
  }
  return { judged, paths: survey.answer(), accounts, tooMany, whoCan: kept, search: survey.counts() };
}

const notActive: WhoCan = { status: "known", actors: [] };

function findingsOf(view: AccountView, account: AccountFacts, ou: string | null, ask: AnalyseAsk): readonly Finding[] {
  const { manifest } = ask.snapshot;
  const seenAt = manifest.finishedAt ?? manifest.startedAt;
  const name = isSeen(account.name) ? account.name.value : null;
  const selection = { skip: ask.skip, ...(ask.only.length === 0 ? {} : { only: ask.only }) };
  return runChecks(view, selection).results.map((result) => ({
    ...result,
    account: { id: account.id, name, ou },
    help: helpOf(result.id),
    firstSeen: seenAt,
    lastSeen: seenAt,
    waiver: null,
  }));
}
