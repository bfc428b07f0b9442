import { describe, expect, it } from "vitest";
import { toBase64 } from "../../crypto/base64.ts";
import { concat, fromUtf8, utf8 } from "../../crypto/bytes.ts";
import { CheckpointSigner } from "../checkpoint/checkpoint-signer.ts";
import { openCheckpoint } from "../checkpoint/open-checkpoint.ts";
import { entryForTest, keyForTest } from "../log-for-test.ts";
import { HashTree } from "../merkle/hash-tree.ts";
import { consistencyPlan, proofOf } from "../merkle/proof-plan.ts";
import { emptyRoot, leafHash } from "../merkle/tree-hash.ts";
import type { TreeHead } from "../merkle/verify-consistency.ts";
import { parseSignedNote, printSignedNote } from "../note/signed-note.ts";
import { verifierKeyOf } from "../note/signing-key.ts";
import { parseAddCheckpointRequest, printAddCheckpointRequest } from "./add-checkpoint-request.ts";
import { decideAddCheckpoint, type WitnessDecision } from "./decide-add-checkpoint.ts";
import { readWitnessAnswer, witnessCheckpointPath } from "./witness-answer.ts";

const logKey = keyForTest("rootward.example/acme/gate");
const witnessKey = keyForTest("w1.example", 50);
const logs = [verifierKeyOf("log", logKey)];
const witnessKeys = [verifierKeyOf("cosignature", witnessKey)];
const treeOf = (count: number, salt = "") => {
  const tree = new HashTree();
  for (let index = 0; index < count; index++) tree.append(leafHash(entryForTest(index, salt)));
  return tree;
};
const headOf = (tree: HashTree): TreeHead => ({ size: tree.size, root: tree.root() });
const noteOf = (tree: HashTree, key = logKey) => {
  const signed = new CheckpointSigner(key, null).signNext(headOf(tree), tree.read);
  return signed.status === "signed" ? signed.note : new Uint8Array(0);
};
const whole = treeOf(40);
const proofFor = (from: number, tree: HashTree) => proofOf(consistencyPlan(from, tree.size), tree.read);
const ask = (body: Uint8Array, latest: TreeHead | null, watched = logs): WitnessDecision =>
  decideAddCheckpoint(parseAddCheckpointRequest(body), {
    logs: watched,
    latest,
    key: witnessKey,
    nowSeconds: 1_795_230_020,
  });
const bodyOf = (old: number, tree: HashTree, proof = proofFor(old, tree)) =>
  printAddCheckpointRequest(old, proof, noteOf(tree));

describe("a witness", () => {
  it("cosigns a first checkpoint from old size 0 without a proof, and stores it", () => {
    const decision = ask(bodyOf(0, whole, []), null);
    expect(decision).toMatchObject({ http: 200, store: { checkpoint: { size: 40 }, replacesSize: null } });
    if (decision.http !== 200) return;
    const opened = openCheckpoint(decision.store.note, [...logs, ...witnessKeys]);
    expect(opened).toMatchObject({ status: "opened", cosigned: [{ timeSeconds: 1_795_230_020 }] });
    expect(decision.body).toMatch(/^\u2014 w1\.example [A-Za-z0-9+/=]+\n$/);
  });

  it("cosigns every longer tree with a proof from its latest, and the same tree again", () => {
    for (let from = 1; from <= 20; from++) {
      for (let to = from; to <= 24; to++) {
        const decision = ask(bodyOf(from, treeOf(to)), headOf(treeOf(from)));
        expect(decision).toMatchObject({ http: 200, store: { replacesSize: from } });
      }
    }
  });

  it("answers 404 for a log that it does not watch, and for the key of another log under this name", () => {
    expect(ask(bodyOf(0, whole, []), null, [])).toMatchObject({ http: 404 });
    const broker = verifierKeyOf("log", keyForTest("rootward.example/acme/broker"));
    expect(ask(bodyOf(0, whole, []), null, [broker])).toMatchObject({ http: 404 });
    expect(ask(bodyOf(0, whole, []), null, witnessKeys)).toMatchObject({ http: 404 });
    const namesake = verifierKeyOf("cosignature", keyForTest(logKey.name));
    expect(ask(bodyOf(0, whole, []), null, [namesake])).toMatchObject({ http: 404 });
  });

  it("answers 403 without a valid signature by the log", () => {
    const stranger = printAddCheckpointRequest(0, [], noteOf(whole, keyForTest(logKey.name, 1)));
    expect(ask(stranger, null)).toMatchObject({ http: 403, row: { code: "LEDGER_UNSIGNED" } });
    const { text, signatures } = parseSignedNote(noteOf(whole));
    const bent = signatures.map((line) => ({ ...line, signature: line.signature.map((byte) => byte ^ 1) }));
    const forged = printAddCheckpointRequest(0, [], printSignedNote({ text, signatures: bent }));
    expect(ask(forged, null)).toMatchObject({ http: 403, row: { code: "LEDGER_SIGNATURE_BAD" } });
  });

  it("answers 400 when the old size is above the new one", () => {
    expect(ask(printAddCheckpointRequest(41, [], noteOf(whole)), headOf(treeOf(41)))).toMatchObject({ http: 400 });
  });

  it("answers 409 with its latest size when the old size is another, also where it has none", () => {
    const expected = { http: 409, contentType: "text/x.tlog.size", body: "7\n" };
    for (const old of [0, 6, 8, 40]) expect(ask(bodyOf(old, whole), headOf(treeOf(7)))).toEqual(expected);
    expect(ask(bodyOf(3, whole), null)).toEqual({ ...expected, body: "0\n" });
  });

  it("answers 422 for a proof that fails, another history, and another root at the same size", () => {
    const latest = headOf(treeOf(7));
    const forked = treeOf(40, " ");
    expect(ask(bodyOf(7, whole, []), latest)).toMatchObject({ http: 422, row: { code: "LEDGER_PROOF_BAD" } });
    expect(ask(bodyOf(7, whole, proofFor(6, whole)), latest)).toMatchObject({ http: 422 });
    expect(ask(bodyOf(7, forked), latest)).toMatchObject({ http: 422 });
    expect(ask(bodyOf(7, treeOf(7, " ")), latest)).toMatchObject({ http: 422 });
    expect(ask(bodyOf(7, treeOf(7), [emptyRoot()]), latest)).toMatchObject({ http: 422 });
    expect(ask(bodyOf(0, whole, [emptyRoot()]), null)).toMatchObject({ http: 422 });
  });

  it("never goes back, whatever the order of requests, when storing compares the size it replaces", () => {
    let stored: TreeHead | null = null;
    const store = (decision: WitnessDecision): boolean => {
      if (decision.http !== 200 || decision.store.replacesSize !== (stored?.size ?? null)) return false;
      stored = decision.store.checkpoint;
      return true;
    };
    // Two requests are decided on the same state; the later write must fail.
    const first = ask(bodyOf(0, treeOf(5), []), stored);
    const second = ask(bodyOf(0, treeOf(9), []), stored);
    expect([store(second), store(first)]).toEqual([true, false]);
    expect(stored).toMatchObject({ size: 9 });
  });

  it("takes either key of a log that is changing its key", () => {
    const newKey = keyForTest(logKey.name, 99);
    const both = [...logs, verifierKeyOf("log", newKey)];
    expect(ask(printAddCheckpointRequest(0, [], noteOf(whole, newKey)), null, both)).toMatchObject({ http: 200 });
    expect(ask(bodyOf(0, whole, []), null, both)).toMatchObject({ http: 200 });
  });

  it("keeps a log's latest checkpoint under the hash of its origin", () => {
    expect(witnessCheckpointPath("")).toBe(
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855/checkpoint",
    );
  });
});

describe("a request to a witness", () => {
  it("keeps its parts when printed and read", () => {
    const body = bodyOf(7, whole);
    const read = parseAddCheckpointRequest(body);
    expect(read).toMatchObject({ oldSize: 7, proof: proofFor(7, whole), claimed: { size: 40, origin: logKey.name } });
    expect(printAddCheckpointRequest(read.oldSize, read.proof, read.note)).toEqual(body);
  });

  it("is read with the 63 proof lines that are allowed, and not with 64", () => {
    const lines = (count: number) => Array.from({ length: count }, () => emptyRoot());
    expect(parseAddCheckpointRequest(bodyOf(7, whole, lines(63))).proof).toHaveLength(63);
    expect(() => parseAddCheckpointRequest(bodyOf(7, whole, lines(64)))).toThrow("not a request that a witness takes");
  });

  const note = fromUtf8(noteOf(whole)) ?? "";
  it.each([
    ["no old line", `\n\n${note}`],
    ["an old size with a zero before", `old 07\n\n${note}`],
    ["a negative old size", `old -1\n\n${note}`],
    ["two spaces", `old  7\n\n${note}`],
    ["a carriage return", `old 7\r\n\r\n${note}`],
    ["a proof line of 31 bytes", `old 7\n${toBase64(new Uint8Array(31))}\n\n${note}`],
    ["a proof line without padding", `old 7\n${toBase64(new Uint8Array(32)).slice(0, -1)}\n\n${note}`],
    ["no empty line", `old 7\n${note.replace("\n\n", "\n")}`],
    ["no checkpoint", "old 7\n\n"],
    ["a checkpoint with an extension line", `old 7\n\n${note.replace("\n\n", "\nmore\n\n")}`],
  ])("is refused with %s", (_, body) => {
    expect(() => parseAddCheckpointRequest(utf8(body))).toThrow("not a request that a witness takes");
  });
});

describe("a witness's answer", () => {
  const note = noteOf(whole);
  const decision = ask(bodyOf(0, whole, []), null);
  const lines = decision.http === 200 ? decision.body : "";
  const answer = (http: number, body: string, contentType: string | null = null) =>
    readWitnessAnswer({ http, contentType, body: utf8(body) }, note, witnessKeys);

  it("adds its valid lines to the note, and drops lines by unknown keys", () => {
    const stranger = "\u2014 stranger.example AAAAAAA=\n";
    const read = answer(200, `${stranger}${lines}`);
    expect(read).toMatchObject({ status: "cosigned", added: [{ timeSeconds: 1_795_230_020 }] });
    if (read.status !== "cosigned") return;
    expect(read.note).toEqual(concat(note, utf8(lines)));
    const again = readWitnessAnswer({ http: 200, contentType: null, body: utf8(lines) }, read.note, witnessKeys);
    expect(again.status === "cosigned" && again.note).toEqual(read.note);
  });

  it("says the size it has, or that it refuses", () => {
    expect(answer(409, "12\n", "text/x.tlog.size")).toEqual({ status: "has-size", size: 12 });
    expect(answer(409, "12\n", "Text/X.tlog.size; charset=utf-8")).toEqual({ status: "has-size", size: 12 });
    expect(answer(409, "12\n", "text/plain")).toEqual({ status: "refused", http: 409 });
    for (const http of [400, 403, 404, 422, 500, 302]) expect(answer(http, lines)).toEqual({ status: "refused", http });
  });

  it.each([
    ["no line", 200, "", null],
    ["only unknown lines", 200, "\u2014 stranger.example AAAAAAA=\n", null],
    ["a cosignature over another checkpoint", 200, lines.replace(/.{4}=*\n$/, "AAA=\n"), null],
    ["a page", 200, "<html>", null],
    ["a conflict with a text", 409, "twelve\n", "text/x.tlog.size"],
    ["a conflict without a newline", 409, "12", "text/x.tlog.size"],
  ])("is refused with %s", (_, http, body, contentType) => {
    expect(() => answer(http, body, contentType)).toThrow("something else than the protocol says");
  });
});
