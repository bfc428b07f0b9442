// Finds out which entries of a damaged log still lead to a signed root. Two sources tell the hash of a subtree: the entries
// themselves and the tiles. From the root downwards, a pair of children is believed when its hash is the one above; where
// the entries give that hash, everything below is proven at once; where only the tiles do, the search goes on inside.
import { equalBytes } from "../../crypto/bytes.ts";
import { foldPeaks } from "../merkle/frontier.ts";
import { type Subtree, subtreesOf } from "../merkle/subtree.ts";
import { nodeHash, type TreeHash } from "../merkle/tree-hash.ts";
import type { TreeHead } from "../merkle/verify-consistency.ts";
import { addRange, type EntryRange } from "./entry-range.ts";
import type { SparseHashes } from "./sparse-hashes.ts";

/** Where hashes come from; none is trusted by itself. */
export interface HashSources {
  readonly fromEntries: SparseHashes;
  /** Several readings of the tiles: as stored, and made from the level below. */
  readonly fromTiles: readonly SparseHashes[];
}

const maxCombinations = 1024;

/** The entries that lead to a signed root, in order; `null` when neither entries nor tiles give the root itself. */
export function provenEntries(head: TreeHead, sources: HashSources): readonly EntryRange[] | null {
  const subtrees = subtreesOf(0, head.size);
  const choices = subtrees.map((subtree) => candidates(subtree, sources));
  const peaks = matching(choices, (hashes) => {
    const root = foldPeaks(hashes);
    return root !== null && equalBytes(root, head.root);
  });
  if (peaks === null) return head.size === 0 ? [] : null;
  const proven: EntryRange[] = [];
  const open = subtrees.map((subtree, at) => ({ subtree, hash: peaks[at] ?? null })).toReversed();
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { subtree, hash } = next;
    const own = sources.fromEntries.get(subtree);
    if (hash === null) continue;
    if (own !== null && equalBytes(own, hash)) {
      addRange(proven, rangeOf(subtree));
      continue;
    }
    const [left, right] = subtree.level === 0 ? [] : childrenOf(subtree);
    if (left === undefined || right === undefined) continue;
    const pair = matching([candidates(left, sources), candidates(right, sources)], ([one, other]) =>
      one !== undefined && other !== undefined ? equalBytes(nodeHash(one, other), hash) : false,
    );
    if (pair === null) continue;
    open.push({ subtree: right, hash: pair[1] ?? null }, { subtree: left, hash: pair[0] ?? null });
  }
  return proven;
}

function candidates(subtree: Subtree, sources: HashSources): readonly TreeHash[] {
  const found: TreeHash[] = [];
  for (const source of [sources.fromEntries, ...sources.fromTiles]) {
    const hash = source.get(subtree);
    if (hash !== null && !found.some((each) => equalBytes(each, hash))) found.push(hash);
  }
  return found;
}

/** The first choice of one hash a place that fits, the entries' own hashes tried first; gives up after 1,024. */
function matching(
  choices: readonly (readonly TreeHash[])[],
  fits: (hashes: readonly TreeHash[]) => boolean,
): readonly TreeHash[] | null {
  const count = choices.reduce((product, each) => Math.min(product * each.length, maxCombinations), 1);
  for (let number = 0; number < count; number++) {
    let rest = number;
    const hashes: TreeHash[] = [];
    for (const choice of choices) {
      const hash = choice[rest % choice.length];
      rest = Math.floor(rest / choice.length);
      if (hash !== undefined) hashes.push(hash);
    }
    if (fits(hashes)) return hashes;
  }
  return null;
}

function childrenOf({ level, index }: Subtree): readonly Subtree[] {
  return [
    { level: level - 1, index: index * 2 },
    { level: level - 1, index: index * 2 + 1 },
  ];
}

function rangeOf({ level, index }: Subtree): EntryRange {
  return { from: index * 2 ** level, to: (index + 1) * 2 ** level };
}
