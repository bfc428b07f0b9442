import { type Fact, isSeen, unseen, type Unseen } from "../../../domain/core/fact.ts";
import type { AccountFacts } from "../../../domain/snapshot/account-facts.ts";
import { isActive } from "../../../domain/snapshot/coverage.ts";
import type { AuditedMember, NamedAccount } from "./audited-member.ts";

/** Which accounts an audit is for, and what is known of the organization. */
export interface Choice {
  /** Twelve digits each; `null`: all members. */
  readonly asked: readonly string[] | null;
  readonly accounts: Fact<readonly AccountFacts[]>;
  readonly features: Fact<readonly string[]>;
  readonly management: string | null;
  readonly caller: string;
}

/** The accounts to be audited and those named apart, or why nobody can tell which there are. */
export type Chosen =
  | {
      readonly status: "chosen";
      readonly toAudit: readonly NamedAccount[];
      readonly leftOut: readonly AuditedMember[];
    }
  | { readonly status: "unknown"; readonly why: Unseen };

/** Sorts the accounts of an audit; no account that was asked for goes missing. */
export function chosenMembers(choice: Choice): Chosen {
  const { asked, accounts } = choice;
  if (!isSeen(accounts)) {
    if (asked === null) return { status: "unknown", why: accounts };
    return sorted(
      choice,
      asked.map((account) => ({ account, facts: null })),
    );
  }
  const known = new Map(accounts.value.map((facts) => [facts.id, facts]));
  const ids = asked ?? accounts.value.filter(({ kind }) => kind === "member").map(({ id }) => id);
  return sorted(
    choice,
    [...new Set(ids)].map((account) => ({ account, facts: known.get(account) ?? null })),
  );
}

interface Candidate {
  readonly account: string;
  readonly facts: AccountFacts | null;
}

function sorted(choice: Choice, candidates: readonly Candidate[]): Chosen {
  const toAudit: NamedAccount[] = [];
  const leftOut: AuditedMember[] = [];
  for (const candidate of candidates) {
    const { account, facts } = candidate;
    const named = { account, name: isSeen(facts?.name) ? facts.name.value : null };
    const why = whyLeftOut(choice, candidate);
    if (why === null) toAudit.push(named);
    else leftOut.push({ ...named, status: "left-out", ...why });
  }
  return { status: "chosen", toAudit, leftOut };
}

type LeftOut = Pick<Extract<AuditedMember, { readonly status: "left-out" }>, "reason" | "detail">;

function whyLeftOut(choice: Choice, { account, facts }: Candidate): LeftOut | null {
  const { accounts, features, management, caller } = choice;
  if (account === management || facts?.kind === "management") {
    return { reason: "management", detail: "the management account's root is never reached centrally" };
  }
  if (isSeen(accounts) && facts === null) {
    return { reason: "not-in-organization", detail: "the organization's list of accounts does not name it" };
  }
  if (facts !== null && !isActive(facts)) {
    return { reason: "not-active", detail: `it is ${isSeen(facts.state) ? facts.state.value : "not active"}` };
  }
  if (account === caller) {
    return {
      reason: "own-account",
      detail: "it is the account that makes the calls: audit it from the management account",
    };
  }
  if (isSeen(features) && !features.value.includes("RootCredentialsManagement")) {
    const detail = "RootCredentialsManagement is off: `rootward root-access enable` switches it on";
    return { reason: "feature-off", detail };
  }
  return null;
}

/** The fact of accounts that were not reached before the caller's credentials ended. */
export const notReached = unseen("credentials-expired", "new credentials", "the caller's credentials ended before");
