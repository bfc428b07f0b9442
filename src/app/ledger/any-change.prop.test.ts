import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { brokerLogKey, codeAt } from "../../../test/custody/custody-log.ts";
import { CodedError } from "../../domain/core/coded-error.ts";
import { openCheckpoint } from "../../domain/ledger/checkpoint/open-checkpoint.ts";
import { trustForTest } from "../../domain/ledger/log-for-test.ts";
import { verifierKeyOf } from "../../domain/ledger/note/signing-key.ts";
import { MemoryDisk } from "../../world/ledger-files/memory-disk-for-test.ts";
import { openLog } from "../../world/ledger-files/open-log.ts";
import { verifyLedger } from "./verify-ledger.ts";

// The directory of a log is in the hands of somebody who may do everything with it but sign; and one who signs may fork.
const trust = trustForTest(brokerLogKey);
const entries = Array.from({ length: 290 }, (_, at) => codeAt(at, 1000 + at));
const verifier = verifierKeyOf("log", brokerLogKey);

function written(upTo = entries.length, salt = 0): MemoryDisk {
  const disk = new MemoryDisk();
  const outcome = openLog({ directory: "/d", key: brokerLogKey, disk });
  if (outcome.status !== "open") throw new Error(outcome.detail);
  for (let at = 0; at < upTo; at += 41) outcome.log.append(entries.slice(at, Math.min(at + 41, upTo)));
  if (salt > 0) outcome.log.append(entries.slice(0, salt).map((_, at) => codeAt(at, 9000 + at)));
  outcome.log.close();
  return disk;
}

const whole = written();
const kept = whole.files().get("/d/checkpoint") ?? new Uint8Array(0);

/** Verifies a directory offline against the checkpoint that was kept. */
function verdict(disk: MemoryDisk): string {
  const files = new Map([...disk.files()].map(([path, bytes]) => [path.slice(3), bytes]));
  const journal = files.get("journal") ?? new Uint8Array(0);
  files.delete("journal");
  try {
    return verifyLedger({ files, journal, trust, kept: [kept], rosters: null, rosterHash: null }).status;
  } catch (thrown) {
    if (thrown instanceof CodedError) return thrown.row.code;
    throw thrown;
  }
}

/** Starts the log's own process on it, told of the checkpoint that was kept; what it mends is written anew. */
function started(disk: MemoryDisk): { outcome: string; after: MemoryDisk } {
  const opened = openCheckpoint(kept, [verifier]);
  if (opened.status === "refused") throw new Error(opened.detail);
  const seen = [{ at: "client" as const, checkpoint: opened.checkpoint }];
  const outcome = openLog({ directory: "/d", key: brokerLogKey, disk, seen });
  if (outcome.status === "quarantined") return { outcome: "quarantined", after: disk };
  return { outcome: outcome.mended === null ? "clean" : "mended", after: disk };
}

const paths = [...whole.files().keys()].toSorted();
const place = fc.record({ path: fc.constantFrom(...paths), at: fc.nat(), mask: fc.integer({ min: 1, max: 255 }) });

describe("with a checkpoint that somebody kept", () => {
  it("the directory as it is verifies, and starts", () => {
    expect(verdict(whole.afterKill())).toBe("verified");
    expect(started(whole.afterKill()).outcome).toBe("clean");
  });

  it("any changed byte of any file is found", () => {
    fc.assert(
      fc.property(place, ({ path, at, mask }) => {
        const disk = whole.afterKill();
        const bytes = disk.files().get(path) ?? new Uint8Array(0);
        disk.put(
          path,
          bytes.map((byte, index) => (index === at % bytes.length ? byte ^ mask : byte)),
        );
        expect(verdict(disk)).not.toBe("verified");
        // Its own start either stands still or puts the very bytes back; a partial tile that a wider one replaced is not read.
        const { outcome, after } = started(disk);
        const isOld = /\.p\/[0-9]+$/.test(path) && !path.endsWith(`.p/${entries.length % 256}`);
        if (outcome === "mended") expect(after.files().get(path)).toEqual(bytes);
        else expect(outcome).toBe(isOld ? "clean" : "quarantined");
      }),
      { numRuns: 60 },
    );
  });

  it("any cut or missing file is found", () => {
    fc.assert(
      fc.property(place, fc.boolean(), ({ path, at }, isGone) => {
        const disk = whole.afterKill();
        const bytes = disk.files().get(path) ?? new Uint8Array(0);
        if (isGone) disk.drop(path);
        else disk.put(path, bytes.slice(0, at % bytes.length));
        // An older partial tile is no part of the log at its newest size: it may be missing, but not be there cut.
        const isOld = /\.p\/[0-9]+$/.test(path) && !path.endsWith(`.p/${entries.length % 256}`);
        if (!(isOld && isGone)) expect(verdict(disk)).not.toBe("verified");
        const { outcome, after } = started(disk);
        if (outcome === "mended") expect(after.files().get(path)).toEqual(bytes);
        else expect(outcome).toBe(isOld ? "clean" : "quarantined");
      }),
      { numRuns: 60 },
    );
  });

  it("any older copy of the whole directory, and any fork by the log's own key, is found", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: entries.length - 1 }), fc.integer({ min: 0, max: 250 }), (upTo, salt) => {
        const disk = written(upTo, salt);
        expect(verdict(disk)).not.toBe("verified");
        expect(started(disk).outcome).toBe("quarantined");
      }),
      { numRuns: 25 },
    );
  });
});
