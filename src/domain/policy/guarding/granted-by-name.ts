import type { GapView } from "../judging/gap-view.ts";
import { refKey } from "./mending.ts";

/** The same documents without any Allow that is meant for everything: what is still granted was granted on purpose. */
export function grantedByName(view: GapView): GapView {
  const broad = new Set(
    view.statements
      .filter(({ isBroad, statement }) => isBroad && statement.effect === "Allow")
      .map(({ ref }) => refKey(ref)),
  );
  return view.variant((statement, ref) => (broad.has(refKey(ref)) ? null : statement));
}
