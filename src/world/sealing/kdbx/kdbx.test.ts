import { randomBytes } from "node:crypto";
import { Consts, ProtectedValue } from "kdbxweb";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cheapDatabase } from "../../../../test/support/cheap-database.ts";
import { rejectedRow } from "../../../../test/support/rejected-row.ts";
import { Secret } from "../../../domain/core/secret.ts";
import { fromUtf8, utf8 } from "../../../domain/crypto/bytes.ts";
import { openField, protectedField } from "../../../domain/custody/exports/exported-entry.ts";
import { failedReply } from "./failed-reply.ts";
import { kdbxReplySchema } from "./kdbx-job.ts";
import { loadDatabase } from "./load-database.ts";
import { plainEntries } from "./plain-entries.ts";
import { isKdbx, readKdbx } from "./read-kdbx.ts";
import { writeKdbx } from "./write-kdbx.ts";

const withPassword = (text: string) => ({ password: new Secret(utf8(text)), keyFile: null });
const entry = {
  account: "aws:123456789012",
  fields: [openField("Title", "prod"), protectedField("Password", utf8('p&ss<w>"ö')), openField("AWS Account", "1")],
};
const written = await writeKdbx("Passwords", [entry], new Secret(utf8("correct horse")));
const small = (version: 3 | 4) =>
  cheapDatabase({
    password: "a",
    version,
    fill: (database, group) => {
      const inner = database.createGroup(group, "AWS");
      const item = database.createEntry(inner);
      item.fields.set("Title", `kdbx ${version}`);
      item.fields.set("otp", ProtectedValue.fromString("otpauth://totp/x?secret=AAAA"));
      item.pushHistory();
      item.fields.set("Title", `kdbx ${version} now`);
      database.remove(database.createEntry(inner));
    },
  });

describe("a password database", () => {
  it("gives back what was written to it, byte for byte", async () => {
    expect(isKdbx(written)).toBe(true);
    const [read, ...others] = await readKdbx(written, withPassword("correct horse"));
    expect(others).toEqual([]);
    expect(read).toMatchObject({ group: [], isRecycled: false });
    const text = (name: string) => fromUtf8(read?.fields.get(name)?.reveal() ?? new Uint8Array());
    expect([text("Title"), text("Password"), text("AWS Account")]).toEqual(["prod", 'p&ss<w>"ö', "1"]);
  });

  it.each([3, 4] as const)(
    "of version %d tells groups and what was thrown away, and leaves out the past",
    async (version) => {
      const entries = await readKdbx(await small(version), withPassword("a"));
      const told = entries.map(({ group, isRecycled, fields }) => ({
        group,
        isRecycled,
        title: fromUtf8(fields.get("Title")?.reveal() ?? new Uint8Array()),
      }));
      expect(told).toEqual([
        { group: ["Recycle Bin"], isRecycled: true, title: "" },
        { group: ["AWS"], isRecycled: false, title: `kdbx ${version} now` },
      ]);
    },
  );

  it.each([3, 4] as const)("of version %d does not open with another password", async (version) => {
    expect(await rejectedRow(readKdbx(await small(version), withPassword("b")))).toBe("SEALING_KDBX_WRONG_KEY");
    const both = { ...withPassword("a"), keyFile: new Secret(randomBytes(32)) };
    expect(await rejectedRow(readKdbx(await small(version), both))).toBe("SEALING_KDBX_WRONG_KEY");
  });

  it("that is none, or KeePass 1's, or cut off is refused", async () => {
    const open = (bytes: Uint8Array) => rejectedRow(readKdbx(bytes, withPassword("a")));
    const file = await small(4);
    expect(await open(utf8("not a database at all"))).toBe("SEALING_KDBX_FOREIGN");
    const old = file.slice();
    old[4] = 0x65;
    expect(await open(old)).toBe("SEALING_KDBX_FOREIGN");
    expect(await open(file.subarray(0, 60))).toBe("SEALING_KDBX_DAMAGED");
    expect(await open(file.subarray(0, file.length - 1))).toBe("SEALING_KDBX_DAMAGED");
    expect(await open(new Uint8Array(33 * 1024 * 1024))).toBe("SEALING_KDBX_TOO_LARGE");
  });
});

/** The file with another number of eight bytes in its key derivation parameters. */
function withParameter(file: Uint8Array, name: string, value: bigint): Uint8Array {
  const bytes = Buffer.from(file);
  const at = bytes.indexOf(Buffer.from([0x05, 1, 0, 0, 0, name.charCodeAt(0), 8, 0, 0, 0]));
  if (at < 0) throw new Error(`no parameter ${name}`);
  bytes.writeBigUInt64LE(value, at + 10);
  return bytes;
}

describe("a hostile database", () => {
  it.each([
    ["M", 2n ** 31n],
    ["M", 2n ** 63n],
    ["I", 101n],
    ["I", 2n ** 32n - 1n],
  ])("that asks for %s = %d is refused before its key is derived", async (name, value) => {
    const started = performance.now();
    const file = withParameter(written, name, value);
    expect(await rejectedRow(readKdbx(file, withPassword("correct horse")))).toBe("SEALING_KDBX_COSTLY");
    // Argon2 with such numbers takes minutes.
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  it("that asks for too many AES rounds is refused likewise", async () => {
    const file = withParameter(await small(4), "R", 100_000_001n);
    expect(await rejectedRow(readKdbx(file, withPassword("a")))).toBe("SEALING_KDBX_COSTLY");
  });

  it.each([3, 4] as const)(
    "of version %d that is gigabytes behind its compression is not inflated",
    async (version) => {
      const bomb = await cheapDatabase({
        password: "a",
        version,
        fill: (database, group) => {
          database.createEntry(group).fields.set("Notes", "a".repeat(65 * 1024 * 1024));
        },
      });
      expect(bomb.length).toBeLessThan(1024 * 1024);
      expect(await rejectedRow(readKdbx(bomb, withPassword("a")))).toBe("SEALING_KDBX_TOO_LARGE");
    },
  );

  it("is given up after its time, and at once when somebody cancels", async () => {
    const key = withPassword("correct horse");
    expect(await rejectedRow(readKdbx(written, key, { timeMs: 20 }))).toBe("SEALING_KDBX_TIMEOUT");
    const stop = new AbortController();
    const reading = rejectedRow(readKdbx(written, key, { signal: stop.signal }));
    stop.abort();
    expect(await reading).toBe("SEALING_CANCELLED");
    expect(await rejectedRow(readKdbx(written, key, { signal: stop.signal }))).toBe("SEALING_CANCELLED");
  });

  it("gives entries or a refusal, whatever the bytes", async () => {
    const files = [await small(3), await small(4)];
    const change = fc.record({ which: fc.nat({ max: 1 }), at: fc.nat(), byte: fc.nat({ max: 255 }), cut: fc.nat() });
    const any = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      change.map(({ which, at, byte, cut }) => {
        const file = (files[which] ?? new Uint8Array()).slice();
        // The header is where bytes are believed first.
        file[at % 400] = byte;
        return cut % 4 === 0 ? file.subarray(0, cut % file.length) : file;
      }),
    );
    await fc.assert(
      fc.asyncProperty(any, async (file) => {
        const reply = await loadDatabase({ kind: "read", file, password: utf8("a"), keyFile: null })
          .then((database) => ({ status: "read" as const, entries: plainEntries(database) }))
          .catch(failedReply);
        expect(kdbxReplySchema.safeParse(reply).success).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it("of another version of Argon2, or with an unknown derivation, is named so", async () => {
    const bytes = Buffer.from(written);
    const version = bytes.indexOf(Buffer.from([0x04, 1, 0, 0, 0, 0x56, 4, 0, 0, 0, 0x13]));
    expect(version).toBeGreaterThan(0);
    bytes[version + 10] = 0x12;
    expect(await rejectedRow(readKdbx(bytes, withPassword("correct horse")))).toMatch(/^SEALING_KDBX_/);
    const other = Buffer.from(written);
    const id = other.indexOf(Buffer.from(Consts.KdfId.Argon2id, "base64"));
    other[id] = (other[id] ?? 0) ^ 1;
    expect(await rejectedRow(readKdbx(other, withPassword("correct horse")))).toBe("SEALING_KDBX_UNSUPPORTED");
  });
});
