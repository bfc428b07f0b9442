import { moveFilter } from "../../../domain/policy/closure/can-move.ts";
import { adminsOf, type Reaching, type StartWay } from "../../../domain/policy/closure/admins-of.ts";
import { closure, type ClosureDeps } from "../../../domain/policy/closure/closure.ts";
import type { WayStep } from "../../../domain/policy/closure/move.ts";
import type { AccountModel } from "../../../domain/policy/account-model.ts";
import { prover } from "../../../domain/iam/prove/prover.ts";
import { escalationEdges } from "../../../domain/policy/edges/escalation-edges.ts";

/** One way to be administrator. */
export interface AdminWay {
  readonly from: StartWay["from"];
  readonly verdict: "certain" | "may";
  readonly why: string | null;
  readonly how: "direct" | "escalation";
  readonly steps: readonly WayStep[];
}

/** A principal that is administrator of an account, or can become it. */
export interface Admin {
  readonly arn: string;
  /** Of which account. */
  readonly account: string;
  readonly how: "direct" | "escalation";
  readonly verdict: "certain" | "may";
  readonly withoutMfa: true | false | "may";
  /** What is missing for a certain answer; null when nothing. */
  readonly why: string | null;
  readonly steps: readonly WayStep[];
  /** The principal that is administrator in the end; itself when that is it. */
  readonly through: string;
  readonly ways: readonly AdminWay[];
}

/** An account whose principals are not known. */
export interface UnreadAccount {
  readonly account: string;
  readonly why: string;
}

/** Who is administrator. */
export interface AdminsAnswer {
  readonly admins: readonly Admin[];
  readonly accounts: readonly { readonly account: string; readonly principals: number }[];
  readonly unread: readonly UnreadAccount[];
  readonly notModelled: readonly string[];
}

/** What is asked. */
export interface AdminsAsk {
  readonly models: readonly AccountModel[];
  readonly unread: readonly UnreadAccount[];
  /** Answers about this account alone; principals of all accounts are looked at. */
  readonly account: string | null;
  readonly notModelled: readonly string[];
  readonly onPrincipal?: ClosureDeps["onPrincipal"];
}

/** Decides who is administrator of the accounts, directly or by a way that leads there. */
export function admins(ask: AdminsAsk): AdminsAnswer {
  const { models, unread, account, notModelled, onPrincipal } = ask;
  const engine = prover();
  const found = closure(models, {
    engine,
    finder: (model) => escalationEdges(model, engine),
    filter: moveFilter(),
    onPrincipal,
  });
  const asked = models.filter((model) => account === null || model.account === account);
  return {
    admins: asked.flatMap((model) => adminsOf(found, model.account).map((each) => adminOf(each, model.account))),
    accounts: asked.map((model) => ({ account: model.account, principals: model.principals.length })),
    unread: unread.filter((each) => account === null || each.account === account),
    notModelled,
  };
}

function adminOf({ who, told, verdict, withoutMfa, ways }: Reaching, account: string): Admin {
  return {
    arn: who.principal.arn,
    account,
    how: told.isDirect ? "direct" : "escalation",
    verdict,
    withoutMfa,
    why: told.why,
    steps: told.steps,
    through: told.through,
    ways: ways.map(({ from, certainty, why, isDirect, steps }) => ({
      from,
      verdict: certainty,
      why,
      how: isDirect ? "direct" : "escalation",
      steps,
    })),
  };
}

/** Exit code: 1 when somebody is administrator, 3 when something that was asked for could not be seen, else 0. */
export function adminsExit({ admins: found, unread }: AdminsAnswer): 0 | 1 | 3 {
  if (found.length > 0) return 1;
  return unread.length > 0 ? 3 : 0;
}
