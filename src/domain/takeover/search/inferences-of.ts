import { type Inference, weaker } from "../rule.ts";
import { giversOf, type Shape } from "../shape.ts";
import { takeoverRules } from "../takeover-rules.ts";

/** Every use of every rule in an account of this shape. */
export function inferencesOf(shape: Shape): readonly Inference[] {
  const givers = giversOf(shape);
  const all = takeoverRules.flatMap((rule) => rule.infer(shape, givers));
  if (shape.atBest === "certain") return all;
  return all.map((each) => ({ ...each, certainty: weaker(each.certainty, shape.atBest) }));
}
