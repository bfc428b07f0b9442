import { describe, expect, it } from "vitest";
import { utf8 } from "../../crypto/bytes.ts";
import { CodedError } from "../../core/coded-error.ts";
import { cosignedForTest, entryForTest, keyForTest, logForTest } from "../log-for-test.ts";
import { verifierKeyOf } from "../note/signing-key.ts";
import { printVerifierKey } from "../note/verifier-key.ts";
import { openTrusted } from "./open-trusted.ts";
import { printTrustFile } from "./print-trust-file.ts";
import { parseTrustFile, type Trust } from "./trust-file.ts";

const logKey = keyForTest("rootward.example/acme/gate");
const names = ["X1", "X2", "X3", "Y1", "Y2", "Y3"];
const witnesses = new Map(names.map((name, at) => [name, keyForTest(`${name.toLowerCase()}.example`, 10 + at)]));
const logLine = `log ${printVerifierKey(verifierKeyOf("log", logKey))}`;
const witnessLine = (name: string) => {
  const key = witnesses.get(name) ?? logKey;
  return `witness ${name} ${printVerifierKey(verifierKeyOf("cosignature", key))}`;
};
const log = logForTest(logKey, [entryForTest(0)]);
const read = (...lines: readonly string[]): Trust => parseTrustFile(utf8(lines.map((line) => `${line}\n`).join("")));
const allWitnesses = names.map((name) => witnessLine(name));
const example = [
  "# The example of the specification",
  "",
  logLine,
  ...allWitnesses,
  "group X-witnesses 2 X1 X2 X3",
  "group Y-witnesses any Y1 Y2 Y3",
  "\tgroup  X-and-Y all X-witnesses\tY-witnesses ",
  "quorum X-and-Y",
];
const cosignedBy = (...who: readonly string[]) =>
  cosignedForTest(
    log.note,
    who.map((name) => witnesses.get(name) ?? logKey),
  );

describe("a trust file", () => {
  it("asks for two of X and one of Y, as its groups say: every one of the 64 subsets", () => {
    const trust = read(...example);
    for (let mask = 0; mask < 64; mask++) {
      const who = names.filter((_, at) => (mask >> at) % 2 === 1);
      const isEnough =
        who.filter((name) => name.startsWith("X")).length >= 2 && who.some((name) => name.startsWith("Y"));
      const opened = openTrusted(cosignedBy(...who), trust);
      expect([who, opened.status]).toEqual([who, isEnough ? "opened" : "refused"]);
      if (opened.status === "refused") expect(opened.row.code).toBe("LEDGER_UNWITNESSED");
    }
  });

  it("counts one witness once, however often it signs", () => {
    const trust = read(logLine, ...allWitnesses, "group g 2 X1 X2", "quorum g");
    expect(openTrusted(cosignedBy("X1", "X1", "X1"), trust).status).toBe("refused");
    expect(openTrusted(cosignedBy("X1", "X2"), trust).status).toBe("opened");
  });

  it("may ask for one witness by name, or for none", () => {
    expect(openTrusted(cosignedBy("X2"), read(logLine, witnessLine("X1"), witnessLine("X2"), "quorum X2")).status).toBe(
      "opened",
    );
    expect(openTrusted(cosignedBy("X1"), read(logLine, witnessLine("X1"), witnessLine("X2"), "quorum X2")).status).toBe(
      "refused",
    );
    expect(openTrusted(log.note, read(logLine, "quorum none")).status).toBe("opened");
  });

  it("knows only its own logs", () => {
    const other = `log ${printVerifierKey(verifierKeyOf("log", keyForTest(logKey.name, 77)))}`;
    expect(openTrusted(log.note, read(other, "quorum none"))).toMatchObject({ row: { code: "LEDGER_UNSIGNED" } });
    expect(openTrusted(log.note, read("quorum none"))).toMatchObject({ row: { code: "LEDGER_UNSIGNED" } });
    expect(openTrusted(log.note, read(other, logLine, "quorum none")).status).toBe("opened");
  });

  it("keeps addresses, and prints to a file that reads the same", () => {
    const trust = read(
      `${logLine} https://rootward.example/log`,
      `${witnessLine("X1")} https://w.example`,
      "quorum X1",
    );
    expect(trust.logs[0]?.url).toBe("https://rootward.example/log");
    expect(trust.witnesses[0]?.url).toBe("https://w.example");
    for (const each of [trust, read(...example), read("quorum none")])
      expect(parseTrustFile(printTrustFile(each))).toEqual(each);
  });

  it("takes 40 logs, 40 witnesses and 40 groups", () => {
    const key = (kind: "log" | "cosignature", at: number) =>
      printVerifierKey(verifierKeyOf(kind, keyForTest(`k${at}.example`, at)));
    const many = Array.from({ length: 40 }, (_, at) => at);
    const trust = read(
      ...many.map((at) => `log ${key("log", at)}`),
      ...many.map((at) => `witness w${at} ${key("cosignature", at + 40)}`),
      ...many.map((at) => `group g${at} any w${at}`),
      "quorum g39",
    );
    expect([trust.logs.length, trust.witnesses.length, trust.groups.length]).toEqual([40, 40, 40]);
  });

  it.each([
    ["no quorum", [logLine], 1],
    ["two quorums", [logLine, "quorum none", "quorum none"], 3],
    ["an unknown quorum", [logLine, "quorum X1"], 2],
    ["a quorum before its witness", ["quorum X1", witnessLine("X1")], 1],
    ["an unknown word", ["logs x", "quorum none"], 1],
    ["a group that names itself", [witnessLine("X1"), "group g any g", "quorum g"], 2],
    ["a group without members", ["group g any", "quorum g"], 1],
    ["a threshold of 0", [witnessLine("X1"), "group g 0 X1", "quorum g"], 2],
    ["a threshold above the members", [witnessLine("X1"), "group g 2 X1", "quorum g"], 2],
    ["a threshold with a zero before", [witnessLine("X1"), "group g 01 X1", "quorum g"], 2],
    ["a member twice in a group", [witnessLine("X1"), "group g 2 X1 X1", "quorum g"], 2],
    ["a member of two groups", [witnessLine("X1"), "group g any X1", "group h any X1", "quorum g"], 3],
    ["the member none", ["group g any none", "quorum g"], 1],
    ["a witness called none", [witnessLine("X1").replace("X1", "none"), "quorum none"], 1],
    ["a name defined twice", [witnessLine("X1"), witnessLine("X2").replace("X2", "X1"), "quorum X1"], 2],
    ["one witness under two names", [witnessLine("X1"), witnessLine("X1").replace("X1", "X9"), "quorum X1"], 2],
    ["one log twice", [logLine, logLine, "quorum none"], 2],
    ["a log with a witness's key", [witnessLine("X1").replace("witness X1", "log"), "quorum none"], 1],
    ["a witness with a log's key", [logLine.replace("log", "witness W"), "quorum none"], 1],
    ["a key that is broken", [logLine.slice(0, -1), "quorum none"], 1],
    ["a key of another kind", ["witness W w.example+00000000+BgAA", "quorum none"], 1],
    ["words behind the address", [`${logLine} https://a b`, "quorum none"], 1],
    ["a carriage return", [`${logLine}\r`, "quorum none"], 1],
    ["a form feed", ["#\f", "quorum none"], 1],
  ])("is refused with %s, and the line is named", (_, lines, line) => {
    let thrown: unknown = null;
    try {
      read(...lines);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(CodedError);
    if (!(thrown instanceof CodedError)) return;
    expect([thrown.row.code, thrown.position?.line]).toEqual(["LEDGER_TRUST_FOREIGN", line]);
  });

  it("is refused without its last newline, when it is not UTF-8, and when it is far too large", () => {
    expect(() => parseTrustFile(utf8("quorum none"))).toThrow("last line does not end");
    expect(() => parseTrustFile(Uint8Array.of(0xff, 10))).toThrow("not UTF-8");
    expect(() => parseTrustFile(new Uint8Array(300_000))).toThrow("300000 bytes");
  });
});
