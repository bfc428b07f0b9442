import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { fromHex, toHex } from "../../crypto/hex.ts";
import { utf8 } from "../../crypto/bytes.ts";
import { appendLeaf, emptyFrontier, type Frontier, frontierOf, frontierRoot } from "./frontier.ts";
import { HashTree } from "./hash-tree.ts";
import { consistencyPlan, inclusionPlan, proofOf, rootOf } from "./proof-plan.ts";
import { type Subtree, subtreesOf } from "./subtree.ts";
import { textbookPath, textbookProof, textbookRoot } from "./textbook-for-test.ts";
import { emptyRoot, leafHash, nodeHash, rfc6962, type TreeHash, type TreeHasher } from "./tree-hash.ts";
import { verifyConsistency } from "./verify-consistency.ts";
import { verifyInclusion } from "./verify-inclusion.ts";

const sha256 = (...parts: readonly Uint8Array[]): Uint8Array => {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return new Uint8Array(hash.digest());
};
const bytes = (hex: string) => fromHex(hex) ?? new Uint8Array(0);

// The reference inputs and roots of Certificate Transparency's test suites.
const inputs = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
const roots = [
  "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
  "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
  "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
  "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
  "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
  "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
  "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
  "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

const most = 65;
const entries = Array.from({ length: most }, (_, index) => utf8(`entry ${index}`));
const tree = new HashTree();
for (const entry of entries) tree.append(leafHash(entry));
const textbookRoots = Array.from({ length: most + 1 }, (_, size) => textbookRoot(entries.slice(0, size), sha256));
const rootAt = (size: number) => textbookRoots[size] ?? new Uint8Array(0);
const leafAt = (index: number) => leafHash(entries[index] ?? new Uint8Array(0));

/** A changed copy: one bit of one byte. */
function bent(hash: TreeHash, at = 7): TreeHash {
  return hash.map((byte, place) => (place === at ? byte ^ 1 : byte));
}

/** A hasher that counts nodes. */
function counting(): { hasher: TreeHasher; nodes: () => number } {
  let nodes = 0;
  const node = () => {
    nodes++;
    return new Uint8Array(32);
  };
  return { hasher: { leaf: () => new Uint8Array(32), node }, nodes: () => nodes };
}

describe("the tree's root", () => {
  it.each(roots.map((root, size) => ({ size, root })))("is the reference root at size $size", ({ size, root }) => {
    const grown = new HashTree();
    for (const input of inputs.slice(0, size)) grown.append(leafHash(bytes(input)));
    expect(toHex(grown.root())).toBe(root);
    expect(toHex(rootOf(size, grown.read))).toBe(root);
  });

  it("of a known log entry's leaf is the known hash", () => {
    const entry =
      '{"account":"aws:123456789012","actor":{"cred":"Y3JlZA","person":"p-jane","via":"passkey"},"at":1795230011123,"d":{"n":1,"of":3,"purpose":"signin","step":59841000},"deployment":"acme","request":"01JDADA7V0000000000000000A","src":"broker","type":"release.code","v":1}';
    expect(toHex(leafHash(utf8(entry)))).toBe("9e1582a890edb5f475d92e13cc339dc6ff679e6b8ea14b27023e000d4d042a94");
  });

  it("is the textbook's at every size up to 65, from the frontier and from the stored subtrees", () => {
    let frontier: Frontier = emptyFrontier;
    for (let size = 0; size <= most; size++) {
      expect(frontierRoot(frontier)).toEqual(rootAt(size));
      expect(rootOf(size, tree.read)).toEqual(rootAt(size));
      expect(frontierOf(size, tree.read)).toEqual(frontier);
      if (size < most) frontier = appendLeaf(frontier, leafAt(size)).frontier;
    }
  });

  it("refuses an entry of 65,536 bytes and takes one of 65,535", () => {
    expect(leafHash(new Uint8Array(65_535))).toHaveLength(32);
    expect(() => leafHash(new Uint8Array(65_536))).toThrow("larger than the log can hold");
  });

  it("refuses to join hashes of other lengths, whose seam could be moved", () => {
    expect(() => nodeHash(new Uint8Array(31), new Uint8Array(33))).toThrow("not 32 bytes");
  });
});

describe("inclusion", () => {
  it("is proven as the textbook does, and verified, for every entry of every size up to 65", () => {
    for (let size = 1; size <= most; size++) {
      for (let index = 0; index < size; index++) {
        const proof = proofOf(inclusionPlan(index, size), tree.read);
        expect(proof).toEqual(textbookPath(index, entries.slice(0, size), sha256));
        expect(verifyInclusion({ leaf: leafAt(index), index, size, root: rootAt(size), proof })).toBe(true);
      }
    }
  });

  it("is refused for another index, size, leaf, root, and a longer, shorter, shuffled or bent proof", () => {
    for (let size = 1; size <= 34; size++) {
      for (let index = 0; index < size; index++) {
        const proof = proofOf(inclusionPlan(index, size), tree.read);
        const claim = { leaf: leafAt(index), index, size, root: rootAt(size), proof };
        const forged = [
          ...Array.from({ length: size + 2 }, (_, other) => ({ ...claim, index: other })).filter(
            (each) => each.index !== index,
          ),
          { ...claim, leaf: bent(claim.leaf) },
          { ...claim, root: bent(claim.root) },
          { ...claim, proof: [...proof, claim.root] },
          { ...claim, proof: [claim.leaf, ...proof] },
          { ...claim, proof: [...proof, new Uint8Array(0)] },
          ...(proof.length > 0
            ? [
                { ...claim, proof: proof.slice(1) },
                { ...claim, proof: proof.slice(0, -1) },
              ]
            : []),
          ...(proof.length > 1 ? [{ ...claim, proof: proof.toReversed() }] : []),
          ...proof.map((_, at) => ({
            ...claim,
            proof: proof.map((hash, place) => (place === at ? bent(hash) : hash)),
          })),
        ];
        expect(forged.filter((each) => verifyInclusion(each))).toEqual([]);
      }
    }
  });

  it("never takes an inner node for an entry", () => {
    const inner = nodeHash(leafAt(0), leafAt(1));
    const proof = proofOf(inclusionPlan(0, 4), tree.read).slice(1);
    expect(verifyInclusion({ leaf: inner, index: 0, size: 2, root: rootAt(4), proof })).toBe(true);
    const preimage = new Uint8Array([...leafAt(0), ...leafAt(1)]);
    expect(leafHash(preimage)).not.toEqual(inner);
  });

  it("never takes a root for that of a smaller tree, nor hashes of other lengths", () => {
    const claim = { leaf: leafAt(1), index: 0, size: 1, root: rootAt(2), proof: [leafAt(0)] };
    expect(verifyInclusion(claim)).toBe(false);
    expect(verifyInclusion({ ...claim, index: 1, size: 2 })).toBe(true);
    expect(verifyInclusion({ ...claim, index: 1, size: 2, leaf: leafAt(1).subarray(1) })).toBe(false);
    expect(verifyInclusion({ ...claim, index: 1, size: 2, proof: [leafAt(0).subarray(1)] })).toBe(false);
    const one = { size: 1, root: rootAt(1) };
    expect(verifyConsistency(one, { size: 2, root: rootAt(2) }, [leafAt(1).subarray(1)])).toBe(false);
    expect(verifyConsistency({ ...one, root: new Uint8Array(31) }, { size: 2, root: rootAt(2) }, [leafAt(1)])).toBe(
      false,
    );
  });

  it("takes no index or size that is not a whole number below 2^53", () => {
    const claim = { leaf: leafAt(0), index: 0, size: 1, root: rootAt(1), proof: [] };
    const odd = [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53];
    expect(verifyInclusion(claim)).toBe(true);
    expect(odd.filter((index) => verifyInclusion({ ...claim, index }))).toEqual([]);
    expect(odd.filter((size) => verifyInclusion({ ...claim, size }))).toEqual([]);
    for (const size of odd) expect(() => inclusionPlan(0, size)).toThrow("no such entry");
    expect(() => inclusionPlan(4, 4)).toThrow("no such entry");
  });
});

describe("consistency", () => {
  it("is proven as the textbook does, and verified, between all sizes up to 65", () => {
    for (let second = 1; second <= most; second++) {
      for (let first = 1; first <= second; first++) {
        const proof = proofOf(consistencyPlan(first, second), tree.read);
        expect(proof).toEqual(textbookProof(first, entries.slice(0, second), sha256));
        const heads = [
          { size: first, root: rootAt(first) },
          { size: second, root: rootAt(second) },
        ] as const;
        expect(verifyConsistency(...heads, proof)).toBe(true);
      }
    }
  });

  it("with the empty tree needs no proof, and takes none", () => {
    const empty = { size: 0, root: emptyRoot() };
    const five = { size: 5, root: rootAt(5) };
    expect(consistencyPlan(0, 5)).toEqual([]);
    expect(verifyConsistency(empty, five, [])).toBe(true);
    expect(verifyConsistency(empty, five, [rootAt(5)])).toBe(false);
    expect(verifyConsistency({ size: 0, root: rootAt(5) }, five, [])).toBe(false);
  });

  it("is refused for a forged prefix, other sizes and bent, longer, shorter or shuffled proofs", () => {
    for (let second = 1; second <= 34; second++) {
      for (let first = 1; first <= second; first++) {
        const proof = proofOf(consistencyPlan(first, second), tree.read);
        const one = { size: first, root: rootAt(first) };
        const two = { size: second, root: rootAt(second) };
        const forged = [
          [{ ...one, root: bent(one.root) }, two, proof],
          [one, { ...two, root: bent(two.root) }, proof],
          [two, { ...one, root: bent(one.root) }, proof],
          [one, two, [...proof, two.root]],
          [one, two, [one.root, ...proof]],
          ...Array.from({ length: second + 2 }, (_, size) => [{ ...one, size }, two, proof] as const).filter(
            ([head]) => head.size !== first,
          ),
          ...(proof.length > 0 ? [[one, two, proof.slice(1)] as const, [one, two, proof.slice(0, -1)] as const] : []),
          ...(proof.length > 1 ? [[one, two, proof.toReversed()] as const] : []),
          ...proof.map((_, at) => [one, two, proof.map((hash, place) => (place === at ? bent(hash) : hash))] as const),
        ] as const;
        expect(forged.filter(([head, next, forgery]) => verifyConsistency(head, next, forgery))).toEqual([]);
      }
    }
  });

  it("is never shown for two trees that differ in one early entry, whatever proof the liar makes", () => {
    for (let size = 2; size <= 24; size++) {
      const other = new HashTree();
      for (const [at, entry] of entries.slice(0, size).entries())
        other.append(leafHash(at === 1 ? utf8("other") : entry));
      for (let first = 2; first <= size; first++) {
        const two = { size, root: other.root() };
        const proofs = [
          proofOf(consistencyPlan(first, size), other.read),
          proofOf(consistencyPlan(first, size), tree.read),
        ];
        expect(proofs.map((proof) => verifyConsistency({ size: first, root: rootAt(first) }, two, proof))).toEqual([
          false,
          false,
        ]);
      }
    }
  });
});

describe("the work", () => {
  it("of an append is at most 20 node hashes on the way to a million leaves, and one on average", () => {
    const { hasher, nodes } = counting();
    const leaf = new Uint8Array(32);
    let frontier: Frontier = emptyFrontier;
    let worst = 0;
    for (let size = 0; size < 1_000_000; size++) {
      const before = nodes();
      frontier = appendLeaf(frontier, leaf, hasher).frontier;
      worst = Math.max(worst, nodes() - before);
    }
    expect(worst).toBe(19);
    expect(nodes()).toBeLessThan(1_000_000);
    const beforeRoot = nodes();
    frontierRoot(frontier, hasher);
    expect(nodes() - beforeRoot).toBeLessThanOrEqual(20);
    expect(frontier.peaks.length).toBeLessThanOrEqual(20);
  });

  it("of a proof is at most 2 * ceil(log2 n) hashes read", () => {
    for (const size of [2, 3, 65, 127, 128, 129, 70_000, 1_000_000, 2 ** 32 + 2 ** 31 + 3, 2 ** 53 - 1]) {
      const limit = 2 * Math.ceil(Math.log2(size));
      for (const index of [0, 1, Math.floor(size / 3), Math.floor(size / 2), size - 2, size - 1]) {
        expect(inclusionPlan(index, size).flat().length).toBeLessThanOrEqual(limit);
        expect(consistencyPlan(index + 1, size).flat().length).toBeLessThanOrEqual(limit);
      }
    }
  });
});

describe("sizes beyond 32 bits", () => {
  // All leaves alike, so a subtree's hash depends on its level alone.
  const levels: TreeHash[] = [leafHash(utf8("same"))];
  for (let level = 0; level < 53; level++)
    levels.push(nodeHash(levels[level] ?? emptyRoot(), levels[level] ?? emptyRoot()));
  const read = ({ level }: Subtree) => levels[level] ?? emptyRoot();

  it("give proofs that verify", () => {
    for (const size of [2 ** 32, 2 ** 32 + 1, 2 ** 40 + 12_345, 2 ** 53 - 1]) {
      const root = rootOf(size, read);
      const leaf = leafHash(utf8("same"));
      for (const index of [0, 5, 2 ** 31, 2 ** 32 - 1, Math.floor(size / 2), size - 1]) {
        const proof = proofOf(inclusionPlan(index, size), read);
        expect(verifyInclusion({ leaf, index, size, root, proof })).toBe(true);
        if (proof.length > 0) expect(verifyInclusion({ leaf, index, size, root, proof: proof.slice(1) })).toBe(false);
        const first = { size: index + 1, root: rootOf(index + 1, read) };
        expect(verifyConsistency(first, { size, root }, proofOf(consistencyPlan(index + 1, size), read))).toBe(true);
      }
    }
  });

  it("are cut into subtrees that meet end to end", () => {
    const size = 2 ** 53 - 1;
    const parts = subtreesOf(0, size);
    expect(parts).toHaveLength(53);
    expect(parts.reduce((sum, { level }) => sum + 2 ** level, 0)).toBe(size);
    expect(parts.every(({ level, index }, at) => at === 0 || index * 2 ** level === 2 ** 53 - 2 ** (53 - at))).toBe(
      true,
    );
  });

  it("append to a frontier that was read from subtrees", () => {
    const size = 2 ** 40 + 2 ** 3 - 1;
    const stored = frontierOf(size, read);
    const { frontier, made } = appendLeaf(stored, read({ level: 0, index: 0 }));
    expect(made.map(({ level }) => level)).toEqual([0, 1, 2, 3]);
    expect(frontierRoot(frontier)).toEqual(rootOf(size + 1, read));
    expect(rfc6962.leaf).toBe(leafHash);
  });
});
