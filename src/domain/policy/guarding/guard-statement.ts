import type { Policy, Statement } from "../../iam/language/policy.ts";
import type { StatementRef } from "../../iam/prove/certificate.ts";
import { type LiveInCells, liveByCell } from "../../iam/prove/live-by-cell.ts";
import type { Prover } from "../../iam/prove/prover.ts";
import type { Subject } from "../../iam/prove/subject.ts";
import { asksForMfa, isUnclear } from "./mfa-condition.ts";
import { type MfaState, stateOf } from "./mfa-state.ts";
import { rewrittenLayers } from "../judging/rewritten-layers.ts";

/**
 * A statement whose conditions answer differently in different MFA states, a Deny that asks for MFA and never holds, or
 * one that asks for MFA in words that AWS does not know:
 * it is meant to demand MFA, whether it does or not. Which states is worked out by the engine, not read off the operator's name.
 */
export interface GuardStatement {
  readonly ref: StatementRef;
  readonly document: string;
  readonly statement: Statement;
  /** States in which its conditions hold, or may hold. */
  readonly holdsIn: ReadonlySet<MfaState>;
  /** It speaks of services that nobody knows yet: it is meant for everything, whatever it exempts. */
  readonly isBroad: boolean;
}

/** The MFA guards among the statements that bind a subject, in the order of layers and documents. */
export function guardStatements(engine: Prover, subject: Subject): readonly GuardStatement[] {
  // Cells differ in the two MFA keys alone: without a condition on one of them no statement can answer differently.
  if (!policiesOf(subject).some(({ statements }) => statements.some((each) => each.conditions.some(asksForMfa))))
    return [];
  const cells = liveByCell(engine, subject);
  const isDead = deadDenies(engine, subject, cells.statements);
  return cells.statements.flatMap(({ ref, document, statement, isBroad, liveIn }): readonly GuardStatement[] => {
    if (liveIn.every((live) => live === liveIn[0]) && !isDead(ref) && !isUnclear(statement)) return [];
    const holdsIn = new Set(cells.cells.flatMap((cell, place) => (liveIn[place] === true ? [stateOf(cell)] : [])));
    return [{ ref, document, statement, holdsIn, isBroad }];
  });
}

/**
 * Denies whose conditions on the MFA keys hold in no state, as `StringEquals "False"` or two that exclude each other:
 * they hold back nobody, and without those conditions they would.
 */
function deadDenies(
  engine: Prover,
  subject: Subject,
  statements: readonly LiveInCells[],
): (ref: StatementRef) => boolean {
  const isNever = ({ statement, liveIn }: LiveInCells): boolean =>
    statement.effect === "Deny" && statement.conditions.some(asksForMfa) && !liveIn.includes(true);
  if (subject.credential !== "policy-text" || !statements.some(isNever)) return () => false;
  const layers = rewrittenLayers(subject, (statement) => ({
    ...statement,
    conditions: statement.conditions.filter((entry) => !asksForMfa(entry)),
  }));
  const without = liveByCell(engine, { ...subject, layers }).statements;
  const dead = new Set(
    statements.flatMap((each, place) =>
      isNever(each) && without[place]?.liveIn.includes(true) ? [refText(each.ref)] : [],
    ),
  );
  return (ref) => dead.has(refText(ref));
}

function refText({ layer, document, statement }: StatementRef): string {
  return `${layer} ${document} ${statement}`;
}

function policiesOf({ layers }: Subject): readonly Policy[] {
  const { identity, boundary, session, endpoint, resource, scps = [], rcps = [] } = layers;
  const all = [identity, boundary ?? [], session ?? [], endpoint ?? [], ...scps, ...rcps];
  const named = all.flatMap((layer) => ("unknown" in layer ? [] : layer.map(({ policy }) => policy)));
  return resource === undefined || "unknown" in resource.policy ? named : [...named, resource.policy.policy];
}
