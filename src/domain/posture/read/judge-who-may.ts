import type { Evidence } from "../../core/finding.ts";
import type { AccountView } from "../account-view.ts";
import type { Judgement } from "../check.ts";
import type { Danger, NamedActor } from "../path-answers.ts";
import { arnIsAmong } from "./arn-is-among.ts";
import { declared, staleDeclarations } from "./declared.ts";
import { fail, pass, unknown } from "./judgement.ts";

/** The lists of the inventory that name who may. */
export type DeclaredList = "contactWriters" | "emailWriters" | "rootAdmins";

/** More actors than this are counted, not listed, in one finding. */
const listed = 20;

/** Judges whether only declared principals may do the dangerous thing. */
export function judgeWhoMay(view: AccountView, danger: Danger, list: DeclaredList): Judgement {
  const resource = "root";
  const answer = view.whoMay(danger);
  if (answer.status === "unknown") return unknown(resource, answer.reason, answer.needs);
  const patterns = declared(view)[list] ?? [];
  const others = answer.actors.filter((actor) => !arnIsAmong(actor.arn, patterns));
  const certain = others.filter((actor) => actor.certainty === "certain");
  if (certain.length > 0) {
    return fail(resource, shown(certain, view), { note: staleDeclarations(view) });
  }
  const [first] = others;
  if (first !== undefined) {
    const needs = first.why ?? `whether ${first.arn} may`;
    return unknown(resource, "not-observable", needs, shown(others, view), "The policy engine says only: may.");
  }
  return pass(resource, shown(answer.actors, view));
}

function shown(actors: readonly NamedActor[], view: AccountView): readonly Evidence[] {
  const source = "iam:GetAccountAuthorizationDetails";
  const observedAt = view.manifest.startedAt;
  const lines: Evidence[] = actors.slice(0, listed).map((actor) => ({
    fact: actor.certainty === "certain" ? "principal that can" : "principal that may",
    value: actor.through.length > 1 ? actor.through.join(" -> ") : actor.arn,
    source,
    observedAt,
  }));
  if (actors.length > listed) {
    lines.push({ fact: "further principals", value: String(actors.length - listed), source, observedAt });
  }
  if (actors.length === 0) lines.push({ fact: "principals that can", value: "none", source, observedAt });
  return lines;
}
