import { expect, it } from "vitest";
import { cosignedForTest, entryForTest, keyForTest, logForTest, trustForTest } from "../log-for-test.ts";
import { type Files, unfoundFlips, unfoundLengths } from "./unfound-changes-for-test.ts";
import { verifyBundle } from "./verify-bundle.ts";

const key = keyForTest("rootward.example/acme/broker", 0x20);
const witnesses = [keyForTest("w1.example", 50), keyForTest("w2.example", 60)];
const trust = trustForTest(key, witnesses);
const logOf = (count: number) =>
  logForTest(
    key,
    Array.from({ length: count }, (_, at) => entryForTest(at)),
  );
const log = logOf(5);
const files = new Map(log.files)
  .set("checkpoint", cosignedForTest(log.note, witnesses))
  .set("checkpoints/3", cosignedForTest(logOf(3).note, witnesses));
const verify = (changed: Files) => verifyBundle({ files: changed, trust, origin: key.name, seen: [] });

it("a bundle in which each bit of any byte of any file is changed is found out", () => {
  expect(verify(files)).toMatchObject({ status: "verified", remarks: [] });
  const { tried, unfound } = unfoundFlips(files, verify, [1, 2, 4, 8, 16, 32, 64, 128]);
  expect(unfound).toEqual([]);
  expect(tried).toBeGreaterThan(8000);
});

it("a bundle of which any file is cut, made longer or left out is found out", () => {
  expect(unfoundLengths(files, verify, 1)).toEqual([]);
});
