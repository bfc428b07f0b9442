import type { CellProof, ClassVerdict, Proof } from "./answer.ts";

/** The answer on one action in a cell; the name may be symbolic. */
export function answerFor(cell: CellProof | undefined, action: string): ClassVerdict {
  const wanted = action.toLowerCase();
  for (const { actions, symbolic, answer } of cell?.classes ?? []) {
    if ([...actions(), ...symbolic()].some((name) => name.toLowerCase() === wanted)) return answer;
  }
  throw new Error(`no class holds ${action}`);
}

/** How many catalogue actions have a verdict in a cell. */
export function countOf(cell: CellProof | undefined, verdict: ClassVerdict["verdict"]): number {
  const classes = (cell?.classes ?? []).filter(({ answer }) => answer.verdict === verdict);
  return classes.reduce((sum, { size }) => sum + size, 0);
}

/** Open actions in each cell, as `13/13/22091`. */
export function openCounts(proof: Proof): string {
  return proof.cells.map((cell) => countOf(cell, "open")).join("/");
}
