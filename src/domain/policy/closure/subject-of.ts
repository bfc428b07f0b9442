import type { ProveLayer, Subject } from "../../iam/prove/subject.ts";
import type { AccountModel, ModelPrincipal } from "../account-model.ts";
import { adminPolicy } from "../admin-policy.ts";
import { subjectFor } from "../edges/subject-for.ts";
import type { Place } from "./moves/move.ts";
import type { Standing } from "./standing.ts";

/** The question of what a principal may do as it stands. */
export function subjectOf(model: AccountModel, who: ModelPrincipal, standing: Standing): Subject {
  const { credential, devices, hasScps } = standing;
  const bound = hasScps ? model : { ...model, scps: undefined };
  return subjectFor(bound, standingPrincipal({ model, who, standing }), credential, devices);
}

/** The principal with its documents as changes on the way left them. */
export function standingPrincipal({ who, standing }: Place): ModelPrincipal {
  const { identity, isFull, hasBoundary } = standing;
  if (identity === null && !isFull && hasBoundary) return who;
  const { boundary: _, ...rest } = who.principal;
  const kept = hasBoundary ? who.principal.boundary : undefined;
  return {
    ...who,
    principal: {
      ...rest,
      identity: standingIdentity(who, standing),
      ...(kept === undefined ? {} : { boundary: kept }),
    },
    boundary: hasBoundary ? who.boundary : null,
  };
}

function standingIdentity(who: ModelPrincipal, { identity, isFull }: Standing): ProveLayer {
  const own = identity ?? who.principal.identity;
  return isFull && !("unknown" in own) ? [...own, adminPolicy] : own;
}
