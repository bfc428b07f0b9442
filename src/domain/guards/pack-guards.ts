import type { Guard } from "./guard.ts";
import { type GuardDocument, ownDocument, sharedDocument } from "./guard-document.ts";
import { isWithinLimit } from "./size.ts";

/**
 * Documents for guards of one kind that go to the same targets: each its own where `room` allows it, else merged into as
 * few as AWS's size limit allows. Null: they do not fit into `room` documents. A shared document is called `name`.
 */
export function packGuards(guards: readonly Guard[], room: number, name: string): readonly GuardDocument[] | null {
  if (guards.length <= room) return guards.map(ownDocument);
  for (let count = 1; count <= room; count += 1) {
    const bins = fill(
      guards,
      Array.from({ length: count }, () => []),
    );
    if (bins !== null) return bins.map((bin, at) => documentOf(bin, bins.length === 1 ? name : `${name}-${at + 1}`));
  }
  return null;
}

type Bin = readonly Guard[];

// Tries every place, the first free bin standing for all of them: there are never more than a handful of guards.
function fill(guards: readonly Guard[], bins: readonly Bin[]): readonly [Guard, ...Guard[]][] | null {
  const [first, ...rest] = guards;
  if (first === undefined) return bins.flatMap(([head, ...tail]) => (head === undefined ? [] : [[head, ...tail]]));
  for (const [at, bin] of bins.entries()) {
    const taken = [...bin, first];
    if (!fits(taken)) continue;
    const found = fill(
      rest,
      bins.map((each, place) => (place === at ? taken : each)),
    );
    if (found !== null) return found;
    if (bin.length === 0) return null;
  }
  return null;
}

function fits(bin: Bin): boolean {
  const [head, ...tail] = bin;
  return head === undefined || isWithinLimit(sharedDocument("any", [head, ...tail]));
}

function documentOf([head, ...tail]: readonly [Guard, ...Guard[]], name: string): GuardDocument {
  return tail.length === 0 ? ownDocument(head) : sharedDocument(name, [head, ...tail]);
}
