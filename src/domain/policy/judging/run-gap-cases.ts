import type { Prover } from "../../iam/prove/prover.ts";
import type { Gap } from "../gap.ts";
import { caseViews } from "./gap-case-view.ts";

/** How one case of a gap ended. */
export interface GapCaseResult {
  readonly name: string;
  readonly holds: boolean;
  readonly expected: string;
  readonly got: string;
}

/** Runs the cases that a gap ships with: the verdict is found, on the actions named; `none` means nothing is said. */
export function runGapCases(engine: Prover, gap: Gap): readonly GapCaseResult[] {
  return gap.cases.map((spec) => {
    const hits = caseViews(engine, spec).flatMap((view) => (gap.asks.includes(view.as) ? gap.find(view) : []));
    const found = new Set(hits.map(({ verdict }) => verdict));
    const told = new Set(hits.filter(({ verdict }) => verdict === spec.expect).map(({ action }) => action));
    const missing = (spec.actions ?? []).filter((action) => !told.has(action));
    const isFound = spec.expect === "none" ? hits.length === 0 : found.has(spec.expect);
    const got = found.size === 0 ? "none" : [...found].sort().join(", ");
    return {
      name: spec.name,
      holds: isFound && missing.length === 0,
      expected: spec.expect,
      got: missing.length === 0 ? got : `${got}, without ${missing.join(", ")}`,
    };
  });
}
