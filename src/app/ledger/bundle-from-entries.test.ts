import { expect, it } from "vitest";
import { entryForTest, keyForTest, logForTest } from "../../domain/ledger/log-for-test.ts";
import { bundleFromEntries } from "./bundle-from-entries.ts";
import { exportBundle } from "./export-bundle.ts";

const key = keyForTest("rootward.example/acme/gate");
const entries = Array.from({ length: 600 }, (_, at) => entryForTest(at));

it("a note and its entries make the very files that the log has", async () => {
  const { files, note } = logForTest(key, entries);
  expect(bundleFromEntries(note, entries)).toEqual(files);
  expect(await exportBundle((path) => Promise.resolve(files.get(path) ?? null))).toEqual(files);
});

it("entries that are not the note's are refused", () => {
  const { note } = logForTest(key, entries);
  expect(() => bundleFromEntries(note, entries.slice(1))).toThrow(/shorter than a checkpoint/);
  expect(() => bundleFromEntries(note, [...entries, entryForTest(600)])).toThrow(/no such entry or size/);
  expect(() => bundleFromEntries(note, entries.with(5, entryForTest(6)))).toThrow(/differs from a checkpoint/);
});

it("a log that goes on while it is read gives one of its states, and one that lacks a tile is refused", async () => {
  const before = logForTest(key, entries.slice(0, 250)).files;
  const after = logForTest(key, entries.slice(0, 300)).files;
  let reads = 0;
  const moving = (path: string) => Promise.resolve((reads++ < 1 ? before : after).get(path) ?? null);
  expect(await exportBundle(moving)).toEqual(after);
  before.delete("tile/0/000.p/250");
  await expect(exportBundle((path) => Promise.resolve(before.get(path) ?? null))).rejects.toThrow(/tile .* missing/);
});
