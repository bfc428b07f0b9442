import type { CentralRights } from "../../account-model.ts";
import type { Gain } from "../../escalation-edge.ts";
import { verdictsOn } from "../alike-targets.ts";
import { callOn, type Facts } from "../call.ts";
import type { Scene, Ways } from "../scene.ts";
import { thingWays } from "../thing-ways.ts";
import { doubted, freeWay, inTurn, type Way, wayOf } from "../way.ts";

/** Service control policies are detached or rewritten: by management, or by whom a delegation policy lets. */
export const scpsOff: Ways = function* ({ index, caller }, escalation) {
  const { kind, central } = index.model;
  if (kind === "standalone" || (kind === "member" && central?.hasDelegationPolicy === false)) return;
  const delegated = "only management may, and whoever a delegation policy of the organization lets, which was not read";
  const doubt = kind === "management" ? null : delegated;
  for (const [cell, thing] of thingWays(caller.shared, escalation).entries()) {
    const way = doubted(thing, doubt ?? escalation.unseen);
    if (way !== null) yield { cell, way, gain: { kind: "without-layer", layer: "scps" } };
  }
};

/** A permission set of Identity Center is changed or made. */
export const permissionSet: Ways = function* ({ index, caller }, escalation) {
  // Identity Center in an account outside of any organization has no permission sets; a member must be its
  // delegated administrator. Source: IAM Identity Center user guide, delegated administration; account instances.
  const { kind, central } = index.model;
  if (kind === "standalone" || (kind === "member" && isNoDelegate(central, "sso.amazonaws.com"))) return;
  for (const [cell, thing] of thingWays(caller.shared, escalation).entries()) {
    const way = doubted(thing, escalation.unseen);
    if (way !== null) yield { cell, way, gain: { kind: "own-policy" } };
  }
};

function isNoDelegate(central: CentralRights | undefined, service: string): boolean {
  const found = central?.delegatedFor;
  if (found === undefined || found === null) return false;
  return found.asked.includes(service) && !found.services.includes(service);
}

/** Root of the own account or of a member. */
export const root: Ways = function* (scene, escalation) {
  const { index, caller } = scene;
  const { kind, account, members } = index.model;
  const actions = escalation.needs.map(({ action }) => action);
  const isOwnToo = actions.includes("account:PutContactInformation");
  const enabling = actions.filter((action) => action.startsWith("iam:EnableOrganizations"));
  if (enabling.length > 0 && kind !== "management" && kind !== "unknown") return;
  const others = members.filter((each) => each !== account);
  const targets = kind === "standalone" ? [] : others;
  const asked = isOwnToo ? [account, ...targets] : targets;
  const outside =
    kind === "management" ? null : "only management and its delegated administrators may do this to another account";
  const before = enabling.map((action) => wayPerCell(scene, action));
  const calls = actions
    .filter((action) => !enabling.includes(action))
    .map((action) => callsOn(scene, action, asked, escalation.id));
  for (const [at, target] of asked.entries()) {
    const gain: Gain = { kind: "root", account: target };
    for (const cell of caller.shared.cells.keys()) {
      const found = inTurn([freeWay, ...before.map((way) => way(cell)), ...calls.map((way) => way(at, cell))]);
      const way = doubted(found, (target === account ? null : outside) ?? escalation.unseen);
      if (way !== null) yield { cell, way, gain };
    }
  }
};

function wayPerCell({ caller: { shared } }: Scene, action: string): (cell: number) => Way | null {
  const call = callOn(action, null);
  return (cell) => wayOf(shared.verdicts(call)[cell], call);
}

/** A call about accounts: the place of the account and the cell give the way. */
function callsOn(
  { caller: { shared }, index, partition }: Scene,
  action: string,
  accounts: readonly string[],
  id: string,
): (at: number, cell: number) => Way | null {
  const facts: Facts = id === "root-allow-password-recovery" ? [["sts:taskpolicyarn", [passwordTask(partition)]]] : [];
  const targets = accounts.map((account) => ({ arn: arnOf(action, account, index.model.account, partition), facts }));
  const verdicts = verdictsOn(shared, action, targets);
  return (at, cell) => {
    const target = targets[at];
    return target === undefined ? null : wayOf(verdicts[at]?.[cell], callOn(action, [target.arn], facts));
  };
}

function arnOf(action: string, account: string, own: string, partition: string): string {
  if (action === "sts:AssumeRoot") return `arn:${partition}:iam::${account}:root`;
  if (account === own) return `arn:${partition}:account::${account}:account`;
  return `arn:${partition}:account::*:account/o-*/${account}`;
}

/** The task policy that opens password recovery. Source: IAM user guide, "Perform a privileged task on a member account". */
function passwordTask(partition: string): string {
  return `arn:${partition}:iam::aws:policy/root-task/IAMCreateRootUserPassword`;
}
