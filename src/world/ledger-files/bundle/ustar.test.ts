import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { CodedError } from "../../../domain/core/coded-error.ts";
import { utf8 } from "../../../domain/crypto/bytes.ts";
import { readBundle } from "./read-bundle.ts";
import { readUstar, writeUstar } from "./ustar.ts";

const files = new Map([
  ["checkpoint", utf8("a\n")],
  ["tile/0/000.p/3", new Uint8Array(96).fill(7)],
  ["tile/entries/x001/000", new Uint8Array(513)],
  ["empty", new Uint8Array(0)],
]);
let home = "";
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "rw-tar-"));
});
afterEach(() => {
  rmSync(home, { recursive: true });
});

function codeOf(work: () => unknown): string {
  try {
    work();
    return "nothing thrown";
  } catch (thrown) {
    return thrown instanceof CodedError ? thrown.row.code : String(thrown);
  }
}

/** A header field changed, its checksum made right again. */
function changed(change: (tar: Uint8Array) => void): Uint8Array {
  const tar = writeUstar(files).slice();
  change(tar);
  tar.fill(32, 148, 156);
  const sum = tar.subarray(0, 512).reduce((total, byte) => total + byte, 0);
  tar.set(utf8(`${sum.toString(8).padStart(6, "0")}\0 `), 148);
  return tar;
}

const named = (name: string) =>
  changed((tar) => {
    tar.fill(0, 0, 100).set(utf8(name), 0);
  });

describe("a tar file", () => {
  it("is read by tar, and tar's is read here", () => {
    const path = join(home, "a.tar");
    writeFileSync(path, writeUstar(files));
    execFileSync("tar", ["-xf", path, "-C", home]);
    for (const [name, bytes] of files) expect(Uint8Array.from(readFileSync(join(home, name)))).toEqual(bytes);
    for (const format of ["ustar", "gnu"]) {
      const made = join(home, `${format}.tar`);
      execFileSync("tar", [`--format=${format}`, "-cf", made, "-C", home, "./checkpoint", "tile", "empty"]);
      expect([...readUstar(readFileSync(made)).keys()].toSorted()).toEqual([...files.keys()].toSorted());
    }
    expect(readUstar(writeUstar(files))).toEqual(files);
    expect(writeUstar(new Map([...files].toReversed()))).toEqual(writeUstar(files));
  });

  it.each(["../up", "/etc/passwd", "a/../b", "a//b", "./../x", "..", "a\\b", "a\u0001b", "a b", "tile/", ""])(
    "with the name %j is refused, read or written",
    (name) => {
      expect(codeOf(() => readUstar(named(name)))).toBe("LEDGER_BUNDLE_NAME_HOSTILE");
      expect(codeOf(() => writeUstar(new Map([[name, utf8("x")]])))).toBe("LEDGER_BUNDLE_NAME_HOSTILE");
    },
  );

  it.each(["1", "2", "3", "6", "g", "x", "L", "K", "S"])("with a member of type %s is refused", (type) => {
    expect(
      codeOf(() =>
        readUstar(
          changed((tar) => {
            tar.set(utf8(type), 156);
          }),
        ),
      ),
    ).toBe("LEDGER_BUNDLE_NAME_HOSTILE");
  });

  it("with a file twice, a cut, a wrong checksum, an absurd size or bytes behind its end is refused", () => {
    const tar = writeUstar(files);
    const twice = new Uint8Array([...tar.subarray(0, 1024), ...tar]);
    expect(codeOf(() => readUstar(twice))).toBe("LEDGER_BUNDLE_NAME_HOSTILE");
    for (const length of [0, 100, 511, 600, 1024, tar.length - 1024]) {
      expect(codeOf(() => readUstar(tar.subarray(0, length)))).toBe("LEDGER_BUNDLE_TAR_FOREIGN");
    }
    expect(codeOf(() => readUstar(tar.map((byte, at) => (at === 3 ? byte ^ 1 : byte))))).toBe(
      "LEDGER_BUNDLE_TAR_FOREIGN",
    );
    const huge = changed((each) => {
      each.set(utf8("77777777777\0"), 124);
    });
    expect(codeOf(() => readUstar(huge))).toBe("LEDGER_BUNDLE_TAR_FOREIGN");
    const negative = changed((each) => {
      each.set(utf8("-7"), 124);
    });
    expect(codeOf(() => readUstar(negative))).toBe("LEDGER_BUNDLE_TAR_FOREIGN");
    expect(codeOf(() => readUstar(new Uint8Array([...tar, 0, 1])))).toBe("LEDGER_BUNDLE_TAR_FOREIGN");
    expect(
      codeOf(() =>
        readUstar(
          changed((each) => {
            each.set(utf8("tarus"), 257);
          }),
        ),
      ),
    ).toBe("LEDGER_BUNDLE_TAR_FOREIGN");
  });

  it("of any bytes gives files or a coded error", () => {
    const mutated = fc.array(fc.tuple(fc.nat({ max: 2000 }), fc.nat({ max: 255 })), { maxLength: 4 }).map((changes) => {
      const tar = writeUstar(files).slice();
      for (const [at, byte] of changes) tar[at] = byte;
      return tar;
    });
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 2000 }), mutated), (bytes) => {
        try {
          for (const name of readUstar(bytes).keys()) expect(name.split("/")).not.toContain("..");
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(CodedError);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe("a bundle in a directory", () => {
  it("is its files, the journal and the lock apart", () => {
    mkdirSync(join(home, "tile/0"), { recursive: true });
    for (const name of ["checkpoint", "journal", "lock", "checkpoint.new", "tile/0/000"])
      writeFileSync(join(home, name), name);
    const { files: found, journal } = readBundle(home);
    expect([...found.keys()].toSorted()).toEqual(["checkpoint", "tile/0/000"]);
    expect(journal).toEqual(utf8("journal"));
  });

  it("with a link in it, or that is not there, is refused", () => {
    symlinkSync("/etc/passwd", join(home, "checkpoint"));
    expect(codeOf(() => readBundle(home))).toBe("LEDGER_BUNDLE_NAME_HOSTILE");
    expect(codeOf(() => readBundle(join(home, "none")))).toBe("LEDGER_BUNDLE_UNREADABLE");
  });
});
