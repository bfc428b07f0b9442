import { describe, expect, it } from "vitest";
import { entryForTest, keyForTest, logForTest, verifiedForTest } from "../log-for-test.ts";
import { HashTree } from "../merkle/hash-tree.ts";
import { leafHash } from "../merkle/tree-hash.ts";
import { signNoteText } from "../note/signing-key.ts";
import { printSignedNote } from "../note/signed-note.ts";
import { printCheckpoint } from "./checkpoint.ts";
import { CheckpointSigner } from "./checkpoint-signer.ts";
import { openCheckpoint, type VerifiedCheckpoint } from "./open-checkpoint.ts";

const key = keyForTest("rootward.example/acme/broker");
const treeOf = (count: number, salt = "") => {
  const tree = new HashTree();
  for (let index = 0; index < count; index++) tree.append(leafHash(entryForTest(index, index === 0 ? salt : "")));
  return tree;
};
const headOf = (tree: HashTree) => ({ size: tree.size, root: tree.root() });
const checkpointOf = (tree: HashTree) => verifiedForTest({ origin: key.name, ...headOf(tree) });

describe("a checkpoint signer", () => {
  it("signs a growing log, the same size again, and from the empty tree on", () => {
    const signer = new CheckpointSigner(key, null);
    const tree = new HashTree();
    for (let index = 0; index < 70; index++) {
      const signed = signer.signNext(headOf(tree), tree.read);
      expect(signed.status).toBe("signed");
      expect(signer.signNext(headOf(tree), tree.read)).toEqual(signed);
      if (signed.status === "signed") expect(openCheckpoint(signed.note, [signer.verifier]).status).toBe("opened");
      tree.append(leafHash(entryForTest(index)));
    }
    expect(signer.latest?.size).toBe(69);
  });

  it("refuses every pair of sizes of two histories, and stays where it was", () => {
    for (let first = 1; first <= 20; first++) {
      for (let second = 0; second <= 24; second++) {
        const signer = new CheckpointSigner(key, null);
        const tree = treeOf(first);
        const other = treeOf(second, " ");
        signer.signNext(headOf(tree), tree.read);
        const code = second < first ? "LEDGER_BEHIND" : "LEDGER_FORKED";
        expect(signer.signNext(headOf(other), other.read)).toMatchObject({ status: "refused", row: { code } });
        expect(signer.latest).toEqual(checkpointOf(tree));
      }
    }
  });

  it("refuses to go back to a smaller size, even of the same history", () => {
    const signer = new CheckpointSigner(key, null);
    const tree = treeOf(9);
    signer.signNext(headOf(tree), tree.read);
    expect(signer.signNext(headOf(treeOf(8)), treeOf(8).read)).toMatchObject({ row: { code: "LEDGER_BEHIND" } });
  });

  it("refuses a root that its own stored subtrees do not give, even the first", () => {
    const tree = treeOf(5);
    const root = tree.root().map((byte, at) => (at === 0 ? byte ^ 1 : byte));
    const signer = new CheckpointSigner(key, null);
    expect(signer.signNext({ size: 5, root }, tree.read)).toMatchObject({ row: { code: "LEDGER_FORKED" } });
    expect(signer.latest).toBeNull();
  });

  it("refuses what is inconsistent with a checkpoint that somebody else has seen", () => {
    const tree = treeOf(12);
    const sign = (earlier: readonly VerifiedCheckpoint[]) =>
      new CheckpointSigner(key, null).signNext(headOf(tree), tree.read, earlier);
    expect(sign([checkpointOf(treeOf(12)), checkpointOf(treeOf(3)), checkpointOf(treeOf(0))]).status).toBe("signed");
    expect(sign([checkpointOf(treeOf(13))])).toMatchObject({ row: { code: "LEDGER_BEHIND" } });
    expect(sign([checkpointOf(treeOf(12, " "))])).toMatchObject({ row: { code: "LEDGER_FORKED" } });
    expect(sign([checkpointOf(treeOf(3, " "))])).toMatchObject({ row: { code: "LEDGER_FORKED" } });
    expect(sign([checkpointOf(treeOf(20)), checkpointOf(treeOf(3, " "))])).toMatchObject({
      row: { code: "LEDGER_FORKED" },
    });
    expect(sign([{ ...checkpointOf(treeOf(3)), origin: "rootward.example/acme/gate" }])).toMatchObject({
      row: { code: "LEDGER_OTHER_ORIGIN" },
    });
  });

  it("goes on from the checkpoint that was stored, and takes none that is not its own", () => {
    const log = logForTest(key, [entryForTest(0), entryForTest(1)]);
    const signer = new CheckpointSigner(key, log.note);
    expect(signer.latest).toEqual(log.signer.latest);
    const other = treeOf(3, " ");
    expect(signer.signNext(headOf(other), other.read).status).toBe("refused");
    expect(() => new CheckpointSigner(keyForTest(key.name, 7), log.note)).toThrow(
      "no signature of a log that is trusted",
    );
    const text = printCheckpoint({ ...checkpointOf(other), origin: "rootward.example/acme/gate" });
    const foreign = printSignedNote({ text, signatures: [signNoteText(key, text)] });
    expect(() => new CheckpointSigner(key, foreign)).toThrow("no signature of a log that is trusted");
  });

  it("keeps its own copy of what it signed", () => {
    const signer = new CheckpointSigner(key, null);
    const root = treeOf(4).root().slice();
    signer.signNext({ size: 4, root }, treeOf(4).read);
    root.fill(0);
    expect(signer.latest).toEqual(checkpointOf(treeOf(4)));
  });

  it("prints no key", () => {
    expect(JSON.stringify(new CheckpointSigner(key, null))).toBe("{}");
  });
});
