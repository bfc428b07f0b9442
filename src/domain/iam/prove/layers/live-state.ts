import type { LiveStatement } from "./live-statement.ts";

/** Which statement lives, with which of its conditions open: cells with the same texts have the same answers. */
export function liveState({ ref, tag }: LiveStatement): string {
  return `${ref.layer}/${ref.document}/${tag}`;
}

/** The same without the place of the document: equal for all subjects that carry it. */
export function liveTag({ ref, indexed, document, conditions, doubt }: Omit<LiveStatement, "tag">): string {
  let open = "";
  for (const { ref: atom } of conditions) open += atom.part === "resource" ? "," : `,${atom.part.condition}`;
  return `${indexed.numberFor(document)}${ref.layer === "identity" ? "" : ref.layer}${open}${doubt === null ? "" : `?${doubt}`}`;
}
