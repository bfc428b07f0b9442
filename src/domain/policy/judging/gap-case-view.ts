import type { PolicyKind } from "../../iam/language/policy-kind.ts";
import { parsePolicy } from "../../iam/language/parse-policy.ts";
import type { Prover } from "../../iam/prove/prover.ts";
import type { GapCase } from "../gap.ts";
import type { GapView } from "./gap-view.ts";
import { viewsOf } from "./views-of.ts";

/** The views of a worked case. */
export function caseViews(engine: Prover, spec: GapCase): readonly GapView[] {
  const as: PolicyKind = spec.as ?? "identity";
  return viewsOf(engine, {
    as,
    documents: spec.documents.map((document, index) => ({
      name: `document ${index + 1}`,
      // Documents beside the judged one are what its principal may do otherwise.
      policy: parsePolicy(document, index === 0 ? as : "identity"),
    })),
    principal: spec.principal,
    isBesideAdmin: spec.isBesideAdmin ?? false,
    devices: spec.devices ?? "unknown",
    instant: Date.UTC(2026, 10, 1),
  });
}
