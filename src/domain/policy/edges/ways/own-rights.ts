import type { Gain } from "../../escalation-edge.ts";
import type { Escalation } from "../../escalation.ts";
import type { ModelPrincipal } from "../../account-model.ts";
import { isOpenToChange } from "../account-index.ts";
import { callOn } from "../call.ts";
import { ownPolicies, withDocument } from "../own-documents.ts";
import type { Scene, Ways } from "../scene.ts";
import { aboutPolicy, administratorAccess, unreadTags } from "../target-facts.ts";
import { doubted, type Way, wayOf } from "../way.ts";
import { policyEdit } from "./policy-edit.ts";
import { selfWay } from "./self-way.ts";

/** The caller gives itself, its role or a group of it any policy. */
export const anyPolicy: Ways = function* (scene, escalation) {
  const { caller } = scene;
  const gain: Gain = { kind: "own-policy" };
  for (const cell of caller.shared.cells.keys()) {
    const way = doubted(wayToPolicy(scene, escalation, cell), escalation.unseen);
    if (way !== null) yield { cell, way, gain };
  }
};

function wayToPolicy(scene: Scene, { needs }: Escalation, cell: number): Way | null {
  const { who } = scene.caller;
  const [need] = needs;
  if (need === undefined) return null;
  const attaches = need.action.startsWith("iam:Attach");
  const facts = attaches ? aboutPolicy(administratorAccess(scene.partition)) : [];
  const ways = placesOf(scene, need.resource).map((arn) => {
    const widest = selfWay(scene, need.action, arn, facts, cell);
    if (widest !== null || !attaches) return widest;
    const why = "only other policies than AdministratorAccess may be attached";
    return doubted(selfWay(scene, need.action, arn, [], cell), why);
  });
  if (need.resource === "policy on self") ways.push(policyEdit(scene, ownPolicies(who), cell));
  return ways.find((way) => way?.certainty === "certain") ?? ways.find((way) => way !== null) ?? null;
}

/** The ARNs of what a need calls the caller's own. */
export function placesOf({ caller: { who } }: Scene, resource: string): readonly string[] {
  const { arn, kind } = who.principal;
  switch (resource) {
    case "own user":
      return kind === "user" ? [arn] : [];
    case "own role":
      return isOpenToChange(arn, kind) ? [arn] : [];
    case "own group":
      return who.groups.map((group) => group.arn);
    default:
      return [];
  }
}

/** A policy of the caller goes back to another version. */
export const otherVersion: Ways = function* (scene, escalation) {
  const { index, caller } = scene;
  const { identity } = caller.who.principal;
  const { otherVersions } = index.model;
  for (const arn of ownPolicies(caller.who)) {
    const call = callOn("iam:SetDefaultPolicyVersion", [arn], unreadTags(caller.shared, "unknown"));
    for (const [cell, verdict] of caller.shared.verdicts(call).entries()) {
      const way = doubted(wayOf(verdict, call), escalation.unseen);
      if (way === null) continue;
      if (otherVersions === undefined) {
        const why = `the other versions of ${arn} were not read`;
        yield {
          cell,
          way: doubted(way, why) ?? way,
          gain: { kind: "other-identity", by: arn, identity: { unknown: why } },
        };
        continue;
      }
      for (const version of otherVersions.get(arn) ?? []) {
        const changed = withDocument(identity, arn, version);
        if (!isWider(identity, changed, arn)) continue;
        const why = "unknown" in changed ? changed.unknown : null;
        yield { cell, way: doubted(way, why) ?? way, gain: { kind: "other-identity", by: arn, identity: changed } };
      }
    }
  }
};

type Identity = ModelPrincipal["principal"]["identity"];

/** False when every Allow of the other version stands in the present one, and every Deny of the present one in it. */
function isWider(before: Identity, after: Identity, name: string): boolean {
  if ("unknown" in before || "unknown" in after) return true;
  const texts = (layer: typeof before, effect: string): ReadonlySet<string> =>
    new Set(
      layer
        .filter((each) => each.name === name)
        .flatMap(({ policy }) =>
          policy.statements.map((each) => ({ version: policy.version, ...each, index: 0, sid: null })),
        )
        .filter((each) => each.effect === effect)
        .map((each) => JSON.stringify(each)),
    );
  const has = texts(before, "Allow");
  const keeps = texts(after, "Deny");
  return (
    [...texts(after, "Allow")].some((each) => !has.has(each)) ||
    [...texts(before, "Deny")].some((each) => !keeps.has(each))
  );
}

/** A user joins a group. */
export const groupRights: Ways = function* (scene, escalation) {
  const { caller, groups } = scene;
  const { who, shared } = caller;
  const { kind, identity } = who.principal;
  if (kind !== "user") return;
  for (const group of groups) {
    if (who.groups.some(({ arn }) => arn === group.arn)) continue;
    const joined: Identity =
      "unknown" in identity
        ? identity
        : "unknown" in group.identity
          ? group.identity
          : [...group.identity, ...identity];
    for (const cell of shared.cells.keys()) {
      const way = doubted(selfWay(scene, "iam:AddUserToGroup", group.arn, [], cell), escalation.unseen);
      if (way !== null) yield { cell, way, gain: { kind: "other-identity", by: group.arn, identity: joined } };
    }
  }
};
