import fc from "fast-check";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { codedRow } from "../../../../test/support/coded-row.ts";
import type { GateStore } from "./gate-store.ts";
import { openGateStore } from "./open-gate-store.ts";
import { keptDecision, keptPassword, keptProposal, keptRequest, keptVersion } from "./store-for-test.ts";

function seeded(file: string): Buffer {
  const store = openGateStore({ file, create: true });
  store.transaction(() => {
    for (let at = 1; at < 20; at += 1) {
      store.passwords.insert(keptPassword({ version: at }));
      store.requests.put(keptRequest({ requestId: `r${at}`, requestHash: `h${at}` }));
      store.decisions.add(keptDecision({ hash: `d${at}` }));
      store.proposals.put(keptProposal({ hash: `p${at}` }));
      store.chains.put("roster", keptVersion({ hash: `c${at}` }));
      store.outbox.add({ thread: "t", route: "r", notice: { at }, notBeforeMs: at });
    }
  });
  store.close();
  return readFileSync(file);
}

/** Opens it, reads everything and writes a little: the codes of all that was thrown. Another throw goes on. */
function codesOf(file: string): (string | null)[] {
  let store: GateStore | null = null;
  const opening = codedRow(() => {
    store = openGateStore({ file });
  });
  if (store === null) return [opening];
  const opened: GateStore = store;
  const uses = [
    () => opened.passwords.all(),
    () => opened.requests.list({ most: 99 }),
    () => opened.decisions.of("hash-a"),
    () => opened.proposals.list(99),
    () => opened.chains.all("roster"),
    () => opened.outbox.due(99, 99),
    () => opened.transaction(() => opened.passwords.insert(keptPassword({ version: 99 }))),
  ];
  const codes = uses.map((use) => codedRow(use));
  opened.close();
  return [opening, ...codes];
}

describe("any bytes as the password vault's file", () => {
  it("give a store or a coded error, also where they were a store and were changed or cut", () => {
    const directory = mkdtempSync(join(tmpdir(), "rootward-gate-"));
    const file = join(directory, "data", "gate.db");
    const seen = new Set<string | null>();
    try {
      const whole = seeded(file);
      const bytes = fc.oneof(
        fc.uint8Array({ maxLength: 300 }).map((each) => Buffer.from(each)),
        fc
          .record({
            at: fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 30 }),
            length: fc.oneof(fc.constant(whole.length), fc.nat(whole.length)),
          })
          .map(({ at, length }) => {
            const changed = Buffer.from(whole);
            for (const [index, value] of at) changed[index] = value;
            return changed.subarray(0, length);
          }),
      );
      fc.assert(
        fc.property(bytes, (each) => {
          rmSync(dirname(file), { recursive: true, force: true });
          mkdirSync(dirname(file), { mode: 0o700 });
          writeFileSync(file, each, { mode: 0o600 });
          const codes = codesOf(file);
          for (const code of codes) seen.add(code);
          expect(codes.every((code) => code === null || code.startsWith("GATE_STORE_"))).toBe(true);
        }),
        { numRuns: 80 },
      );
      expect([seen.has(null), seen.has("GATE_STORE_DAMAGED")]).toEqual([true, true]);
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  });
});
