import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { oracle, requireOracle } from "../../../test/oracle.ts";
import { rejectedRow } from "../../../test/support/rejected-row.ts";
import { Secret } from "../../domain/core/secret.ts";
import { fromUtf8, utf8 } from "../../domain/crypto/bytes.ts";
import { age } from "./age.ts";

const binary = await oracle("age", () => execFileSync("age", ["--version"]).toString());
// `age` takes passphrases from a terminal alone; Python gives it one.
const terminal = await oracle("age at a pseudo-terminal", () => {
  execFileSync("age", ["--version"]);
  execFileSync("python3", ["-c", "import pty"]);
});

/** Secret bytes 00…1f and the recipient that age-keygen gives it. */
const knownIdentity = "AGE-SECRET-KEY-1QQQSYQCYQ5RQWZQFPG9SCRGWPUGPZYSNZS23V9CCRYDPK8QARC0SWRYDWG";
const knownRecipient = "age13aqvttdk3ujkyjh9kg2w5an6dmy5mq5a84a4uxk3hfhnugfc9p0sy5p2wh";
const secret = (text: string) => new Secret(utf8(text));
const words = secret("valley inject crazy valve keep suggest zoo");
const text = (plain: Secret<Uint8Array>) => fromUtf8(plain.reveal());
const folder = () => mkdtempSync(path.join(tmpdir(), "rootward-age-"));

/** Runs `age` at a pseudo-terminal and types the passphrase at each of its questions. */
function atTerminal(args: readonly string[], passphrase: string): void {
  const script = [
    "import pty, sys, os",
    "phrase, args = sys.argv[1], sys.argv[2:]",
    "pid, fd = pty.fork()",
    "if pid == 0: os.execvp(args[0], args)",
    "try:",
    "  while True:",
    "    said = os.read(fd, 1024)",
    "    if not said: break",
    "    if b'passphrase' in said.lower() and b':' in said: os.write(fd, phrase.encode() + b'\\n')",
    "except OSError: pass",
    "sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))",
  ].join("\n");
  execFileSync("python3", ["-c", script, passphrase, "age", ...args], { stdio: "ignore", timeout: 60_000 });
}

describe("age", () => {
  it("gives keys of both kinds, and each opens what was sealed to its recipient", async () => {
    const [short, long] = [await age.newX25519(), await age.newHybrid()];
    expect(text(short.identity)).toMatch(/^AGE-SECRET-KEY-1[A-Z0-9]{58}$/);
    expect(short.recipient).toMatch(/^age1[a-z0-9]{58}$/);
    expect(text(long.identity)).toMatch(/^AGE-SECRET-KEY-PQ-1[A-Z0-9]{58}$/);
    expect(long.recipient).toMatch(/^age1pq1[a-z0-9]{1952}$/);
    for (const { identity, recipient } of [short, long]) {
      const file = await age.encrypt(secret("a seed"), [recipient]);
      expect(text(await age.decrypt(file, identity))).toBe("a seed");
    }
  });

  it("seals to several, and each of them opens", async () => {
    const pairs = [await age.newX25519(), await age.newX25519(), await age.newX25519()];
    const file = await age.encrypt(
      secret("one"),
      pairs.map(({ recipient }) => recipient),
    );
    for (const { identity } of pairs) expect(text(await age.decrypt(file, identity))).toBe("one");
  });

  it("keeps every byte of any length, chunk borders of 64 KiB included", async () => {
    const { identity, recipient } = await age.newX25519();
    for (const length of [0, 1, 65_535, 65_536, 65_537, 200_000]) {
      const bytes = Uint8Array.from({ length }, (_, at) => (at * 7) & 255);
      const file = await age.encrypt(new Secret(bytes), [recipient]);
      const back = (await age.decrypt(file, identity)).reveal();
      expect(Buffer.compare(back, bytes)).toBe(0);
    }
  });

  it("opens with a key read from a file, its line end included", async () => {
    const file = await age.encrypt(secret("kit"), [knownRecipient]);
    expect(text(await age.decrypt(file, secret(`${knownIdentity}\n`)))).toBe("kit");
  });

  it("is refused without a recipient, with both kinds, and with what is no recipient of a person", async () => {
    const [short, long] = [await age.newX25519(), await age.newHybrid()];
    const sealed = (recipients: readonly string[]) => rejectedRow(age.encrypt(secret("x"), recipients));
    expect(await sealed([])).toBe("SEALING_NO_RECIPIENT");
    expect(await sealed([short.recipient, long.recipient])).toBe("SEALING_MIXED_RECIPIENTS");
    expect(await sealed([long.recipient, short.recipient])).toBe("SEALING_MIXED_RECIPIENTS");
    const tag = "age1tag1qt8lw0ual6avlwmwatk888yqnmdamm7xfd0wak53ut6elz5c4swx2ctlrfx";
    const mistyped = knownRecipient.replace("p2wh", "p2wq");
    for (const other of ["", "age1", mistyped, tag, knownIdentity, "ssh-ed25519 AAAA", knownRecipient.toUpperCase()]) {
      expect(await sealed([other])).toBe("SEALING_RECIPIENT_UNREADABLE");
      expect(await sealed([short.recipient, other])).toBe("SEALING_RECIPIENT_UNREADABLE");
    }
  });

  it("says that a file is for another key, and never shows the key", async () => {
    const file = await age.encrypt(secret("x"), [knownRecipient]);
    const [short, long] = [await age.newX25519(), await age.newHybrid()];
    expect(await rejectedRow(age.decrypt(file, short.identity))).toBe("SEALING_NOT_FOR_THIS_KEY");
    expect(await rejectedRow(age.decrypt(file, long.identity))).toBe("SEALING_NOT_FOR_THIS_KEY");
    const mistyped = knownIdentity.replace("DWG", "DWQ");
    for (const other of ["", mistyped, knownIdentity.toLowerCase(), knownRecipient]) {
      const error: unknown = await age.decrypt(file, secret(other)).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ row: { code: "SEALING_IDENTITY_UNREADABLE" } });
      if (other !== "") expect(JSON.stringify([error, String(error)])).not.toContain(other);
    }
  });

  it("refuses a file with any one byte changed, and every shorter or longer one", async () => {
    const file = await age.encrypt(secret("a seed that nobody may change"), [knownRecipient]);
    const open = (bytes: Uint8Array) => rejectedRow(age.decrypt(bytes, secret(knownIdentity)));
    for (let at = 0; at < file.length; at++) {
      const other = file.slice();
      other[at] = (other[at] ?? 0) ^ 1;
      // Which of both depends on where: a changed stanza looks like somebody else's.
      expect(await open(other)).toMatch(/^SEALING_(?:DAMAGED|NOT_FOR_THIS_KEY)$/);
      expect(await open(file.subarray(0, at))).toBe("SEALING_DAMAGED");
    }
    expect(await open(Buffer.concat([file, Buffer.of(0)]))).toBe("SEALING_DAMAGED");
  });

  it("opens or refuses, whatever the bytes", async () => {
    const stanza = fc.constantFrom("-> X25519 ", "-> scrypt ", "-> mlkem768x25519 ", "--- ", "\n", "AAAA", "\n--- A\n");
    const headed = fc.array(stanza).map((parts) => utf8(`age-encryption.org/v1\n${parts.join("")}`));
    await fc.assert(
      fc.asyncProperty(fc.oneof(headed, fc.uint8Array({ maxLength: 400 })), async (bytes) => {
        expect(await rejectedRow(age.decrypt(bytes, secret(knownIdentity)))).toMatch(/^SEALING_/);
        expect(await rejectedRow(age.decryptWithPassphrase(bytes, words))).toMatch(/^SEALING_/);
      }),
      { numRuns: 300 },
    );
  });
});

describe("a passphrase file", () => {
  it("opens with its passphrase alone", async () => {
    const file = await age.encryptWithPassphrase(secret("signing key"), words);
    expect(Buffer.from(file).toString("latin1")).toMatch(/^age-encryption\.org\/v1\n-> scrypt [A-Za-z0-9+/]{22} 16\n/);
    expect(text(await age.decryptWithPassphrase(file, words))).toBe("signing key");
    expect(await rejectedRow(age.decryptWithPassphrase(file, secret("valley")))).toBe("SEALING_WRONG_PASSPHRASE");
    expect(await rejectedRow(age.decrypt(file, secret(knownIdentity)))).toBe("SEALING_NOT_FOR_THIS_KEY");
    const toKey = await age.encrypt(secret("x"), [knownRecipient]);
    expect(await rejectedRow(age.decryptWithPassphrase(toKey, words))).toBe("SEALING_NOT_FOR_THIS_KEY");
  });

  it("is refused before any work when it asks for too much, or is not alone", async () => {
    const file = Buffer.from(await age.encryptWithPassphrase(secret("x"), words)).toString("latin1");
    const open = (changed: string) => rejectedRow(age.decryptWithPassphrase(Buffer.from(changed, "latin1"), words));
    expect(await open(file.replace(" 16\n", " 19\n"))).toBe("SEALING_WORK_TOO_HIGH");
    expect(await open(file.replace(" 16\n", " 9999\n"))).toBe("SEALING_WORK_TOO_HIGH");
    expect(await open(file.replace(" 16\n", " 016\n"))).toBe("SEALING_DAMAGED");
    expect(await open(file.replace("--- ", "-> x y\nAAAA\n--- "))).toBe("SEALING_DAMAGED");
  });
});

describe("age and the stock binary", () => {
  it("open each other's files for a key", async (context) => {
    requireOracle(binary, context);
    const at = folder();
    const [key, sealed] = [path.join(at, "key.txt"), path.join(at, "sealed.age")];
    writeFileSync(key, `${knownIdentity}\n`, { mode: 0o600 });
    writeFileSync(sealed, await age.encrypt(secret("ours"), [knownRecipient]));
    expect(execFileSync("age", ["-d", "-i", key, sealed]).toString()).toBe("ours");
    const theirs = execFileSync("age", ["-r", knownRecipient], { input: "theirs" });
    expect(text(await age.decrypt(theirs, secret(knownIdentity)))).toBe("theirs");
  });

  it("open each other's files for a passphrase", { timeout: 60_000 }, async (context) => {
    requireOracle(terminal, context);
    const at = folder();
    const [plain, sealed, back] = ["plain", "sealed.age", "back"].map((name) => path.join(at, name));
    if (plain === undefined || sealed === undefined || back === undefined) throw new Error("three names");
    writeFileSync(sealed, await age.encryptWithPassphrase(secret("ours"), words));
    atTerminal(["-d", "-o", back, sealed], text(words) ?? "");
    expect(readFileSync(back, "utf8")).toBe("ours");
    writeFileSync(plain, "theirs");
    atTerminal(["-p", "-o", `${sealed}.theirs`, plain], text(words) ?? "");
    expect(text(await age.decryptWithPassphrase(readFileSync(`${sealed}.theirs`), words))).toBe("theirs");
  });
});
