import { alertTemplate } from "../../domain/guards/alert-template.ts";
import { planText } from "../../domain/guards/plan/plan-text.ts";
import { minified } from "../../domain/guards/size.ts";
import { contactBaselineYaml } from "./contact-baseline-yaml.ts";
import type { FixOutcome } from "./fix-ask.ts";
import { fixProof } from "./fix-proof.ts";

/** Every file of a fix by name, in the order in which people need them; empty when there is nothing to do. */
export function fixFiles(outcome: FixOutcome): ReadonlyMap<string, string> {
  if (outcome.isNothing) return new Map();
  const { plan, baselines } = outcome;
  return new Map([
    ["PLAN.md", planText(plan)],
    ...plan.documents.map((planned): [string, string] => {
      const calls = plan.signinCalls.get(planned.file);
      // No white space at the end either: AWS counts every character of an SCP.
      return [planned.file, calls === undefined ? minified(planned) : `${JSON.stringify(calls, null, 2)}\n`];
    }),
    ["contact-baseline.yaml", contactBaselineYaml(baselines)],
    ["alert.cfn.yaml", alertTemplate],
    ["proof.json", `${JSON.stringify(fixProof(outcome), null, 2)}\n`],
  ]);
}
