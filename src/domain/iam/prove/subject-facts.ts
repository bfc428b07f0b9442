import type { CellContext } from "./problem-for.ts";

/** What an answer depends on beside statements, cells and the principal's own name. */
export interface SubjectFacts {
  readonly text: string;
  /** False when the facts cannot be compared between subjects. */
  readonly canShare: boolean;
}

/** The facts of a subject. */
export function subjectFacts({ subject, layers, partition, named }: CellContext): SubjectFacts {
  const { principal, credential, devices, instant, keys } = subject;
  const some = devices === "unknown" ? devices : Math.min(devices, 1);
  const structure = layers.map(({ ref, unknown, isCeiling }) => `${ref}${unknown ?? ""}${isCeiling ? "^" : ""}`);
  const who = `${partition} ${principal.account} ${principal.kind} ${principal.management ? "management" : ""}`;
  return {
    text: `${who} ${credential} ${some} ${instant} ${structure.join(",")}`,
    canShare: keys === undefined && named === null && subject.layers.resource === undefined,
  };
}
