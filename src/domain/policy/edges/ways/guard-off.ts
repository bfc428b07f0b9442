import type { ProvePolicy } from "../../../iam/prove/subject.ts";
import type { Gain } from "../../escalation-edge.ts";
import type { ModelPrincipal } from "../../account-model.ts";
import { isOpenToChange } from "../account-index.ts";
import type { Facts } from "../call.ts";
import {
  attachedDocuments,
  groupDocuments,
  hasDeny,
  inlineDocuments,
  type Placed,
  withoutDocuments,
} from "../own-documents.ts";
import type { Ways } from "../scene.ts";
import { aboutPolicy, administratorAccess, withBoundary } from "../target-facts.ts";
import { doubted, inTurn, type Way } from "../way.ts";
import { selfWay } from "./self-way.ts";

/** One thing that can be taken off: the ARN that the call is about and the documents that go. */
interface Guard {
  readonly arn: string;
  readonly facts: Facts;
  readonly gone: readonly ProvePolicy[];
  readonly why: string | null;
}

/** Documents that deny are taken off the caller, its role or a group of it. */
export const denyOff: Ways = function* (scene, escalation) {
  const { caller } = scene;
  const { who } = caller;
  const [need] = escalation.needs;
  if (need === undefined) return;
  const guards = guardsOf(who, need.action);
  for (const cell of caller.shared.cells.keys()) {
    const open: { readonly guard: Guard; readonly way: Way }[] = [];
    for (const guard of guards) {
      const found = selfWay(scene, need.action, guard.arn, guard.facts, cell);
      const way = doubted(found, guard.why ?? escalation.unseen);
      if (way === null) continue;
      open.push({ guard, way });
      yield { cell, way, gain: without(who, guard.gone) };
    }
    const all = inTurn(open.map(({ way }) => way));
    if (open.length > 1 && all !== null) {
      yield {
        cell,
        way: all,
        gain: without(
          who,
          open.flatMap(({ guard }) => guard.gone),
        ),
      };
    }
  }
};

function without(who: ModelPrincipal, gone: readonly ProvePolicy[]): Gain {
  return { kind: "without-layer", layer: "identity-deny", identity: withoutDocuments(who.principal.identity, gone) };
}

function guardsOf(who: ModelPrincipal, action: string): readonly Guard[] {
  const { arn, kind, identity } = who.principal;
  const isUser = kind === "user";
  const isRole = isOpenToChange(arn, kind);
  const denying = (placed: Placed): Placed => ({
    ...placed,
    documents: placed.documents.filter(({ policy }) => hasDeny(policy)),
  });
  const whole = (on: string, placed: Placed): readonly Guard[] =>
    placed.documents.length === 0 && !("unknown" in identity)
      ? []
      : [{ arn: on, facts: [], gone: placed.documents, why: placed.why }];
  const each = (on: string, policies: readonly string[]): readonly Guard[] =>
    policies.flatMap((policy) =>
      whole(on, denying(attachedDocuments(who, [policy]))).map((guard) => ({ ...guard, facts: aboutPolicy(policy) })),
    );
  switch (action) {
    case "iam:DeleteUserPolicy":
      return isUser ? whole(arn, denying(inlineDocuments(who, null))) : [];
    case "iam:DeleteRolePolicy":
      return isRole ? whole(arn, denying(inlineDocuments(who, null))) : [];
    case "iam:DetachUserPolicy":
      return isUser ? each(arn, who.attached) : [];
    case "iam:DetachRolePolicy":
      return isRole ? each(arn, who.attached) : [];
    case "iam:DeleteGroupPolicy":
      return who.groups.flatMap((group) => whole(group.arn, denying(inlineDocuments(who, group))));
    case "iam:DetachGroupPolicy":
      return who.groups.flatMap((group) => each(group.arn, group.attached));
    case "iam:RemoveUserFromGroup":
      return who.groups.flatMap((group) => {
        const all = groupDocuments(who, group);
        return denying(all).documents.length === 0 && !("unknown" in identity) ? [] : whole(group.arn, all);
      });
    default:
      return [];
  }
}

/** The user takes its boundary off, or puts a wider one in its place. */
export const boundaryOff: Ways = function* (scene, escalation) {
  const { caller, partition } = scene;
  const { principal, boundary } = caller.who;
  if (principal.kind !== "user" || boundary === null) return;
  const gain: Gain = { kind: "without-layer", layer: "boundary" };
  for (const cell of caller.shared.cells.keys()) {
    for (const { action } of escalation.needs) {
      const isPut = action === "iam:PutUserPermissionsBoundary";
      const facts = isPut ? withBoundary(administratorAccess(partition)) : [];
      const other = isPut ? selfWay(scene, action, principal.arn, [], cell) : null;
      const way =
        selfWay(scene, action, principal.arn, facts, cell) ??
        doubted(other, "only other boundaries than AdministratorAccess may be put on");
      const found = doubted(way, escalation.unseen);
      if (found !== null) yield { cell, way: found, gain };
    }
  }
};
