import { type CallName, calls } from "../../domain/snapshot/calls/call-table.ts";
import type { ReaderActions } from "./reader-stack.ts";

/** One action of the reader roles and what needs it. */
export interface ReaderAction {
  readonly action: CallName;
  /** In which role it stands. */
  readonly roles: readonly ("member" | "central")[];
  /** What it reads. */
  readonly reads: string;
  /** Ids of the checks that rest on it. */
  readonly checks: readonly string[];
  /** What else needs it, where no check does. */
  readonly alsoFor: string | null;
}

/** Calls that need no permission, or that stand in statements of their own. */
const apart: ReadonlySet<string> = new Set(["sts:GetCallerIdentity", "sts:AssumeRole", "sts:AssumeRoot"]);

/** Actions that no check names, with what needs them. */
const alsoFor: Readonly<Record<string, string>> = {
  "organizations:ListParents": "the units above an account where ListAccounts does not tell them",
  "organizations:ListOrganizationalUnitsForParent": "names of units in every output",
  "organizations:DescribeResourcePolicy": "paths: who outside management may edit policies",
  "account:GetPrimaryEmailUpdateStatus": "the account's state: a root mail that is being moved",
  "signin:ListResourcePermissionStatements": "the sign-in policy, where GetResourcePolicy does not tell it",
};

/** Every action of the two reader roles, sorted; `checksByAction` comes from the registry of checks. */
export function readerActionList(checksByAction: ReadonlyMap<string, readonly string[]>): readonly ReaderAction[] {
  const names = Object.keys(calls) as CallName[];
  return names
    .filter((name) => !apart.has(name))
    .map((action): ReaderAction => {
      const { by, reads } = calls[action];
      const callers: readonly string[] = by;
      const roles: ("member" | "central")[] = [];
      if (callers.includes("member")) roles.push("member");
      if (callers.includes("central") || callers.includes("own")) roles.push("central");
      return { action, roles, reads, checks: checksByAction.get(action) ?? [], alsoFor: alsoFor[action] ?? null };
    })
    .filter(({ roles }) => roles.length > 0)
    .sort((one, two) => (one.action < two.action ? -1 : 1));
}

/** The actions as the roll-out templates take them. */
export function readerActions(memberRole: string): ReaderActions {
  const all = readerActionList(new Map());
  const of = (role: "member" | "central") =>
    all.filter(({ roles }) => roles.includes(role)).map(({ action }) => action);
  return { member: of("member"), central: of("central"), memberRole, centralRole: "RootwardCentral" };
}
