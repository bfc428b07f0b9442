import type { LiveStatement } from "./live-statements.ts";

/** Which statement lives, with which of its conditions open: cells with the same texts have the same answers. */
export function liveState({ ref, conditions, doubt }: LiveStatement): string {
  const open = conditions.map((atom) => (atom.ref.part === "resource" ? "" : atom.ref.part.condition));
  return `${ref.layer}/${ref.document}/${ref.statement}/${open.join(",")}/${doubt === null ? "" : "?"}`;
}
