import type { GapView } from "../judging/gap-view.ts";
import { within } from "../guarding/within.ts";
import type { Looked } from "./mend-room.ts";

/** The views of a document; those of a resource policy on requests for the resources that it names, which are its own. */
export function onOwnResources({ views, policy }: Looked): readonly GapView[] {
  const patterns = policy.statements.flatMap(({ resources }) =>
    resources === null || resources.negated ? [] : resources.patterns,
  );
  return views.map((view) =>
    view.as === "resource" && patterns.length > 0 ? within(view, { negated: false, patterns }, policy.version) : view,
  );
}
