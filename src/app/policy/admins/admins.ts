import { prover } from "../../../domain/iam/prove/prover.ts";
import type { AccountModel } from "../../../domain/policy/account-model.ts";
import { adminsOf } from "../../../domain/policy/closure/admins-of.ts";
import { moveFilter } from "../../../domain/policy/closure/can-move.ts";
import { closure, type ClosureDeps } from "../../../domain/policy/closure/closure.ts";
import { rootTargets } from "../../../domain/policy/closure/root-targets.ts";
import { escalationEdges } from "../../../domain/policy/edges/escalation-edges.ts";
import { type BackDoorAccount, backDoors, type BackDoors } from "./back-doors.ts";
import { type Admin, adminOf, type RootReach, rootReachOf, mergedRoots } from "./admin-row.ts";

/** An account whose principals are not known. */
export interface UnreadAccount {
  readonly account: string;
  readonly why: string;
}

/** Who is administrator, and who reaches root. */
export interface AdminsAnswer {
  /** Principals of an account before strangers, those for sure first. */
  readonly admins: readonly Admin[];
  readonly targets: readonly RootReach[];
  readonly accounts: readonly { readonly account: string; readonly principals: number }[];
  readonly unread: readonly UnreadAccount[];
  readonly notModelled: readonly string[];
  /** With `since` only: what may outlive an incident. */
  readonly backDoors?: BackDoors;
}

/** What is asked. */
export interface AdminsAsk {
  readonly models: readonly AccountModel[];
  readonly unread: readonly UnreadAccount[];
  /** Answers about this account alone; principals of all accounts are looked at. */
  readonly account: string | null;
  readonly notModelled: readonly string[];
  /** Milliseconds since 1970, and what to look through. */
  readonly since?: { readonly instant: number; readonly accounts: readonly BackDoorAccount[] } | undefined;
  readonly onPrincipal?: ClosureDeps["onPrincipal"];
}

/** Decides who is administrator of the accounts, directly or by a way that leads there, and who reaches their root. */
export function admins(ask: AdminsAsk): AdminsAnswer {
  const { models, unread, account, notModelled, since, onPrincipal } = ask;
  const engine = prover();
  const finder = (model: AccountModel) => escalationEdges(model, engine);
  const found = closure(models, { engine, finder, filter: moveFilter(), toward: account ?? undefined, onPrincipal });
  const isAsked = (id: string): boolean => account === null || id === account;
  const asked = models.filter((model) => isAsked(model.account));
  const all = asked.flatMap((model) =>
    adminsOf(found, model.account).map((each) => adminOf(engine, each, model.account)),
  );
  const isOwn = ({ arn, account: of }: Admin): boolean => arn.split(":")[4] === of;
  const verdicts = new Map(all.toReversed().map(({ arn, verdict }) => [arn, verdict]));
  return {
    ...(since === undefined
      ? {}
      : {
          backDoors: backDoors(
            since.instant,
            since.accounts.filter(({ model }) => isAsked(model.account)),
            (arn) => verdicts.get(arn) ?? null,
          ),
        }),
    admins: [...all.filter((each) => isOwn(each)), ...all.filter((each) => !isOwn(each))],
    targets: mergedRoots(
      rootTargets(found).flatMap(({ accounts, reaching }) => {
        const kept = accounts.filter((id) => isAsked(id));
        return kept.length === 0 ? [] : rootReachOf({ accounts: kept, reaching });
      }),
    ),
    accounts: asked.map((model) => ({ account: model.account, principals: model.principals.length })),
    unread: unread.filter((each) => isAsked(each.account)),
    notModelled,
  };
}

/**
 * Exit code: 1 when somebody is administrator or reaches root, or something is younger than asked for; 3 when something
 * asked for was not seen, else 0.
 */
export function adminsExit({ admins: found, targets, unread, backDoors: doors }: AdminsAnswer): 0 | 1 | 3 {
  if (found.length > 0 || targets.length > 0 || (doors?.younger.length ?? 0) > 0) return 1;
  return unread.length > 0 || (doors?.unread.length ?? 0) > 0 ? 3 : 0;
}
