import type { SimulateAnswer, SimulateResult } from "../../../app/policy/simulate.ts";
import { printable } from "../../report/printable.ts";
import { positionText } from "../../../domain/core/coded-error.ts";

/** The answers for a person: the decision, and the steps that led to it. */
export function simulationText(answer: SimulateAnswer): string {
  const results = answer.kind === "one" ? [answer.result] : answer.results;
  return results
    .map((result, at) => one(result, answer.kind === "one" ? "" : `${at + 1}. `))
    .join("")
    .split("\n")
    .map(printable)
    .join("\n");
}

function one(result: SimulateResult, number: string): string {
  if ("error" in result) {
    const { code, title, detail, hint, position } = result.error;
    const what = detail === null ? title : `${title}: ${detail}`;
    return `${number}not decided  ${positionText(position)} ${what} [${code}]\n   → ${hint}\n`;
  }
  const why = result.decision === "unknown" ? `  (${result.why})` : "";
  const steps = result.trace.map((step) => {
    const place = step.statement === null ? step.policy : `${step.policy} ${step.statement}`;
    const reason = step.why === undefined ? "" : `: ${step.why}`;
    return `   ${step.layer}: ${place}: ${step.effect === null ? "" : `${step.effect} `}${step.outcome}${reason}\n`;
  });
  return `${number}${result.decision}${why}\n${steps.join("")}`;
}
