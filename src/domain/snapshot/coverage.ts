import { type Fact, isSeen, type Unseen, unseen } from "../core/fact.ts";
import { isCounted, reasons, type Reason } from "../core/reason.ts";
import type { AccountFacts } from "./account-facts.ts";
import type { Manifest } from "./manifest.ts";
import type { OrganizationFacts } from "./organization-facts.ts";
import { completingStep } from "./completing-step.ts";
import { accountTopics, organizationTopics, type Topic } from "./coverage-topics.ts";

/** The parts of a snapshot that tell what was covered. */
export interface Covered {
  readonly manifest: Manifest;
  readonly organization: OrganizationFacts;
  readonly accounts: readonly AccountFacts[];
}

/** An account of which something that was asked for could not be seen. */
export interface NotEvaluated {
  readonly account: string;
  readonly reason: Reason;
  readonly needs: string;
  /** What could not be seen, worst first. */
  readonly what: readonly string[];
}

/** Something this run did not look at, with the step that would show it. */
export interface NotLookedAt {
  readonly reason: Reason;
  readonly what: string;
  readonly step: string;
  /** How many accounts it concerns; null for the organization. */
  readonly accounts: number | null;
}

/** What a snapshot covers. */
export interface Coverage {
  /** One sentence: coverage, and the one step that completes it. */
  readonly line: string;
  /** The step alone; null when nothing is missing. */
  readonly step: string | null;
  readonly requested: number;
  readonly evaluated: number;
  /** Accounts that are not ACTIVE: listed, their checks do not apply. */
  readonly notActive: number;
  readonly notEvaluated: readonly NotEvaluated[];
  /** The organization's own facts that were asked for and could not be seen. */
  readonly organizationGaps: readonly { readonly what: string; readonly reason: Reason; readonly needs: string }[];
  readonly notLookedAt: readonly NotLookedAt[];
  /** Finished, and nothing that was asked for is missing. */
  readonly complete: boolean;
}

interface Missing {
  readonly topic: Topic;
  readonly fact: Unseen;
}

/** States what a snapshot covers and what it does not. */
export function coverage(snapshot: Covered): Coverage {
  const { manifest, organization } = snapshot;
  const asked = snapshot.accounts.filter((account) => account.context !== true);
  const active = asked.filter(isActive);
  const missingOf = new Map(active.map((account) => [account.id, missingFacts(account)]));
  const notEvaluated = active.flatMap((account) => {
    const blind = blindSpot(account.id, missingOf.get(account.id) ?? []);
    return blind.length === 0 && manifest.finishedAt === null ? notReached(account, manifest) : blind;
  });
  const unread = Math.max(0, (manifest.accounts ?? 0) - asked.length);
  const gaps = organizationMissing(organization);
  const requested = Math.max(manifest.accounts ?? 0, asked.length);
  const evaluated = requested - unread - notEvaluated.length;
  const organizationGaps = gaps
    .filter(({ fact }) => isCounted(fact.why))
    .map(({ topic, fact }) => ({ what: topic.what, reason: fact.why, needs: fact.needs ?? topic.what }));
  const step = completingStep({ ...snapshot, active, notEvaluated, organizationGaps: organizationGaps.length });
  const covered = `${evaluated} of ${requested} account${requested === 1 ? "" : "s"}`;
  return {
    line: step === null ? covered : `${covered}; ${step.missing}: ${step.step}`,
    step: step?.step ?? null,
    requested,
    evaluated,
    notActive: asked.length - active.length,
    notEvaluated,
    organizationGaps,
    notLookedAt: [...quietOfAccounts(missingOf), ...quietOfOrganization(gaps), ...mailTransport(manifest)],
    complete:
      manifest.finishedAt !== null && manifest.complete && notEvaluated.length === 0 && organizationGaps.length === 0,
  };
}

/** True for an account whose checks apply: ACTIVE, or of unknown state. */
export function isActive(account: AccountFacts): boolean {
  return !isSeen(account.state) || account.state.value === "ACTIVE";
}

function missingFacts(account: AccountFacts): readonly Missing[] {
  return accountTopics.flatMap((topic) => {
    const worst = worstOf(topic.of(account));
    return worst === null ? [] : [{ topic, fact: worst }];
  });
}

function organizationMissing(organization: OrganizationFacts): readonly Missing[] {
  return organizationTopics.flatMap((topic) => {
    const worst = worstOf(topic.of(organization));
    return worst === null ? [] : [{ topic, fact: worst }];
  });
}

/** The reasons stand in order: those that count come first. A missing property was not asked for. */
function worstOf(facts: readonly (Fact<unknown> | undefined)[]): Unseen | null {
  const unknown = facts.flatMap((fact) => (fact === undefined ? [unseen("not-asked")] : isSeen(fact) ? [] : [fact]));
  return unknown.sort((a, b) => reasons.indexOf(a.why) - reasons.indexOf(b.why))[0] ?? null;
}

function blindSpot(account: string, missing: readonly Missing[]): readonly NotEvaluated[] {
  const counted = missing.filter(({ fact }) => isCounted(fact.why));
  const first = counted[0];
  if (first === undefined) return [];
  const needs = first.fact.needs ?? first.topic.what;
  return [{ account, reason: first.fact.why, needs, what: counted.map(({ topic }) => topic.what) }];
}

/** A run that ended early has accounts it never came to: what a finished run would have written is not there. */
function notReached(account: AccountFacts, { stopped }: Manifest): readonly NotEvaluated[] {
  const what = accountTopics.filter((topic) => topic.of(account).includes(undefined)).map((topic) => topic.what);
  if (what.length === 0) return [];
  const reason = stopped === "credentials-expired" ? "credentials-expired" : "unreachable";
  return [{ account: account.id, reason, needs: "the rest of the run (--resume)", what }];
}

function quietOfAccounts(missing: ReadonlyMap<string, readonly Missing[]>): readonly NotLookedAt[] {
  const groups = new Map<string, NotLookedAt>();
  for (const { topic, fact } of [...missing.values()].flat()) {
    if (isCounted(fact.why)) continue;
    const key = `${topic.what} ${fact.why}`;
    const accounts = (groups.get(key)?.accounts ?? 0) + 1;
    groups.set(key, { reason: fact.why, what: topic.what, step: stepOf(topic, fact), accounts });
  }
  const order = accountTopics.map(({ what }) => what);
  return [...groups.values()].sort((a, b) => order.indexOf(a.what) - order.indexOf(b.what));
}

function quietOfOrganization(missing: readonly Missing[]): readonly NotLookedAt[] {
  return missing
    .filter(({ fact }) => !isCounted(fact.why))
    .map(({ topic, fact }) => ({ reason: fact.why, what: topic.what, step: stepOf(topic, fact), accounts: null }));
}

function mailTransport(manifest: Manifest): readonly NotLookedAt[] {
  if (manifest.asked.mail) return [];
  return [{ reason: "not-asked", what: "mail transport of the root mailboxes", step: "--mail", accounts: null }];
}

function stepOf(topic: Topic, fact: Unseen): string {
  if (fact.why === "not-observable") return "none: AWS does not show it";
  if (fact.why === "not-declared") return "the inventory file";
  if (fact.why === "not-asked" && fact.needs?.startsWith("--") === true) return fact.needs;
  return topic.step;
}
