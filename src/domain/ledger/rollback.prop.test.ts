import * as fc from "fast-check";
import { expect, it } from "vitest";
import type { Checkpoint } from "./checkpoint/checkpoint.ts";
import { CheckpointSigner } from "./checkpoint/checkpoint-signer.ts";
import { openCheckpoint, type VerifiedCheckpoint } from "./checkpoint/open-checkpoint.ts";
import { recoverLog, type SeenCheckpoint } from "./journal/recover-log.ts";
import { entryForTest, keyForTest, verifiedForTest } from "./log-for-test.ts";
import { HashTree } from "./merkle/hash-tree.ts";
import { consistencyPlan, proofOf } from "./merkle/proof-plan.ts";
import { leafHash } from "./merkle/tree-hash.ts";
import { verifyConsistency } from "./merkle/verify-consistency.ts";
import { verifierKeyOf } from "./note/signing-key.ts";
import { parseAddCheckpointRequest, printAddCheckpointRequest } from "./witness/add-checkpoint-request.ts";
import { decideAddCheckpoint } from "./witness/decide-add-checkpoint.ts";

// A host that crashes, is restored from old copies and rewritten, beside a witness that is not. Whatever happens, the witness
// never cosigns two histories, and a restored or rewritten log finds out at its next start.
const logKey = keyForTest("rootward.example/acme/broker", 0x20);
const witnessKey = keyForTest("w1.example", 50);
const logs = [verifierKeyOf("log", logKey)];

interface Disk {
  readonly entries: readonly string[];
  readonly note: Uint8Array | null;
  /** The entries that the note was signed over; nobody but the test knows them. */
  readonly noted: readonly string[];
}
type Step =
  | { readonly do: "append"; readonly salt: string }
  | { readonly do: "sign" | "witness" | "backup" | "restore-all" | "restore-entries" | "restart" }
  | { readonly do: "rewrite"; readonly at: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant("append" as const), salt: fc.constantFrom("", " ", "  ") }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom("sign" as const, "witness" as const) }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constantFrom("backup" as const, "restore-all" as const, "restart" as const) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("restore-entries" as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("rewrite" as const), at: fc.nat(20) }) },
);

const treeOf = (entries: readonly string[]) => {
  const tree = new HashTree();
  for (const [at, salt] of entries.entries()) tree.append(leafHash(entryForTest(at, salt)));
  return tree;
};
const openedOf = (note: Uint8Array | null): VerifiedCheckpoint | null => {
  const opened = note === null ? null : openCheckpoint(note, logs);
  return opened?.status === "opened" ? opened.checkpoint : null;
};

it("a witness cosigns one history only, and a log that was set back or rewritten is quarantined at its next start", () => {
  let quarantines = 0;
  fc.assert(
    fc.property(fc.array(step, { minLength: 12, maxLength: 40, size: "max" }), (steps) => {
      let disk: Disk = { entries: [], note: null, noted: [] };
      let backup: Disk = disk;
      let signer = new CheckpointSigner(logKey, null);
      let stored: Checkpoint | null = null;
      const cosigned: { readonly checkpoint: Checkpoint; readonly entries: readonly string[] }[] = [];
      for (const each of steps) {
        const tree = treeOf(disk.entries);
        if (each.do === "append") disk = { ...disk, entries: [...disk.entries, each.salt] };
        else if (each.do === "backup") backup = disk;
        else if (each.do === "restore-all") disk = backup;
        else if (each.do === "restore-entries") disk = { ...disk, entries: backup.entries };
        else if (each.do === "rewrite")
          disk = { ...disk, entries: disk.entries.map((salt, at) => (at === each.at ? `${salt} ` : salt)) };
        else if (each.do === "sign") {
          const before = signer.latest;
          const signed = signer.signNext({ size: tree.size, root: tree.root() }, tree.read);
          if (signed.status === "signed") {
            disk = { ...disk, note: signed.note, noted: disk.entries };
            const proof = proofOf(consistencyPlan(before?.size ?? 0, tree.size), tree.read);
            if (before !== null) expect(verifyConsistency(before, signed.checkpoint, proof)).toBe(true);
          } else expect(signer.latest).toEqual(before);
        } else if (each.do === "witness") {
          const own = openedOf(disk.note);
          if (own === null || disk.note === null || own.size > tree.size) continue;
          const old: number = Math.min(stored?.size ?? 0, own.size);
          const request = printAddCheckpointRequest(old, proofOf(consistencyPlan(old, own.size), tree.read), disk.note);
          const decision = decideAddCheckpoint(parseAddCheckpointRequest(request), {
            logs,
            latest: stored,
            key: witnessKey,
            nowSeconds: 1,
          });
          if (decision.http !== 200) continue;
          stored = decision.store.checkpoint;
          cosigned.push({ checkpoint: stored, entries: disk.noted });
        } else {
          const seen: readonly SeenCheckpoint[] =
            stored === null ? [] : [{ at: "witness", checkpoint: verifiedForTest(stored) }];
          const own = openedOf(disk.note);
          const found = recoverLog({
            origin: logKey.name,
            size: tree.size,
            wholeBytes: 0,
            tornBytes: 0,
            read: tree.read,
            own,
            seen,
          });
          const signedTrees = [own, stored].filter((head) => head !== null);
          // The oracle compares whole lists of entries, not proofs.
          const fits = signedTrees.every(
            (head) => head.size <= disk.entries.length && equal(head, treeOf(disk.entries.slice(0, head.size))),
          );
          expect(found.status !== "quarantined").toBe(fits);
          if (!fits) {
            quarantines++;
            return;
          }
          signer = new CheckpointSigner(logKey, disk.note);
        }
      }
      for (const [at, { entries }] of cosigned.entries()) {
        const next = cosigned[at + 1];
        if (next !== undefined) expect(next.entries.slice(0, entries.length)).toEqual(entries);
      }
    }),
    { numRuns: 150 },
  );
  expect(quarantines).toBeGreaterThan(20);
});

function equal(head: Checkpoint, tree: HashTree): boolean {
  return head.root.every((byte, at) => tree.root()[at] === byte);
}
