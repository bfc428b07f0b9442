import { describe, expect, it } from "vitest";
import { toBase64 } from "../../crypto/base64.ts";
import { concat, fromUtf8, utf8 } from "../../crypto/bytes.ts";
import { openCheckpoint } from "../checkpoint/open-checkpoint.ts";
import { parseCheckpoint } from "../checkpoint/checkpoint.ts";
import { cosignedForTest, entryForTest, keyForTest, logForTest } from "../log-for-test.ts";
import { isKeyName } from "./key-name.ts";
import { openNote } from "./open-note.ts";
import { type NoteSignature, parseSignedNote, printSignedNote } from "./signed-note.ts";
import { cosignNoteText, signNoteText, verifierKeyOf } from "./signing-key.ts";
import { parseVerifierKey, printVerifierKey, verifierKey } from "./verifier-key.ts";

const key = keyForTest("rootward.example/acme/gate");
const log = logForTest(key, [entryForTest(0), entryForTest(1)]);
const verifier = verifierKeyOf("log", key);
const { text, signatures } = parseSignedNote(log.note);
const [own = { name: "", id: new Uint8Array(0), signature: new Uint8Array(0) }] = signatures;
const strangers = Array.from({ length: 15 }, (_, at): NoteSignature =>
  signNoteText(keyForTest(`x${at}.example`, at + 1), text),
);
const open = (note: Uint8Array) => openCheckpoint(note, [verifier]);

describe("a signed note", () => {
  it("keeps its bytes when read and printed", () => {
    expect(printSignedNote(parseSignedNote(log.note))).toEqual(log.note);
  });

  it("may hold empty lines in its text; the last empty line ends it", () => {
    const letter = "A letter:\n\nhello\n";
    const note = printSignedNote({ text: letter, signatures: [signNoteText(key, letter)] });
    expect(parseSignedNote(note).text).toBe(letter);
    expect(openNote(parseSignedNote(note), [verifier])).toMatchObject({
      status: "opened",
      verified: [{ key: verifier }],
    });
  });

  it("is read with 16 signatures and with 100, of which one is known", () => {
    const note = printSignedNote({ text, signatures: [...strangers, own] });
    expect(open(note)).toMatchObject({ status: "opened", unknown: { length: 15 } });
    const many = [...Array.from({ length: 99 }, () => strangers[0] ?? own), own];
    expect(open(printSignedNote({ text, signatures: many })).status).toBe("opened");
    expect(() => open(printSignedNote({ text, signatures: [own, ...many] }))).toThrow("101 signatures");
  });

  it("keeps lines by unknown keys apart, even when they share the name or the id with a known one", () => {
    const sameName = { ...own, id: Uint8Array.of(1, 2, 3, 4), signature: new Uint8Array(64) };
    const sameId = { ...own, name: "other.example", signature: new Uint8Array(64) };
    expect(open(printSignedNote({ text, signatures: [sameName, sameId, own] }))).toMatchObject({
      status: "opened",
      unknown: [sameName, sameId],
    });
    expect(open(printSignedNote({ text, signatures: [sameName, sameId] }))).toMatchObject({
      status: "refused",
      row: { code: "LEDGER_UNSIGNED" },
    });
  });

  it("is refused as a whole when a known key's line fails, wherever it stands", () => {
    const bad = { ...own, signature: own.signature.map((byte, at) => (at === 5 ? byte ^ 1 : byte)) };
    for (const lines of [[bad], [own, bad], [bad, own], [{ ...own, signature: own.signature.subarray(0, 63) }]]) {
      expect(open(printSignedNote({ text, signatures: lines }))).toMatchObject({
        status: "refused",
        row: { code: "LEDGER_SIGNATURE_BAD" },
      });
    }
  });

  it.each([
    ["without signatures", `${text}\n`],
    ["without the empty line", text],
    ["without the last newline", (fromUtf8(log.note) ?? "").slice(0, -1)],
    ["with a carriage return", (fromUtf8(log.note) ?? "").replace("\n", "\r\n")],
    ["with a tab", `a\tb\n\n\u2014 x AAAAAAA=\n`],
    ["with a hyphen for the dash", `a\n\n- x AAAAAAA=\n`],
    ["with two spaces", `a\n\n\u2014 x  AAAAAAA=\n`],
    ["with a name that holds a plus", `a\n\n\u2014 x+y AAAAAAA=\n`],
    ["with a name that holds a no-break space", `a\n\n\u2014 x\u00a0y AAAAAAA=\n`],
    ["with base64 without padding", `a\n\n\u2014 x AAAAAAA\n`],
    ["with base64 whose spare bits are set", `a\n\n\u2014 x AAAAAAB=\n`],
    ["with an id and no signature", `a\n\n\u2014 x AAAAAA==\n`],
    ["with more text behind the signatures", `a\n\n\u2014 x AAAAAAA=\nmore\n`],
    ["of nothing", ""],
    ["of two newlines", "\n\n"],
    ["with an empty text", `\n\n\u2014 x AAAAAAA=\n`.slice(1)],
  ])("is not read %s", (_, note) => {
    expect(() => parseSignedNote(utf8(note))).toThrow("not a signed note");
  });

  it("is not read when it is not UTF-8 or too large", () => {
    expect(() => parseSignedNote(concat(Uint8Array.of(0xff), log.note))).toThrow("not UTF-8");
    expect(() => parseSignedNote(new Uint8Array(600_000))).toThrow("600000 bytes");
  });
});

describe("a checkpoint's text", () => {
  const root = toBase64(log.tree.root());
  it.each([
    ["an extension line", `a\n2\n${root}\nmore\n`],
    ["text behind an empty line", `a\n2\n${root}\n\nmore\n`],
    ["an empty origin", `\n2\n${root}\n`],
    ["an origin with a space", `a b\n2\n${root}\n`],
    ["a size with a zero before", `a\n02\n${root}\n`],
    ["a size with a plus", `a\n+2\n${root}\n`],
    ["a size of 2^53", `a\n9007199254740992\n${root}\n`],
    ["an Arabic digit", `a\n\u0662\n${root}\n`],
    ["a short root", `a\n2\nAAAA\n`],
    ["no end of the last line", `a\n2\n${root}`],
    ["a root over nothing that is not the empty one", `a\n0\n${root}\n`],
  ])("is refused with %s", (_, lines) => {
    expect(() => parseCheckpoint(lines)).toThrow("not a checkpoint");
  });

  it("is read for the empty tree", () => {
    expect(parseCheckpoint("a\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n").size).toBe(0);
  });
});

describe("a checkpoint's signature", () => {
  it("counts only by the log that it names: the gate's key signs nothing for the broker", () => {
    const lie = text.replace("/gate", "/broker");
    const note = printSignedNote({ text: lie, signatures: [signNoteText(key, lie)] });
    expect(open(note)).toMatchObject({ status: "refused", row: { code: "LEDGER_UNSIGNED" } });
  });

  it("of a witness does not stand for the log's, nor the log's for a witness's", () => {
    const witness = keyForTest(key.name, 9);
    const cosigned = printSignedNote({ text, signatures: [cosignNoteText(witness, text, 5)] });
    expect(openCheckpoint(cosigned, [verifierKeyOf("cosignature", witness)])).toMatchObject({
      row: { code: "LEDGER_UNSIGNED" },
    });
    const opened = openCheckpoint(log.note, [verifier, verifierKeyOf("cosignature", key)]);
    expect(opened.status === "opened" && opened.cosigned).toEqual([]);
  });

  it("of a witness fails for another time or another text", () => {
    const witness = keyForTest("w.example", 3);
    const keys = [verifier, verifierKeyOf("cosignature", witness)];
    const line = cosignNoteText(witness, text, 5);
    const later = { ...line, signature: line.signature.map((byte, at) => (at === 7 ? 6 : byte)) };
    const farOff = { ...line, signature: line.signature.map((byte, at) => (at === 0 ? 255 : byte)) };
    for (const bad of [later, farOff, cosignNoteText(witness, `${text}x\n`, 5)]) {
      expect(openCheckpoint(printSignedNote({ text, signatures: [own, bad] }), keys)).toMatchObject({
        row: { code: "LEDGER_SIGNATURE_BAD" },
      });
    }
    const twice = openCheckpoint(cosignedForTest(cosignedForTest(log.note, [witness], 5), [witness], 6), keys);
    expect(twice.status === "opened" && twice.cosigned.length).toBe(1);
  });
});

describe("a verifier key", () => {
  const line = printVerifierKey(verifier);
  it.each([
    ["another name", line.replace("gate", "gates")],
    ["another id", line.replace("+cec4f318+", "+cec4f319+")],
    ["an upper-case id", line.replace("cec4f318", "CEC4F318")],
    ["a short id", line.replace("cec4f318", "cec4f3")],
    ["another kind under the same id", line.replace("+AQOh", "+BAOh")],
    ["a key of 31 bytes", line.replace(/VTG4$/, "VTE=")],
    ["no name", line.slice(line.indexOf("+"))],
    ["a space behind it", `${line} `],
    ["nothing", ""],
  ])("is refused with %s", (_, text) => {
    expect(() => parseVerifierKey(text)).toThrow("not a verifier key");
  });

  it("of a kind that is not used here says so", () => {
    expect(() => parseVerifierKey("w.example+00000000+BgAA")).toThrow("kind that cannot be used");
  });

  it("needs a name without spaces, pluses and control characters, and 32 bytes", () => {
    expect(
      ["", "a b", "a+b", "a\u0085b", "a\u3000b", "a\u0000", "\ud800", "x".repeat(256)].filter((n) => isKeyName(n)),
    ).toEqual([]);
    expect(["a", "r.example/acme/broker.2", "\u00e9"].filter((n) => !isKeyName(n))).toEqual([]);
    expect(() => verifierKey("log", "a b", new Uint8Array(32))).toThrow("not a verifier key");
    expect(() => verifierKey("log", "a", new Uint8Array(33))).toThrow("33 bytes");
  });
});
