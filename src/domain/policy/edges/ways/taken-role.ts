import type { Gain } from "../../escalation-edge.ts";
import type { ModelPrincipal } from "../../account-model.ts";
import { isOpenToChange } from "../account-index.ts";
import { callOnEach, cellsOpenTo, type Scene, type WayTo, type Ways } from "../scene.ts";
import { administratorAccess, aboutPolicy, withBoundary } from "../target-facts.ts";
import type { Trust } from "../assume-ways.ts";
import { doubted, inTurn, type Way } from "../way.ts";
import { policyEdit } from "./policy-edit.ts";

/** A role is assumed, perhaps after its trust, policies or boundary were changed. */
export const takenRole: Ways = function* (scene, escalation) {
  const { index, caller } = scene;
  const { needs, gives } = escalation;
  const has = (action: string): boolean => needs.some((need) => need.action === action);
  const rewrites = has("iam:UpdateAssumeRolePolicy");
  const trust: Trust = !rewrites ? "own" : has("sts:AssumeRole") ? "names-account" : "names-caller";
  const changes = needs.filter(({ action }) => action !== "sts:AssumeRole").map(({ action }) => action);
  const isForeign = caller.who.principal.account !== index.model.account;
  if (!isForeign && escalation.id === "sts-external-account-trust") return;
  const hasGrant = cellsOpenTo(scene, "sts:AssumeRole").length > 0;
  const candidates = (rewrites ? index.roles : index.mayAdmit(caller.who, hasGrant)).filter(
    (role) => isFit(role, escalation.id, isForeign) && (changes.length === 0 || isChangeable(role)),
  );
  const roles = gives === "role-without-boundary" ? candidates.filter(({ boundary }) => boundary !== null) : candidates;
  if (roles.length === 0) return;
  const changed = gives === "role" ? undefined : gives === "role-without-boundary" ? "no-boundary" : "any-policy";
  const ways = changes.map((action) => changeOf(scene, action, roles));
  if (ways.some((way) => way === null)) return;
  for (const role of roles) {
    const { arn } = role.principal;
    const gain: Gain = { kind: "principal", arn, as: "role-session", ...(changed === undefined ? {} : { changed }) };
    let assume: readonly (Way | null)[] | null = null;
    for (const cell of caller.shared.cells.keys()) {
      const before = inTurn(ways.map((way) => way?.(role, cell) ?? null));
      if (before === null) continue;
      assume ??= scene.assuming.ways(role, trust);
      const entered = assume[cell] ?? (trust === "names-caller" ? anotherName : null);
      const way = doubted(inTurn([before, entered]), escalation.unseen);
      if (way !== null) yield { cell, way, gain };
    }
  }
};

function isChangeable({ principal }: ModelPrincipal): boolean {
  return isOpenToChange(principal.arn, principal.kind);
}

/** What tells the three ways of plain AssumeRole apart. */
function isFit(role: ModelPrincipal, id: string, isForeign: boolean): boolean {
  if (id !== "sts-wildcard-trust" && id !== "sts-external-account-trust") return true;
  const { trust } = role.principal;
  if (trust === undefined || "unknown" in trust) return false;
  return trust.policy.statements.some(({ effect, principals, conditions }) => {
    if (effect !== "Allow" || principals === null || conditions.length > 0) return false;
    if (id === "sts-external-account-trust")
      return isForeign && principals.entries.some(({ value }) => isAccount(value));
    return principals.entries.some(({ type, value }) => type === "*" || (type === "AWS" && value === "*"));
  });
}

function isAccount(value: string): boolean {
  return /^(?:arn:[^:]*:iam::)?[0-9]{12}(?::root)?$/.test(value);
}

/** The change of a role by one call; null when it is closed for all of them. */
function changeOf(scene: Scene, action: string, roles: readonly ModelPrincipal[]): WayTo | null {
  const admin = administratorAccess(scene.partition);
  switch (action) {
    case "iam:CreatePolicyVersion":
      return (role, cell) => policyEdit(scene, role.attached, cell);
    case "iam:AttachRolePolicy":
      return withOther(
        scene,
        action,
        roles,
        aboutPolicy(admin),
        "only other policies than AdministratorAccess may be attached",
      );
    case "iam:PutRolePermissionsBoundary":
      return withOther(
        scene,
        action,
        roles,
        withBoundary(admin),
        "only other boundaries than AdministratorAccess may be put on",
      );
    default:
      return callOnEach(scene, action, roles);
  }
}

/** A call with the widest policy there is; where only another one passes, that is a doubt. */
export function withOther(
  scene: Scene,
  action: string,
  targets: readonly ModelPrincipal[],
  facts: ReturnType<typeof aboutPolicy>,
  why: string,
): WayTo {
  const widest = callOnEach(scene, action, targets, { key: "widest", facts });
  const any = callOnEach(scene, action, targets);
  return (target, cell) => widest(target, cell) ?? doubted(any(target, cell), why);
}

/** The caller may not assume the role, but the new trust may name somebody else. */
const anotherName: Way = {
  certainty: "may",
  why: "sts:AssumeRole is denied to the caller, but the new trust policy may name somebody else",
  calls: [],
};
