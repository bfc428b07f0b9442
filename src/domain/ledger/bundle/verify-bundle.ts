import { CodedError } from "../../core/coded-error.ts";
import { equalBytes } from "../../crypto/bytes.ts";
import type { Checkpoint } from "../checkpoint/checkpoint.ts";
import { type OpenedCheckpoint, openCheckpoint } from "../checkpoint/open-checkpoint.ts";
import { ledgerErrors } from "../errors.ts";
import { foldPeaks } from "../merkle/frontier.ts";
import { subtreesOf } from "../merkle/subtree.ts";
import { emptyRoot } from "../merkle/tree-hash.ts";
import { isWitnessed, trustedKeys } from "../trust/open-trusted.ts";
import type { Trust } from "../trust/trust-file.ts";
import { type BundleFiles, type BundleProblem, foreignTiles, missingTiles, sortBundleFiles } from "./bundle-files.ts";
import { type BundleContent, bundleContent, contradictingTiles } from "./bundle-hashes.ts";
import { type EntryRange, isWithin, rangesBetween, unionOf } from "./entry-range.ts";
import { provenEntries } from "./prove-entries.ts";
import type { SparseHashes } from "./sparse-hashes.ts";

/** A copy of one log, and what else is known of it. */
export interface BundleQuestion {
  /** By path: `checkpoint`, `checkpoints/…` (earlier ones), `tile/…` (C2SP tlog-tiles). */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** From where the reader trusts it, never from the bundle. */
  readonly trust: Trust;
  /** Which of the trusted logs it must be. */
  readonly origin: string;
  /** Notes of checkpoints from elsewhere (witness, anchor, mail, sheet): what shows that a bundle is an old copy. */
  readonly seen: readonly Uint8Array[];
}

/** What a bundle shows. */
export interface BundleReport {
  /** `verified`: every file, entry and checkpoint holds. `damaged`: there are problems. */
  readonly status: "verified" | "damaged";
  /** The newest checkpoint of the bundle that bears the log's signature. */
  readonly newest: OpenedCheckpoint | null;
  /** Every entry that could be cut out, by index; only those in `proven` are the logged ones. */
  readonly entries: ReadonlyMap<number, Uint8Array>;
  /** Entries that lead to a signed root. */
  readonly proven: readonly EntryRange[];
  /** The first entry below the newest size that does not verify; `null` when all do. */
  readonly firstBad: number | null;
  readonly problems: readonly BundleProblem[];
  /** What is no fault but was not verified: signature lines by unknown keys, earlier checkpoints without a quorum. */
  readonly remarks: readonly string[];
}

/** How many roots a damaged log is judged by. */
const maxRootsTried = 64;

interface Opened {
  readonly file: string | null;
  readonly opened: OpenedCheckpoint;
}

/** Verifies a copy of a log with public keys alone. Never throws for what the files hold. */
export function verifyBundle(question: BundleQuestion): BundleReport {
  const files = sortBundleFiles(question.files);
  const { all, problems, remarks } = openAll(question, files);
  const inBundle = all.filter(({ file }) => file !== null);
  const newest = (inBundle.find(({ file }) => file === "checkpoint") ?? largest(inBundle))?.opened ?? null;
  const size = newest?.checkpoint.size ?? 0;
  const content = bundleContent(files);
  const heads = all.map(({ opened }) => opened.checkpoint).filter((each) => each.size <= size);
  const proven = provenByAny(heads, content);
  const bad = rangesBetween(proven, size);
  const isProven = (from: number, to: number) => isWithin(proven, from, to);
  const found: readonly BundleProblem[] = [
    ...files.problems,
    ...problems,
    ...content.problems,
    ...missingTiles(files, size),
    ...foreignTiles(files, size),
    ...contradictingTiles(files, content, isProven),
    ...(newest === null ? [] : all.flatMap((each) => disagreement(each, newest.checkpoint, content, bad))),
    ...bad.map((range) => changed(range)),
  ];
  return {
    status: found.length === 0 ? "verified" : "damaged",
    newest,
    entries: content.entries,
    proven,
    firstBad: bad[0]?.from ?? (newest === null ? 0 : null),
    problems: found,
    remarks,
  };
}

/** Largest first: in a whole log the newest root proves all; in a damaged one an earlier root may prove what it cannot. */
function provenByAny(heads: readonly Checkpoint[], content: BundleContent): readonly EntryRange[] {
  let proven: readonly EntryRange[] = [];
  let tried = 0;
  for (const head of heads.toSorted((one, other) => other.size - one.size)) {
    if (tried === maxRootsTried || isWithin(proven, 0, head.size)) break;
    proven = unionOf([...proven, ...(provenEntries(head, content.hashes) ?? [])]);
    tried++;
  }
  return proven;
}

function openAll(
  { trust, origin, seen }: BundleQuestion,
  files: BundleFiles,
): { all: readonly Opened[]; problems: readonly BundleProblem[]; remarks: readonly string[] } {
  const all: Opened[] = [];
  const problems: BundleProblem[] = [];
  const remarks: string[] = [];
  const newest: readonly [string | null, Uint8Array][] = files.newest === null ? [] : [["checkpoint", files.newest]];
  const elsewhere = seen.map((bytes): [string | null, Uint8Array] => [null, bytes]);
  for (const [file, bytes] of [...newest, ...files.earlier, ...elsewhere]) {
    const opened = openOne(bytes, trust, origin);
    if (opened.status === "refused") {
      // SECURITY: anybody can invent a checkpoint; one from elsewhere that the log did not sign accuses nobody.
      if (file === null)
        remarks.push(`a checkpoint from elsewhere was left out: ${opened.row.title}: ${opened.detail}`);
      else problems.push({ file, row: opened.row, detail: opened.detail });
      continue;
    }
    const { checkpoint, unknown } = opened;
    const name = file ?? `a checkpoint from elsewhere of size ${checkpoint.size}`;
    all.push({ file, opened });
    if (unknown.length > 0) remarks.push(`${name}: ${unknown.length} signature lines by unknown keys`);
    if (isWitnessed(opened, trust)) continue;
    if (file === "checkpoint") {
      problems.push({ file, row: ledgerErrors.LEDGER_UNWITNESSED, detail: `size ${checkpoint.size}` });
    } else remarks.push(`${name}: not cosigned by the quorum`);
  }
  return { all, problems, remarks };
}

function openOne(bytes: Uint8Array, trust: Trust, origin: string): ReturnType<typeof openCheckpoint> {
  try {
    const opened = openCheckpoint(bytes, trustedKeys(trust));
    if (opened.status === "refused" || opened.checkpoint.origin === origin) return opened;
    const detail = `${opened.checkpoint.origin}, not ${origin}`;
    return { status: "refused", row: ledgerErrors.LEDGER_OTHER_ORIGIN, detail };
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    return { status: "refused", row: error.row, detail: error.detail ?? "" };
  }
}

function largest(all: readonly Opened[]): Opened | undefined {
  return all.toSorted((one, other) => other.opened.checkpoint.size - one.opened.checkpoint.size)[0];
}

/** How a checkpoint that the log signed disagrees with the newest one of the bundle; each is compared with the same tree. */
function disagreement(
  { file, opened }: Opened,
  newest: Checkpoint,
  content: BundleContent,
  bad: readonly EntryRange[],
): readonly BundleProblem[] {
  const { size, root } = opened.checkpoint;
  if (size > newest.size) {
    return [{ file, row: ledgerErrors.LEDGER_BEHIND, detail: `size ${size}, the bundle ends at ${newest.size}` }];
  }
  const { fromEntries, fromTiles } = content.hashes;
  if (size === newest.size) {
    if (!equalBytes(root, newest.root)) {
      return [{ file, row: ledgerErrors.LEDGER_FORKED, detail: `two roots at size ${size}` }];
    }
    // Every entry leads to some signed root, but together not to this one: parts of two histories.
    if (bad.length > 0 || isRoot(root, size, fromEntries)) return [];
    return [{ file, row: ledgerErrors.LEDGER_FORKED, detail: `its root and an earlier one exclude each other` }];
  }
  if ([fromEntries, ...fromTiles].some((hashes) => isRoot(root, size, hashes))) return [];
  // With every entry below it proven by the newest root, another root at this size is a second history.
  const isKnown = (bad[0]?.from ?? newest.size) >= size;
  const row = isKnown ? ledgerErrors.LEDGER_FORKED : ledgerErrors.LEDGER_PROOF_BAD;
  return [{ file, row, detail: isKnown ? `another root at size ${size}` : `size ${size} cannot be compared` }];
}

function isRoot(root: Uint8Array, size: number, hashes: SparseHashes): boolean {
  const peaks = subtreesOf(0, size).map((subtree) => hashes.get(subtree));
  const known = peaks.filter((peak) => peak !== null);
  return known.length === peaks.length && equalBytes(foldPeaks(known) ?? emptyRoot(), root);
}

function changed({ from, to }: EntryRange): BundleProblem {
  const detail = to - from === 1 ? `entry ${from}` : `entries ${from} to ${to - 1}`;
  return { file: null, row: ledgerErrors.LEDGER_ENTRY_CHANGED, detail };
}
