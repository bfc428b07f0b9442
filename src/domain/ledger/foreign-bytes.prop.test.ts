import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CodedError } from "../core/coded-error.ts";
import { concat, fromUtf8, utf8 } from "../crypto/bytes.ts";
import { verifyBundle } from "./bundle/verify-bundle.ts";
import { parseCheckpoint, printCheckpoint } from "./checkpoint/checkpoint.ts";
import { openCheckpoint } from "./checkpoint/open-checkpoint.ts";
import { encodeJournalRecord, readJournal } from "./journal/journal-record.ts";
import { cosignedForTest, entryForTest, keyForTest, logForTest, trustForTest } from "./log-for-test.ts";
import { appendLeaf, emptyFrontier } from "./merkle/frontier.ts";
import { inclusionPlan, proofOf } from "./merkle/proof-plan.ts";
import { leafHash } from "./merkle/tree-hash.ts";
import { verifyConsistency } from "./merkle/verify-consistency.ts";
import { verifyInclusion } from "./merkle/verify-inclusion.ts";
import { parseSignatureLines, parseSignedNote, printSignedNote } from "./note/signed-note.ts";
import { verifierKeyOf } from "./note/signing-key.ts";
import { parseVerifierKey, printVerifierKey } from "./note/verifier-key.ts";
import { parseProofFile, printProofFile } from "./proof/proof-file.ts";
import { verifyProofFile } from "./proof/verify-proof-file.ts";
import { encodeEntryBundle, parseEntryBundle } from "./tiles/entry-bundle.ts";
import { parseTilePath, tilePath } from "./tiles/tile-path.ts";
import { tileHashes } from "./tiles/tile-reader.ts";
import { printTrustFile } from "./trust/print-trust-file.ts";
import { parseTrustFile } from "./trust/trust-file.ts";
import { parseAddCheckpointRequest, printAddCheckpointRequest } from "./witness/add-checkpoint-request.ts";
import { decideAddCheckpoint } from "./witness/decide-add-checkpoint.ts";
import { readWitnessAnswer } from "./witness/witness-answer.ts";

const key = keyForTest("rootward.example/acme/gate");
const witness = keyForTest("w1.example", 50);
const log = logForTest(
  key,
  [0, 1, 2, 3, 4].map((at) => entryForTest(at)),
);
const note = cosignedForTest(log.note, [witness]);
const trust = trustForTest(key, [witness]);
const keys = [verifierKeyOf("log", key), verifierKeyOf("cosignature", witness)];
const proof = proofOf(inclusionPlan(2, 5), log.tree.read);
const request = printAddCheckpointRequest(2, proof, note);
const trustFile = printTrustFile(trust);
const proofFile = printProofFile({ extra: utf8("x"), index: 2, proof, note });
const journal = concat(...log.entries.map((entry) => encodeJournalRecord(entry)));
const entryBundle = encodeEntryBundle(log.entries);

const pieces = fc.constantFrom(
  "\n",
  "\n\n",
  "\u2014 ",
  "a ",
  "AAAAAAA=",
  "old 2\n",
  "c2sp.org/tlog-proof@v1\n",
  "index 2\n",
  "extra aGk=\n",
  "group g 1 ",
  "quorum none\n",
  "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
  "5\n",
  "log ",
  "witness w ",
  printVerifierKey(verifierKeyOf("log", key)),
  "\0",
  "\u00e9",
  "#",
);
const valid = fc.constantFrom(note, request, trustFile, proofFile, journal, entryBundle);
const change = fc.record({ at: fc.nat(2000), drop: fc.nat(3), put: fc.uint8Array({ maxLength: 3 }) });
/** Noise, text made of the formats' own words, and valid files with a few bytes changed. */
const foreign = fc.oneof(
  fc.uint8Array({ maxLength: 300 }),
  fc.array(pieces, { maxLength: 20 }).map((each) => utf8(each.join(""))),
  fc.tuple(valid, fc.array(change, { maxLength: 3 })).map(([bytes, changes]) =>
    changes.reduce<Uint8Array>((now, { at, drop, put }) => {
      const place = at % (now.length + 1);
      return concat(now.subarray(0, place), put, now.subarray(place + drop));
    }, bytes),
  ),
);

/** The value, or `null` for a coded error of this room; any other throw goes through and fails the property. */
function valueOf<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof CodedError && error.row.code.startsWith("LEDGER_")) return null;
    throw error;
  }
}
const runs = { numRuns: 1500 };

describe("any bytes give a value or a coded error, and what is read prints back to the same bytes", () => {
  const twoWays: readonly [string, (bytes: Uint8Array) => Uint8Array][] = [
    ["a signed note", (bytes) => printSignedNote(parseSignedNote(bytes))],
    ["a checkpoint's text", (bytes) => utf8(printCheckpoint(parseCheckpoint(fromUtf8(bytes) ?? "")))],
    ["a proof file", (bytes) => printProofFile(parseProofFile(bytes))],
    ["an entry bundle", (bytes) => encodeEntryBundle(parseEntryBundle(bytes, 5))],
    ["a tile's path", (bytes) => utf8(tilePath(parseTilePath(fromUtf8(bytes) ?? "")))],
    ["a verifier key", (bytes) => utf8(printVerifierKey(parseVerifierKey(fromUtf8(bytes) ?? "")))],
    [
      "a request to a witness",
      (bytes) => {
        const read = parseAddCheckpointRequest(bytes);
        return printAddCheckpointRequest(read.oldSize, read.proof, read.note);
      },
    ],
  ];
  it.each(twoWays)("%s", (_, roundTrip) => {
    fc.assert(
      fc.property(foreign, (bytes) => {
        const printed = valueOf(() => roundTrip(bytes));
        if (printed !== null) expect(printed).toEqual(bytes);
      }),
      runs,
    );
  });

  it("a journal gives its whole records, and they are its front", () => {
    fc.assert(
      fc.property(foreign, (bytes) => {
        const { entries, tornBytes } = readJournal(bytes);
        const front = concat(...entries.map(({ entry }) => encodeJournalRecord(entry)));
        expect(front).toEqual(bytes.subarray(0, bytes.length - tornBytes));
      }),
      runs,
    );
  });

  it("a trust file, signature lines, a tile, an answer, an opened checkpoint, a verified proof", () => {
    fc.assert(
      fc.property(foreign, fc.constantFrom(200, 409, 404), (bytes, http) => {
        const read = valueOf(() => parseTrustFile(bytes));
        if (read !== null) expect(parseTrustFile(printTrustFile(read))).toEqual(read);
        valueOf(() => parseSignatureLines(fromUtf8(bytes) ?? ""));
        valueOf(() => tileHashes({ level: 0, index: 0, width: 5 }, bytes));
        valueOf(() => readWitnessAnswer({ http, contentType: "text/x.tlog.size", body: bytes }, note, keys));
        valueOf(() => openCheckpoint(bytes, keys));
        valueOf(() => verifyProofFile(bytes, entryForTest(2), trust));
        const asked = valueOf(() => parseAddCheckpointRequest(bytes));
        if (asked !== null) decideAddCheckpoint(asked, { logs: keys, latest: null, key: witness, nowSeconds: 1 });
      }),
      runs,
    );
  });

  it("a bundle never makes its verification throw, and none that differs is verified", () => {
    const files = new Map(log.files).set("checkpoint", note);
    const path = fc.oneof(
      fc.constantFrom(...files.keys(), "checkpoints/1", "tile/0/000.p/3", "tile/7/000.p/1"),
      fc.string(),
    );
    fc.assert(
      fc.property(path, foreign, (where, bytes) => {
        const report = verifyBundle({
          files: new Map(files).set(where, bytes),
          trust,
          origin: key.name,
          seen: [bytes],
        });
        const same = files.get(where);
        if (report.status === "verified" && same !== undefined) expect(bytes).toEqual(same);
      }),
      { numRuns: 400 },
    );
  });

  it("a proof's hashes may have any length and number", () => {
    const hash = fc.oneof(fc.uint8Array({ minLength: 32, maxLength: 32 }), fc.uint8Array({ maxLength: 40 }));
    const size = fc.oneof(fc.nat(70), fc.maxSafeInteger(), fc.double());
    fc.assert(
      fc.property(fc.array(hash, { maxLength: 70 }), hash, hash, size, size, (hashes, one, two, first, second) => {
        expect(
          verifyInclusion({ leaf: one, index: first, size: second, root: two, proof: hashes }) && one.length !== 32,
        ).toBe(false);
        const isShown = verifyConsistency({ size: first, root: one }, { size: second, root: two }, hashes);
        if (isShown) expect(first === second || (first === 0 && hashes.length === 0)).toBe(true);
      }),
      runs,
    );
  });
});

describe("the size of foreign input", () => {
  it("is limited before it is read: 20 million bytes are refused by every parser that has a limit", () => {
    const huge = new Uint8Array(20_000_000).fill(10);
    const parsers = [parseSignedNote, parseTrustFile, parseProofFile, parseAddCheckpointRequest];
    expect(parsers.map((parse) => valueOf(() => parse(huge)))).toEqual(parsers.map(() => null));
  });

  it("never makes the work of a journal more than one hash a record", () => {
    // Each record ends where the next starts, so the bytes are looked at once; a bad length stops the reading.
    const many = concat(...Array.from({ length: 2000 }, (_, at) => encodeJournalRecord(entryForTest(at))));
    expect(readJournal(many).entries).toHaveLength(2000);
    expect(readJournal(concat(Uint8Array.of(255, 255), many))).toEqual({ entries: [], tornBytes: many.length + 2 });
    expect(appendLeaf(emptyFrontier, leafHash(utf8("a"))).made).toHaveLength(1);
  });
});
