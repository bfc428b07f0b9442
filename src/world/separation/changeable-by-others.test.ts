import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { changeableByOthers } from "./changeable-by-others.ts";

const top = realpathSync(mkdtempSync(join(tmpdir(), "rootward-changeable-")));
const directory = join(top, "deep", "courier");
const file = join(directory, "courier.json");
const uid = process.getuid?.() ?? 0;
afterAll(() => rmSync(top, { recursive: true, force: true }));
beforeEach(() => {
  for (const name of ["deep", "other"]) rmSync(join(top, name), { recursive: true, force: true });
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  mkdirSync(join(top, "other"), { mode: 0o700 });
  writeFileSync(file, "{}", { mode: 0o600 });
});

describe.skipIf(process.platform === "win32")("a file", () => {
  it("is its user's alone where nobody else may write it or a directory above it, a sticky one apart", () => {
    expect(changeableByOthers(file, uid)).toBeNull();
    chmodSync(file, 0o644);
    chmodSync(directory, 0o755);
    chmodSync(join(top, "deep"), 0o1777);
    expect(changeableByOthers(file, uid)).toBeNull();
  });

  it.each([
    ["by all", 0o602],
    ["by its group", 0o620],
  ])("is found writable %s", (_, mode) => {
    chmodSync(file, mode);
    expect(changeableByOthers(file, uid)).toBe(file);
  });

  it("is not safe in a directory that others may write, however far above, nor by a sticky bit of its own", () => {
    chmodSync(directory, 0o770);
    expect(changeableByOthers(file, uid)).toBe(directory);
    chmodSync(directory, 0o700);
    chmodSync(join(top, "deep"), 0o777);
    expect(changeableByOthers(file, uid)).toBe(join(top, "deep"));
    chmodSync(join(top, "deep"), 0o700);
    chmodSync(file, 0o1622);
    expect(changeableByOthers(file, uid)).toBe(file);
  });

  it("is not safe behind a link that others may replace, nor where one leads to", () => {
    const link = join(top, "other", "link.json");
    symlinkSync(file, link);
    expect(changeableByOthers(link, uid)).toBeNull();
    chmodSync(join(top, "other"), 0o777);
    expect(changeableByOthers(link, uid)).toBe(join(top, "other"));
    chmodSync(join(top, "other"), 0o700);
    chmodSync(file, 0o666);
    expect(changeableByOthers(link, uid)).toBe(file);
  });

  it("belongs to its user or to root, to nobody else", () => {
    if (uid === 0) expect(changeableByOthers(file, 12_345)).toBeNull();
    else expect(changeableByOthers(file, uid + 1)).toBe(file);
  });
});
