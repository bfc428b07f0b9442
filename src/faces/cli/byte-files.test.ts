import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readBytes, writeBytes } from "./byte-files.ts";

const cwd = mkdtempSync(join(tmpdir(), "rootward-bytes-"));
const bytes = Uint8Array.of(0, 255, 10, 13);

describe("files of bytes", () => {
  afterAll(() => rmSync(cwd, { recursive: true, force: true }));

  it("come back as they were written, for their owner alone, and leave no draft", () => {
    writeBytes(cwd, "kit", bytes);
    expect(readBytes(cwd, "kit")).toEqual(bytes);
    expect(statSync(join(cwd, "kit")).mode & 0o777).toBe(0o600);
    expect(readdirSync(cwd)).toEqual(["kit"]);
  });

  it("take the place of what stood there, and are the owner's alone even then", () => {
    writeFileSync(join(cwd, "open"), "longer than what comes", { mode: 0o644 });
    writeBytes(cwd, "open", bytes);
    expect(new Uint8Array(readFileSync(join(cwd, "open")))).toEqual(bytes);
    expect(statSync(join(cwd, "open")).mode & 0o777).toBe(0o600);
  });

  it("that cannot be written leave nothing behind, and the path as given is named", () => {
    mkdirSync(join(cwd, "folder"));
    expect(() => writeBytes(cwd, "folder", bytes)).toThrow("Output cannot be written: folder (EISDIR)");
    expect(() => writeBytes(cwd, "no/such", bytes)).toThrow("Output cannot be written: no/such (ENOENT)");
    expect(readdirSync(cwd).filter((name) => name.endsWith(".part"))).toEqual([]);
  });

  it("go to what another process or a terminal holds open as they are", () => {
    const held = openSync(join(cwd, "held"), "a");
    try {
      writeBytes(cwd, `/dev/fd/${held}`, bytes);
    } finally {
      closeSync(held);
    }
    expect(readBytes(cwd, "held")).toEqual(bytes);
  });

  it("that cannot be read are named as given", () => {
    expect(() => readBytes(cwd, "missing")).toThrow("A file cannot be read: missing (ENOENT)");
  });
});
