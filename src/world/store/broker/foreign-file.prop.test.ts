import fc from "fast-check";
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { describe, expect, it } from "vitest";
import { codedRow } from "../../../../test/support/coded-row.ts";
import { openBrokerStore } from "./open-broker-store.ts";
import { keptDocument, keptItem, keptRequest, stepRow, testPlace, type TestPlace } from "./store-for-test.ts";

function seeded(place: TestPlace): Buffer {
  const { store } = openBrokerStore({ ...place, create: true });
  store.transaction(() => {
    for (let at = 0; at < 20; at += 1) {
      store.requests.put(keptRequest({ requestId: `r${at}`, requestHash: `h${at}` }));
      store.items.put(keptItem({ version: at, fingerprint: `f${at}` }));
      store.documents.put(keptDocument({ hash: `d${at}` }));
      store.steps.insert(stepRow({ step: at }));
    }
  });
  store.close();
  return readFileSync(place.file);
}

/** Opens it, reads everything and writes a little: the codes of all that was thrown. */
function codesOf(place: TestPlace): (string | null)[] {
  const codes: (string | null)[] = [];
  codes.push(
    codedRow(() => {
      const { store } = openBrokerStore(place);
      const reads = [
        () => store.requests.allLive(),
        () => store.items.all(),
        () => store.documents.ofState("waiting"),
        () => store.steps.all(),
        () => store.pending.all(),
        () => store.transaction(() => store.steps.insert(stepRow({ step: 1000 }))),
      ];
      codes.push(...reads.map((read) => codedRow(read)));
      store.close();
    }),
  );
  return codes;
}

function areCoded(codes: readonly (string | null)[]): boolean {
  return codes.every((code) => code === null || code.startsWith("BROKER_STORE_"));
}

function put(place: TestPlace, bytes: Uint8Array, journal?: Uint8Array): void {
  rmSync(dirname(place.file), { recursive: true, force: true });
  mkdirSync(dirname(place.file), { mode: 0o700 });
  writeFileSync(place.file, bytes, { mode: 0o600 });
  chmodSync(place.file, 0o600);
  if (journal !== undefined) writeFileSync(`${place.file}-wal`, journal, { mode: 0o600 });
}

describe("any bytes as the store's file", () => {
  it("give a store or a coded error", () => {
    const place = testPlace();
    try {
      const whole = seeded(place);
      fc.assert(
        fc.property(fc.uint8Array({ maxLength: 600 }), fc.boolean(), (bytes, isHeaded) => {
          put(place, isHeaded ? Buffer.concat([whole.subarray(0, 100), bytes]) : bytes);
          expect(areCoded(codesOf(place))).toBe(true);
        }),
        { numRuns: 60 },
      );
    } finally {
      place.remove();
    }
  });

  it("that were a store and were changed, cut or given a foreign journal do so, too", () => {
    const place = testPlace();
    try {
      const whole = seeded(place);
      const change = fc.record({
        at: fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 40 }),
        length: fc.oneof(fc.constant(whole.length), fc.nat(whole.length)),
        journal: fc.option(fc.uint8Array({ maxLength: 200 }), { nil: undefined }),
      });
      const seen = new Set<string | null>();
      fc.assert(
        fc.property(change, ({ at, length, journal }) => {
          const bytes = Buffer.from(whole);
          for (const [index, value] of at) bytes[index] = value;
          put(place, bytes.subarray(0, length), journal);
          const codes = codesOf(place);
          for (const code of codes) seen.add(code);
          expect(areCoded(codes)).toBe(true);
        }),
        { numRuns: 100 },
      );
      // Some were read, some were found to be damaged.
      expect([seen.has(null), seen.has("BROKER_STORE_DAMAGED")]).toEqual([true, true]);
    } finally {
      place.remove();
    }
  });
});
