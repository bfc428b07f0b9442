import { describe, expect, it } from "vitest";
import { fromUtf8, utf8 } from "../../crypto/bytes.ts";
import { cosignedForTest, entryForTest, keyForTest, logForTest, trustForTest } from "../log-for-test.ts";
import { inclusionPlan, proofOf } from "../merkle/proof-plan.ts";
import { emptyRoot } from "../merkle/tree-hash.ts";
import { parseProofFile, printProofFile } from "./proof-file.ts";
import { verifyProofFile } from "./verify-proof-file.ts";

const key = keyForTest("rootward.example/acme/broker", 0x20);
const witness = keyForTest("w1.example", 50);
const count = 21;
const log = logForTest(
  key,
  Array.from({ length: count }, (_, index) => entryForTest(index)),
);
const note = cosignedForTest(log.note, [witness]);
const trust = trustForTest(key, [witness]);
const fileOf = (index: number, extra: Uint8Array | null = null) =>
  printProofFile({ extra, index, proof: proofOf(inclusionPlan(index, count), log.tree.read), note });

describe("a proof file", () => {
  it("has the documented lines", () => {
    const lines = (fromUtf8(fileOf(20, utf8("hi"))) ?? "").split("\n");
    expect(lines.slice(0, 3)).toEqual(["c2sp.org/tlog-proof@v1", "extra aGk=", "index 20"]);
    expect(lines[5]).toBe("");
    expect(lines[6]).toBe("rootward.example/acme/broker");
  });

  it("proves each entry, and no other, with and without extra data", () => {
    for (let index = 0; index < count; index++) {
      const extra = index % 2 === 0 ? null : utf8("context");
      const file = fileOf(index, extra);
      expect(printProofFile(parseProofFile(file))).toEqual(file);
      expect(verifyProofFile(file, entryForTest(index), trust)).toMatchObject({ status: "proven", index });
      const other = verifyProofFile(file, entryForTest((index + 1) % count), trust);
      expect(other).toMatchObject({ status: "refused", row: { code: "LEDGER_PROOF_BAD" } });
    }
  });

  it("proves nothing without the quorum of witnesses or under another log's key", () => {
    const proof = proofOf(inclusionPlan(3, count), log.tree.read);
    const bare = printProofFile({ extra: null, index: 3, proof, note: log.note });
    expect(verifyProofFile(bare, entryForTest(3), trust)).toMatchObject({ row: { code: "LEDGER_UNWITNESSED" } });
    expect(verifyProofFile(bare, entryForTest(3), trustForTest(key)).status).toBe("proven");
    const stranger = trustForTest(keyForTest(key.name, 1));
    expect(verifyProofFile(bare, entryForTest(3), stranger)).toMatchObject({ row: { code: "LEDGER_UNSIGNED" } });
  });

  it("is found out by the change of any byte but those of its extra data", () => {
    const file = fileOf(9);
    for (let at = 0; at < file.length; at++) {
      const changed = file.map((byte, place) => (place === at ? byte ^ 1 : byte));
      let status: string;
      try {
        status = verifyProofFile(changed, entryForTest(9), trust).status;
      } catch {
        status = "not a proof file";
      }
      expect([at, status]).not.toEqual([at, "proven"]);
    }
  });

  const text = fromUtf8(fileOf(9)) ?? "";
  it.each([
    ["another first line", text.replace("@v1", "@v2")],
    ["no index", text.replace("index 9\n", "")],
    ["an index with a zero before", text.replace("index 9", "index 09")],
    ["an extra line behind the index", text.replace("index 9", "index 9\nextra aGk=")],
    ["an extra line that is not base64", text.replace("index 9", "extra a\nindex 9")],
    ["a proof line of other length", text.replace("index 9\n", "index 9\nAAAA\n")],
    [
      "64 proof lines",
      text.replace(/index 9\n[^]*?\n\n/, `index 9\n${"47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n".repeat(64)}\n`),
    ],
    ["no empty line", "c2sp.org/tlog-proof@v1\nindex 9\n"],
    ["nothing", ""],
  ])("is refused with %s", (_, changed) => {
    expect(() => parseProofFile(utf8(changed))).toThrow("not a proof file");
  });

  it("of the only entry of a log has no proof line", () => {
    const single = logForTest(key, [entryForTest(0)]);
    const file = printProofFile({ extra: null, index: 0, proof: [], note: single.note });
    expect(verifyProofFile(file, entryForTest(0), trustForTest(key)).status).toBe("proven");
    const long = printProofFile({ extra: null, index: 0, proof: [emptyRoot()], note: single.note });
    expect(verifyProofFile(long, entryForTest(0), trustForTest(key)).status).toBe("refused");
  });
});
