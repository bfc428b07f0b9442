import { AllowedActions } from "../../iam/principals/allowed-actions.ts";
import type { Policy } from "../../iam/language/policy.ts";
import type { ProveLayer } from "../../iam/prove/subject.ts";
import type { ModelPrincipal } from "../account-model.ts";
import type { Escalation } from "../escalation.ts";
import { escalations } from "../escalation-registry.ts";
import { layerKey } from "./standing.ts";

/** Calls that some way takes together. */
export type Bundle = readonly string[];

/** Tells whether documents may allow anything that leads further, whatever their conditions and resources. */
export interface MoveFilter {
  /** False: neither administrator nor any escalation, in no cell. A layer that is not known may allow everything. */
  readonly canMove: (who: Pick<ModelPrincipal, "principal">) => boolean;
  readonly couldAllow: (layer: ProveLayer, action: string) => boolean;
}

/** A filter by what the escalations need; answers are kept by document, so that many accounts share them. */
export function moveFilter(known: readonly Escalation[] = escalations): MoveFilter {
  const bundles = known.flatMap(({ needs }) => {
    // A trust policy that names the caller lets it in without a grant.
    const calls = needs.filter(({ action, isOptional }) => isOptional !== true && action !== "sts:AssumeRole");
    return calls.length === 0 ? [] : [calls.map(({ action }) => action)];
  });
  const own: readonly Bundle[] = [["any-other-service:AnyOtherAction", "iam:AnyOtherAction"], ...ownCalls];
  const all = [...own, ...bundles];
  const watched = new AllowedActions([...new Set([...all.flat(), "sts:AssumeRole"])]);
  const joined = new Map<string, boolean>();
  const single = new WeakMap<Policy, boolean>();
  const isEnough = (allowed: ReadonlySet<string>): boolean =>
    all.some((bundle) => bundle.every((action) => allowed.has(action)));
  const couldAllow = (layer: ProveLayer, action: string): boolean =>
    "unknown" in layer || layer.some(({ policy }) => watched.of(policy).has(action));
  return {
    couldAllow,
    canMove: ({ principal: { identity } }) => {
      if ("unknown" in identity) return true;
      const [only] = identity;
      if (only === undefined) return false;
      if (identity.length === 1) {
        const found = single.get(only.policy) ?? isEnough(watched.of(only.policy));
        single.set(only.policy, found);
        return found;
      }
      const key = layerKey(identity);
      const found = joined.get(key) ?? isEnough(new Set(identity.flatMap(({ policy }) => [...watched.of(policy)])));
      joined.set(key, found);
      return found;
    },
  };
}

/** Calls by which a user changes its own credentials. */
const ownCalls: readonly Bundle[] = [
  ["iam:EnableMFADevice"],
  ["iam:CreateAccessKey"],
  ["iam:CreateLoginProfile"],
  ["iam:UpdateLoginProfile"],
  ["iam:CreateUser", "iam:PutUserPolicy"],
  ["iam:CreateUser", "iam:AttachUserPolicy"],
  ["iam:CreateRole", "iam:PutRolePolicy"],
  ["iam:CreateRole", "iam:AttachRolePolicy"],
];
