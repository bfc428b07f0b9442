import { describe, expect, it } from "vitest";
import { utf8 } from "../../crypto/bytes.ts";
import { CheckpointSigner } from "../checkpoint/checkpoint-signer.ts";
import {
  cosignedForTest,
  entryForTest,
  keyForTest,
  type LogForTest,
  logForTest,
  trustForTest,
} from "../log-for-test.ts";
import { encodeEntryBundle } from "../tiles/entry-bundle.ts";
import { type BundleReport, verifyBundle } from "./verify-bundle.ts";

const key = keyForTest("rootward.example/acme/broker", 0x20);
const witnesses = [keyForTest("w1.example", 50), keyForTest("w2.example", 60)];
const trust = trustForTest(key, witnesses);
const entriesOf = (count: number, salt = "") =>
  Array.from({ length: count }, (_, at) => entryForTest(at, at === 1 ? salt : ""));
const filesOf = (log: LogForTest, ...earlier: readonly LogForTest[]) => {
  const files = new Map(log.files);
  files.set("checkpoint", cosignedForTest(log.note, witnesses));
  for (const each of earlier) files.set(`checkpoints/${each.entries.length}`, cosignedForTest(each.note, witnesses));
  return files;
};
const verify = (files: ReadonlyMap<string, Uint8Array>, seen: readonly Uint8Array[] = []): BundleReport =>
  verifyBundle({ files, trust, origin: key.name, seen });
const codes = (report: BundleReport) => [...new Set(report.problems.map(({ row }) => row.code))].sort();
const bent = (bytes: Uint8Array | undefined, at: number) =>
  (bytes ?? new Uint8Array(0)).map((byte, place) => (place === at ? byte ^ 1 : byte));

const small = logForTest(key, entriesOf(5));
const older = [logForTest(key, entriesOf(1)), logForTest(key, entriesOf(3))];
const wide = logForTest(key, entriesOf(700));

describe("a whole bundle", () => {
  it("is verified with public keys alone", () => {
    const report = verify(filesOf(small, ...older));
    expect(report).toMatchObject({
      status: "verified",
      firstBad: null,
      proven: [{ from: 0, to: 5 }],
      problems: [],
      remarks: [],
    });
    expect([...report.entries.values()]).toEqual(small.entries);
    expect(report.newest?.checkpoint.size).toBe(5);
    expect(verify(filesOf(wide, small))).toMatchObject({ status: "verified", proven: [{ from: 0, to: 700 }] });
    expect(verify(filesOf(logForTest(key, []))).status).toBe("verified");
  });

  it("may still hold partial tiles and checkpoints of earlier sizes", () => {
    const files = filesOf(wide, small);
    for (const [path, bytes] of small.files) if (path !== "checkpoint") files.set(path, bytes);
    expect(verify(files).status).toBe("verified");
    files.set("tile/0/000.p/5", bent(files.get("tile/0/000.p/5"), 40));
    expect(verify(files)).toMatchObject({ status: "damaged", firstBad: null, problems: [{ file: "tile/0/000.p/5" }] });
  });

  it("says which earlier checkpoints no quorum cosigned and which lines nobody here knows", () => {
    const files = filesOf(small);
    files.set("checkpoints/3", cosignedForTest(older[1]?.note ?? new Uint8Array(0), [keyForTest("w3.example", 70)]));
    const report = verify(files);
    expect(report.status).toBe("verified");
    expect(report.remarks).toEqual([
      "checkpoints/3: 1 signature lines by unknown keys",
      "checkpoints/3: not cosigned by the quorum",
    ]);
  });
});

describe("a damaged bundle", () => {
  it("has the changed entry named, and the others still verify", () => {
    for (const index of [0, 1, 255, 256, 300, 511, 512, 698, 699]) {
      const files = filesOf(wide);
      const start = Math.floor(index / 256) * 256;
      const path = [...files.keys()].find((each) => each.startsWith(`tile/entries/00${start / 256}`)) ?? "";
      const changed = wide.entries.map((entry, at) => (at === index ? bent(entry, 2) : entry));
      files.set(path, encodeEntryBundle(changed.slice(start, start + 256)));
      const report = verify(files);
      expect(report.firstBad).toBe(index);
      const proven = [
        { from: 0, to: index },
        { from: index + 1, to: 700 },
      ].filter(({ from, to }) => from < to);
      expect(report.proven).toEqual(proven);
      expect(codes(report)).toEqual(["LEDGER_ENTRY_CHANGED"]);
      expect(report.problems[0]?.detail).toBe(`entry ${index}`);
    }
  });

  it("with a changed tile and whole entries has the tile named and every entry proven", () => {
    for (const path of ["tile/0/000", "tile/0/002.p/188", "tile/1/000.p/2"]) {
      const files = filesOf(wide);
      files.set(path, bent(files.get(path), 33));
      const report = verify(files);
      expect(report).toMatchObject({ status: "damaged", firstBad: null, problems: [{ file: path }] });
    }
  });

  it("with a changed entry and a changed tile elsewhere still names the entry", () => {
    const files = filesOf(wide);
    files.set("tile/0/002.p/188", bent(files.get("tile/0/002.p/188"), 0));
    files.set(
      "tile/entries/000",
      encodeEntryBundle(wide.entries.slice(0, 256).map((e, at) => (at === 77 ? bent(e, 1) : e))),
    );
    expect(verify(files)).toMatchObject({
      firstBad: 77,
      proven: [
        { from: 0, to: 77 },
        { from: 78, to: 700 },
      ],
    });
  });

  it("without an entry bundle proves the entries before and after it", () => {
    const files = filesOf(wide);
    files.delete("tile/entries/001");
    const report = verify(files);
    expect(report).toMatchObject({
      firstBad: 256,
      proven: [
        { from: 0, to: 256 },
        { from: 512, to: 700 },
      ],
    });
    expect(codes(report)).toEqual(["LEDGER_ENTRY_CHANGED", "LEDGER_TILE_MISSING"]);
  });

  it("without any tile proves all from the entries, and says what is missing", () => {
    const files = new Map([...filesOf(wide)].filter(([path]) => !/^tile\/[0-9]/.test(path)));
    const report = verify(files);
    expect(report).toMatchObject({ status: "damaged", firstBad: null, proven: [{ from: 0, to: 700 }] });
    expect(codes(report)).toEqual(["LEDGER_TILE_MISSING"]);
  });

  it("without tiles and with a bad entry proves what an earlier checkpoint proves", () => {
    const files = new Map([...filesOf(wide, small)].filter(([path]) => !/^tile\/[0-9]/.test(path)));
    files.set(
      "tile/entries/000",
      encodeEntryBundle(wide.entries.slice(0, 256).map((e, at) => (at === 77 ? bent(e, 1) : e))),
    );
    expect(verify(files)).toMatchObject({ firstBad: 5, proven: [{ from: 0, to: 5 }] });
  });

  it("without its checkpoint proves what the largest earlier one proves", () => {
    const files = filesOf(small, ...older);
    files.delete("checkpoint");
    const report = verify(files);
    expect(report.newest?.checkpoint.size).toBe(3);
    expect(report).toMatchObject({ status: "damaged", proven: [{ from: 0, to: 3 }] });
    const none = filesOf(small);
    none.delete("checkpoint");
    expect(verify(none)).toMatchObject({ status: "damaged", newest: null, firstBad: 0, proven: [] });
    expect(verify(new Map())).toMatchObject({ status: "damaged", newest: null, firstBad: 0 });
  });

  it("with a huge size that was signed stops early instead of counting to it", () => {
    const head = { size: 2 ** 50, root: new Uint8Array(32) };
    const signed = new CheckpointSigner(key, null).signNext(head, () => new Uint8Array(32));
    // The signer refuses a root that the tree does not give, so the root is made from equal peaks: one peak, itself.
    expect(signed.status).toBe("signed");
    const files = filesOf(small);
    if (signed.status === "signed") files.set("checkpoint", cosignedForTest(signed.note, witnesses));
    const report = verify(files);
    expect(report).toMatchObject({ status: "damaged", firstBad: 0 });
    expect(report.problems.length).toBeLessThan(40);
  });

  it("with a file of no log is damaged, and the file is named", () => {
    const files = filesOf(small).set("tile/entries/../000", utf8("x"));
    expect(verify(files)).toMatchObject({ status: "damaged", problems: [{ file: "tile/entries/../000" }] });
    const beyond = filesOf(small).set("tile/0/001", new Uint8Array(8192));
    expect(verify(beyond)).toMatchObject({ status: "damaged", problems: [{ file: "tile/0/001" }] });
  });
});

describe("a bundle that was cut, forked or rolled back", () => {
  it("shows a fork between two checkpoints of one log", () => {
    const forked = logForTest(key, entriesOf(3, " "));
    expect(codes(verify(filesOf(small, forked)))).toEqual(["LEDGER_FORKED"]);
    const twin = logForTest(key, entriesOf(5, " "));
    expect(codes(verify(filesOf(small, twin)))).toEqual(["LEDGER_FORKED"]);
  });

  it("shows two histories sewn together, each part proven by a root of its own", () => {
    const one = logForTest(key, entriesOf(256));
    const two = logForTest(key, entriesOf(300, " "));
    const files = filesOf(two, one);
    for (const path of ["tile/entries/000", "tile/0/000"]) files.set(path, one.files.get(path) ?? new Uint8Array(0));
    const report = verify(files);
    expect(report.status).toBe("damaged");
    expect(codes(report)).toEqual(["LEDGER_FORKED", "LEDGER_TILE_FOREIGN"]);
  });

  it("that ends before a checkpoint it holds, or that somebody has seen, is behind", () => {
    const files = filesOf(older[1] ?? small, small);
    expect(codes(verify(files))).toEqual(["LEDGER_BEHIND"]);
    const rolledBack = filesOf(older[1] ?? small);
    expect(verify(rolledBack).status).toBe("verified");
    expect(codes(verify(rolledBack, [small.note]))).toEqual(["LEDGER_BEHIND"]);
    expect(codes(verify(filesOf(small), [logForTest(key, entriesOf(4, " ")).note]))).toEqual(["LEDGER_FORKED"]);
    expect(verify(filesOf(small), [older[1]?.note ?? small.note, small.note]).status).toBe("verified");
  });

  it("is not accused by a checkpoint that the log did not sign", () => {
    const invented = logForTest(keyForTest(key.name, 99), entriesOf(50)).note;
    const report = verify(filesOf(small), [invented, utf8("x")]);
    expect(report.status).toBe("verified");
    expect(report.remarks).toHaveLength(2);
  });

  it("of another log, without enough witnesses, or under an unknown key is damaged", () => {
    const gate = keyForTest("rootward.example/acme/gate");
    const two = { ...trust, logs: [...trust.logs, ...trustForTest(gate).logs] };
    const files = filesOf(logForTest(gate, entriesOf(5)));
    const report = verifyBundle({ files, trust: two, origin: key.name, seen: [] });
    expect(codes(report)).toContain("LEDGER_OTHER_ORIGIN");
    const unwitnessed = filesOf(small).set("checkpoint", cosignedForTest(small.note, witnesses.slice(1)));
    expect(codes(verify(unwitnessed))).toEqual(["LEDGER_UNWITNESSED"]);
    expect(verify(unwitnessed)).toMatchObject({ status: "damaged", firstBad: null });
    const stranger = filesOf(logForTest(keyForTest(key.name, 1), entriesOf(5)));
    expect(codes(verify(stranger))).toContain("LEDGER_UNSIGNED");
  });
});
