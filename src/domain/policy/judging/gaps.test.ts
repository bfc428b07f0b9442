import { describe, expect, it } from "vitest";
import { prover } from "../../iam/prove/prover.ts";
import { replay } from "../../iam/prove/replay-for-test.ts";
import { caseViews } from "./gap-case-view.ts";
import { gaps } from "../gap-registry.ts";
import { mfaStates } from "../guarding/mfa-state.ts";

const engine = prover();
/** Of 22,000 witnesses of one gap this many are replayed, spread evenly. */
const mostReplays = 150;

describe.each(gaps.map((gap) => [gap.id, gap] as const))("%s", (_, gap) => {
  it.each(gap.cases.map((each) => [each.name, each] as const))("%s", (_, spec) => {
    const found = caseViews(engine, spec).flatMap((view) =>
      gap.asks.includes(view.as) ? gap.find(view).map((hit) => ({ view, hit })) : [],
    );
    const hits = found.map(({ hit }) => hit);
    const verdicts = new Set(hits.map(({ verdict }) => verdict));
    if (spec.expect === "none") expect(hits).toEqual([]);
    else expect([...verdicts]).toContain(spec.expect);
    const told = hits.filter(({ verdict }) => verdict === spec.expect).map(({ action }) => action);
    for (const action of spec.actions ?? []) expect(told).toContain(action);

    for (const { states, verdict, why, witness } of hits.length > 1000 ? hits.slice(0, 50) : hits) {
      expect(states).toEqual(mfaStates.filter((state) => states.includes(state)));
      if (verdict === "may") expect(why ?? "").not.toBe("");
      if (verdict === "may" || verdict === "lockout") expect(witness).toBeNull();
    }
    const open = found.filter(({ hit }) => hit.verdict === "gap");
    const step = Math.max(1, Math.floor(open.length / mostReplays));
    for (const [place, { view, hit }] of open.entries()) {
      if (place % step !== 0) continue;
      expect([hit.action, hit.witness]).not.toEqual([hit.action, null]);
      if (hit.witness === null) continue;
      expect(hit.witness.action.toLowerCase()).toBe(hit.action.toLowerCase());
      const asked = hit.subject ?? view.subject;
      const decided = replay(asked, hit.witness);
      // The evaluator of single requests is not told that the session is one of the console.
      const isConsole =
        asked.credential === "federation-console" &&
        decided.decision === "unknown" &&
        decided.why.includes("in the console only");
      expect([hit.witness, isConsole ? "allowed" : decided.decision]).toEqual([hit.witness, "allowed"]);
    }
  });

  it("has a case that finds it and one that does not", () => {
    const expected = gap.cases.map((each) => each.expect);
    expect(expected).toContain("none");
    expect(expected.some((each) => each !== "none")).toBe(true);
  });
});
