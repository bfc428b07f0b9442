// What a log does at start with what it finds on disk. A crash between two steps of an append leaves less signed than
// written, or a torn tail: both are mended, since nothing that the log had not signed was released. Less written than
// signed, or other hashes than signed, no crash explains: the log stands still (quarantine) until people look.
import type { ErrorRow } from "../../core/error-row.ts";
import { consistentWith } from "../checkpoint/consistent-with.ts";
import type { VerifiedCheckpoint } from "../checkpoint/open-checkpoint.ts";
import { ledgerErrors } from "../errors.ts";
import { rootOf, type SubtreeReader } from "../merkle/proof-plan.ts";

/** Where a checkpoint that bears the log's signature was found. */
export type SeenAt = "own-checkpoint" | "witness" | "peer" | "anchor" | "client";

/** A checkpoint to compare with. */
export interface SeenCheckpoint {
  readonly at: SeenAt;
  readonly checkpoint: VerifiedCheckpoint;
}

/** What is on disk at start. */
export interface LogOnDisk {
  readonly origin: string;
  /** Whole entries in the journal. */
  readonly size: number;
  /** Where in the journal the last whole entry ends, and how many bytes come behind. */
  readonly wholeBytes: number;
  readonly tornBytes: number;
  /** Full subtrees over those entries, hashed from the journal. */
  readonly read: SubtreeReader;
  /** The stored checkpoint; `null` when there is no file. */
  readonly own: VerifiedCheckpoint | null;
  /** Checkpoints of this origin from elsewhere. */
  readonly seen: readonly SeenCheckpoint[];
}

/** What to do. */
export type LogRecovery =
  /** Everything fits. */
  | { readonly status: "clean"; readonly size: number }
  | {
      readonly status: "recovered";
      readonly size: number;
      /** Shorten the journal to so many bytes before anything is appended; `null` when no tail is torn. */
      readonly cutTo: number | null;
      /** Entries `from` up to before `size` were written, not signed: write their tiles, then sign a checkpoint over them. */
      readonly unsignedFrom: number;
    }
  | {
      readonly status: "quarantined";
      /** `LEDGER_BEHIND`, `LEDGER_FORKED` or `LEDGER_OTHER_ORIGIN`. */
      readonly row: ErrorRow;
      readonly against: SeenCheckpoint;
      /** The size of the log on disk. */
      readonly size: number;
    };

/** Decides; changes nothing. A quarantined log must not be cut, appended to or signed. */
export function recoverLog(disk: LogOnDisk): LogRecovery {
  const own: readonly SeenCheckpoint[] = disk.own === null ? [] : [{ at: "own-checkpoint", checkpoint: disk.own }];
  const all = [...own, ...disk.seen];
  const foreign = all.find(({ checkpoint }) => checkpoint.origin !== disk.origin);
  if (foreign !== undefined) return quarantined(disk, ledgerErrors.LEDGER_OTHER_ORIGIN, foreign);
  const tree = { size: disk.size, root: rootOf(disk.size, disk.read) };
  const checkpoints = all.map(({ checkpoint }) => checkpoint);
  const consistency = consistentWith(tree, disk.read, checkpoints);
  if (consistency.status !== "consistent") {
    const { checkpoint } = consistency;
    const against = all.find((each) => each.checkpoint === checkpoint) ?? { at: "own-checkpoint", checkpoint };
    return quarantined(disk, consistency.row, against);
  }
  // What a witness has seen was signed, even if the own checkpoint file is the older one.
  const signed = checkpoints.reduce((size, checkpoint) => Math.max(size, checkpoint.size), 0);
  const isSigned = disk.own !== null && disk.own.size === disk.size;
  if (disk.tornBytes === 0 && (isSigned || (disk.size === 0 && disk.own === null))) {
    return { status: "clean", size: disk.size };
  }
  return {
    status: "recovered",
    size: disk.size,
    cutTo: disk.tornBytes === 0 ? null : disk.wholeBytes,
    unsignedFrom: signed,
  };
}

function quarantined(disk: LogOnDisk, row: ErrorRow, against: SeenCheckpoint): LogRecovery {
  return { status: "quarantined", row, against, size: disk.size };
}
