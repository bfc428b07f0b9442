import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { utf8 } from "../../domain/crypto/bytes.ts";
import { countedDisk } from "./counted-disk.ts";
import type { LogDisk } from "./log-disk.ts";
import { MemoryDisk } from "./memory-disk-for-test.ts";
import { nodeDisk } from "./node-disk.ts";

let home = "";
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "rw-disk-"));
});
afterEach(() => {
  rmSync(home, { recursive: true });
});

const disks: readonly [string, () => { disk: LogDisk; top: string }][] = [
  ["the real disk", () => ({ disk: nodeDisk, top: home })],
  ["the disk in memory", () => ({ disk: new MemoryDisk(), top: "" })],
  ["the disk that counts", () => ({ disk: countedDisk(nodeDisk).disk, top: home })],
];

describe.each(disks)("%s", (_name, make) => {
  it("does what a log expects of it", () => {
    const { disk, top } = make();
    const folder = `${top}/d`;
    expect(disk.sizeOf(folder)).toBeNull();
    disk.makeDirectory(folder);
    disk.makeDirectory(folder);
    const file = disk.open(`${folder}/a`, "keep");
    expect(disk.size(file)).toBe(0);
    expect(disk.write(file, 0, utf8("hello"))).toBe(5);
    expect(disk.write(file, 3, utf8("p me"))).toBe(4);
    expect(disk.read(file, 0, 100)).toEqual(utf8("help me"));
    expect(disk.read(file, 5, 100)).toEqual(utf8("me"));
    expect(disk.read(file, 7, 1)).toHaveLength(0);
    disk.truncate(file, 4);
    disk.sync(file);
    expect(disk.size(file)).toBe(4);
    disk.close(file);
    const again = disk.open(`${folder}/a`, "keep");
    expect(disk.read(again, 0, 9)).toEqual(utf8("help"));
    disk.close(again);
    disk.close(disk.open(`${folder}/b`, "replace"));
    disk.rename(`${folder}/a`, `${folder}/b`);
    expect(disk.sizeOf(`${folder}/a`)).toBeNull();
    expect(disk.sizeOf(`${folder}/b`)).toBe(4);
    disk.close(disk.open(`${folder}/b`, "replace"));
    expect(disk.sizeOf(`${folder}/b`)).toBe(0);
    const directory = disk.openDirectory(folder);
    disk.sync(directory);
    disk.close(directory);
    expect(() => disk.open(`${folder}/none`, "read")).toThrow(/ENOENT/);
    expect(() => {
      disk.rename(`${folder}/none`, `${folder}/c`);
    }).toThrow(/ENOENT/);
    disk.remove(`${folder}/none`);
    disk.remove(folder);
    expect(disk.sizeOf(`${folder}/b`)).toBeNull();
    expect(disk.sizeOf(folder)).toBeNull();
  });
});
