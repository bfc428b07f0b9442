import type { LiveStatement } from "./live-statements.ts";

/** Which statement lives, with which of its conditions open: cells with the same texts have the same answers. */
export function liveState(statement: LiveStatement): string {
  const { ref } = statement;
  return `${ref.layer}/${ref.document}/${liveTag(statement)}`;
}

/** The same without the place of the document: equal for all subjects that carry it. */
export function liveTag({ ref, indexed, document, conditions, doubt }: LiveStatement): string {
  let open = "";
  for (const { ref: atom } of conditions) open += atom.part === "resource" ? "," : `,${atom.part.condition}`;
  return `${indexed.numberFor(document)}${ref.layer === "identity" ? "" : ref.layer}${open}${doubt === null ? "" : `?${doubt}`}`;
}
