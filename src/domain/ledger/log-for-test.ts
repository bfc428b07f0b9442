import { Secret } from "../core/secret.ts";
import { concat, utf8 } from "../crypto/bytes.ts";
import { type CheckpointSigner, CheckpointSigner as Signer } from "./checkpoint/checkpoint-signer.ts";
import type { Checkpoint } from "./checkpoint/checkpoint.ts";
import type { VerifiedCheckpoint } from "./checkpoint/open-checkpoint.ts";
import { HashTree } from "./merkle/hash-tree.ts";
import { leafHash } from "./merkle/tree-hash.ts";
import { printSignedNote, parseSignedNote } from "./note/signed-note.ts";
import { cosignNoteText, type SigningKey, verifierKeyOf } from "./note/signing-key.ts";
import { entryGrowth, tileGrowth } from "./tiles/tile-growth.ts";
import { tilePath } from "./tiles/tile-path.ts";
import type { Trust } from "./trust/trust-file.ts";

/** A log kept in memory for tests, with its files as they would lie on disk. */
export interface LogForTest {
  readonly tree: HashTree;
  readonly entries: readonly Uint8Array[];
  readonly signer: CheckpointSigner;
  /** Tiles and entry bundles of the whole log, and `checkpoint`. */
  readonly files: Map<string, Uint8Array>;
  readonly note: Uint8Array;
}

/** A key made of 32 bytes that count up from `start`. */
export function keyForTest(name: string, start = 0): SigningKey {
  return { name, seed: new Secret(Uint8Array.from({ length: 32 }, (_, at) => (start + at) % 256)) };
}

/** An entry with its number in it. */
export function entryForTest(index: number, salt = ""): Uint8Array {
  return utf8(`{"n":${index}${salt}}`);
}

/** Signs, as witnesses do, a note that needs no proof here. */
export function cosignedForTest(
  note: Uint8Array,
  keys: readonly SigningKey[],
  timeSeconds = 1_795_230_020,
): Uint8Array {
  const { text, signatures } = parseSignedNote(note);
  const added = keys.map((key) => cosignNoteText(key, text, timeSeconds));
  return printSignedNote({ text, signatures: [...signatures, ...added] });
}

/** A checkpoint as if its signature had been verified. */
export function verifiedForTest(checkpoint: Checkpoint): VerifiedCheckpoint {
  return checkpoint as VerifiedCheckpoint;
}

/** A log with these entries, its tiles grown in steps of `step` entries. */
export function logForTest(key: SigningKey, entries: readonly Uint8Array[], step = 1000): LogForTest {
  const tree = new HashTree();
  const files = new Map<string, Uint8Array>();
  for (let from = 0; from < entries.length; from += step) {
    const more = entries.slice(from, from + step);
    const made = more.flatMap((entry) => tree.append(leafHash(entry)));
    for (const { tile, before, added } of [...tileGrowth(from, tree.size, made), ...entryGrowth(from, more)]) {
      const there = before === null ? new Uint8Array(0) : (files.get(tilePath(before)) ?? new Uint8Array(0));
      if (before !== null) files.delete(tilePath(before));
      files.set(tilePath(tile), concat(there, added));
    }
  }
  const signer = new Signer(key, null);
  const signed = signer.signNext({ size: tree.size, root: tree.root() }, tree.read);
  const note = signed.status === "signed" ? signed.note : new Uint8Array(0);
  files.set("checkpoint", note);
  return { tree, entries, signer, files, note };
}

/** Trust in one log and these witnesses, all of which must have cosigned. */
export function trustForTest(log: SigningKey, witnesses: readonly SigningKey[] = []): Trust {
  const trusted = witnesses.map((key) => ({
    kind: "witness" as const,
    name: key.name,
    key: verifierKeyOf("cosignature", key),
    url: null,
  }));
  const group = { kind: "group" as const, name: "all-of-them", threshold: trusted.length, members: trusted };
  return {
    logs: [{ key: verifierKeyOf("log", log), url: null }],
    witnesses: trusted,
    groups: trusted.length === 0 ? [] : [group],
    quorum: trusted.length === 0 ? null : group,
  };
}
