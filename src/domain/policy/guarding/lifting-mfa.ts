import type { GapView } from "../judging/gap-view.ts";
import type { Rewrite } from "./rewrite.ts";
import { refKey } from "./mending.ts";
import { asksForMfa } from "./mfa-condition.ts";

/**
 * The same documents without any demand for MFA: a Deny that is an MFA guard is gone, an Allow that is one allows
 * without it. `layer` limits this to the guards of layers whose name begins so.
 */
export function liftingMfa(view: GapView, layer = ""): GapView {
  const refs = new Set(view.guards.filter(({ ref }) => ref.layer.startsWith(layer)).map(({ ref }) => refKey(ref)));
  const lift: Rewrite = (statement, ref) => {
    if (!refs.has(refKey(ref))) return statement;
    if (statement.effect === "Deny") return null;
    return { ...statement, conditions: statement.conditions.filter((entry) => !asksForMfa(entry)) };
  };
  return view.variant(lift);
}
