import type { Rewrite } from "./gap-view.ts";
import type { GapView } from "./gap-view.ts";
import { asksForMfa } from "./mfa-condition.ts";

/**
 * The same documents without any demand for MFA: a Deny that is an MFA guard is gone, an Allow that is one allows
 * without it. `layer` limits this to the guards of layers whose name begins so.
 */
export function liftingMfa(view: GapView, layer = ""): GapView {
  const refs = new Set(
    view.guards
      .filter(({ ref }) => ref.layer.startsWith(layer))
      .map(({ ref }) => `${ref.layer} ${ref.document} ${ref.statement}`),
  );
  const lift: Rewrite = (statement, ref) => {
    if (!refs.has(`${ref.layer} ${ref.document} ${ref.statement}`)) return statement;
    if (statement.effect === "Deny") return null;
    return { ...statement, conditions: statement.conditions.filter((entry) => !asksForMfa(entry)) };
  };
  return view.variant(lift);
}
