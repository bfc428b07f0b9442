import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { rejectedRow } from "../../../test/support/rejected-row.ts";
import { writeNewFile } from "./write-new-file.ts";

const at = mkdtempSync(join(tmpdir(), "rootward-new-file-"));
afterAll(() => rmSync(at, { recursive: true }));

describe("a new file", () => {
  it("is its owner's alone and never takes the place of another", async () => {
    const path = join(at, "one");
    await writeNewFile(path, Uint8Array.of(1, 2, 3));
    expect([...readFileSync(path)]).toEqual([1, 2, 3]);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(await rejectedRow(writeNewFile(path, Uint8Array.of(9)))).toBe("FILES_ALREADY_THERE");
    expect([...readFileSync(path)]).toEqual([1, 2, 3]);
  });

  it("is refused where its directory is not there", async () => {
    expect(await rejectedRow(writeNewFile(join(at, "no", "one"), Uint8Array.of(1)))).toBe("FILES_NOT_WRITTEN");
  });
});
