import { CodedError } from "../../../domain/core/coded-error.ts";
import type { ErrorRow } from "../../../domain/core/error-row.ts";
import type { Secret } from "../../../domain/core/secret.ts";
import type { Vault } from "../../../domain/custody/envelope/place.ts";
import { writeFrame } from "../../../domain/custody/frame/frame.ts";
import { importErrors } from "../../../domain/custody/imports/errors.ts";
import { passwordTag } from "../../../domain/custody/imports/keyed-tags.ts";
import { advanceRow } from "../../../domain/custody/imports/rows/advance-row.ts";
import type { Age } from "../../../world/sealing/sealing.ts";
import { importRunErrors } from "./errors.ts";
import type { CustodyDesk, DeskAccount, DeskAnswer } from "./import-desk.ts";
import type { ImportJournal, JournalRow } from "./import-journal.ts";
import type { ImportPlan, PlannedRow } from "./plan-import.ts";

/** What writing an import uses. */
export interface ApplyDeps {
  readonly desk: CustodyDesk;
  readonly journal: ImportJournal;
  readonly age: Pick<Age, "encrypt">;
  /** Unix seconds. */
  readonly now: () => number;
  /** Waits so many milliseconds, or until the signal: the gate takes so many calls a minute and no more. */
  readonly pause: (ms: number) => Promise<void>;
  /** Rows at work at a time; the broker shares its disk's syncs between those that arrive together. */
  readonly lanes: number;
  readonly onRow?: ((done: number, total: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What came of a row. */
export type RowOutcome =
  | { readonly status: "stored"; readonly version: number; readonly sameAs: readonly string[] }
  /** An earlier run stored it. */
  | { readonly status: "there"; readonly version: number }
  | { readonly status: "failed"; readonly row: ErrorRow; readonly detail: string }
  /** Not tried: the run stopped before. */
  | { readonly status: "waiting" };

/** An import as far as it came. */
export interface AppliedImport {
  readonly outcomes: ReadonlyMap<PlannedRow, RowOutcome>;
  /** What ended it before all rows were tried; `null` when it went through. */
  readonly stopped: CodedError | null;
}

/**
 * Stores the ready rows of a plan; with `readyOnly` false only when all rows are ready. Safe to run again after any end: what
 * is stored is found and never stored twice. Throws `IMPORT_ROWS_OPEN`, `IMPORT_NOTHING_READY`, `CUSTODY_ROW_ROLE` and what
 * the desk throws before the first row; later it ends the run, and is in `stopped`.
 */
export const applyImport =
  (deps: ApplyDeps) =>
  async (plan: ImportPlan, readyOnly: boolean): Promise<AppliedImport> => {
    const { desk } = deps;
    const { vault } = plan;
    const notReady = rowsOpen(plan, readyOnly);
    if (notReady !== null) throw notReady;
    const role = vault === "P" ? "operator-p" : "operator-s";
    if (!desk.operator.roles.includes(role)) {
      throw new CodedError(importErrors.CUSTODY_ROW_ROLE, { detail: `${desk.operator.person} is no ${role}` });
    }
    const known = new Map((await desk.accounts()).map((each) => [each.account, each]));
    const tagKey = vault === "P" ? await desk.tagKey() : null;
    const ready = plan.rows.filter(({ status }) => status === "ready");
    const outcomes = new Map<PlannedRow, RowOutcome>(ready.map((row) => [row, { status: "waiting" }]));
    const store = storeRow(deps, vault, known, tagKey);
    let stopped: CodedError | null = null;
    let [next, done] = [0, 0];
    const lane = async (): Promise<void> => {
      for (;;) {
        const row = ready[next++];
        if (row === undefined || stopped !== null || deps.signal?.aborted === true) return;
        try {
          outcomes.set(row, await patiently(deps, () => store(row)));
          deps.onRow?.(++done, ready.length);
        } catch (error) {
          if (!(error instanceof CodedError)) throw error;
          stopped ??= error;
        }
      }
    };
    await Promise.all(Array.from({ length: Math.max(1, deps.lanes) }, lane));
    tagKey?.wipe();
    return { outcomes, stopped };
  };

const [pauseMs, mostPauses] = [2000, 150];

/** Does a row's work again while it is refused for being too soon (429, nothing was done); for five minutes at most. */
async function patiently(
  { pause, signal }: Pick<ApplyDeps, "pause" | "signal">,
  work: () => Promise<RowOutcome>,
): Promise<RowOutcome> {
  for (let pauses = 0; ; pauses++) {
    try {
      return await work();
    } catch (error) {
      const isTooSoon = error instanceof CodedError && error.row.http === 429;
      if (!isTooSoon || pauses >= mostPauses || signal?.aborted === true) throw error;
      await pause(pauseMs);
    }
  }
}

/** Why nothing of a plan is stored: rows that are not ready. `null` when it can be. */
export function rowsOpen({ counts, rows }: ImportPlan, readyOnly: boolean): CodedError | null {
  const open = counts.error + counts.confirm;
  if (counts.ready === 0) return new CodedError(importRunErrors.IMPORT_NOTHING_READY, { detail: `${open} rows` });
  if (open === 0 || readyOnly) return null;
  return new CodedError(importRunErrors.IMPORT_ROWS_OPEN, { detail: `${open} of ${rows.length} rows` });
}

function storeRow(
  deps: ApplyDeps,
  vault: Vault,
  known: ReadonlyMap<string, DeskAccount>,
  tagKey: Secret<Uint8Array> | null,
): (planned: PlannedRow) => Promise<RowOutcome> {
  const { desk, journal, now } = deps;
  const bootKey = recentBootKey(deps);
  return async (planned) => {
    const account = planned.custodyAccount;
    if (account === null) throw new Error("a ready row has an account");
    const before = journal.rowOf(account);
    const there = standing(before, vault, known.get(account)?.[vault]?.version ?? null);
    if (there !== null) {
      if (there.isOurs && before.stored[vault] === null)
        await journal.keep(advanced(before, vault, there.version, deps));
      return there.isOurs
        ? { status: "there", version: there.version }
        : { status: "failed", row: importRunErrors.IMPORT_ITEM_THERE, detail: `version ${there.version}` };
    }
    const act = vault === "P" ? ({ kind: "import-password" } as const) : ({ kind: "find-existing-mfa" } as const);
    const moved = advanceRow(before.row, act, desk.operator, now());
    if (moved.status === "refused") return { status: "failed", row: moved.row, detail: moved.detail };
    const version = 1;
    if (!known.has(account)) await desk.addAccount(account, planned.name || account, planned.email);
    await journal.keep({ ...before, tried: { vault, version } });
    const answer = await bring(deps, planned, { account, version, tagKey, bootKey });
    if (answer.status === "refused") {
      await journal.keep({ ...before, tried: null });
      return { status: "failed", row: answer.row, detail: answer.detail };
    }
    const stored = { ...before.stored, [vault]: version };
    await journal.keep({ ...before, row: moved.row, stored, tried: null });
    planned.seed?.wipe();
    planned.password?.wipe();
    return { status: "stored", version, sameAs: answer.sameAs };
  };
}

/** Whether custody has the item already, and whether it was this import that brought it. */
function standing(
  { stored, tried }: JournalRow,
  vault: Vault,
  version: number | null,
): { readonly version: number; readonly isOurs: boolean } | null {
  const own = stored[vault];
  if (own !== null) return { version: version ?? own, isOurs: true };
  if (version === null) return null;
  // The run ended between the deed and the note: nobody else was to store this very version.
  return { version, isOurs: tried?.vault === vault && tried.version === version };
}

/** The standing of a row whose item turned out to be stored. */
function advanced(before: JournalRow, vault: Vault, version: number, { desk, now }: ApplyDeps): JournalRow {
  const act = vault === "P" ? ({ kind: "import-password" } as const) : ({ kind: "find-existing-mfa" } as const);
  const moved = advanceRow(before.row, act, desk.operator, now());
  const row = moved.status === "refused" ? before.row : moved.row;
  return { ...before, row, stored: { ...before.stored, [vault]: version }, tried: null };
}

/** Seconds for which the broker's key is not asked for again: a broker that starts anew is sealed, and takes nothing. */
const bootKeySeconds = 30;

function recentBootKey({ desk, now }: Pick<ApplyDeps, "desk" | "now">): () => Promise<string> {
  let held: { readonly key: Promise<string>; readonly at: number } | null = null;
  return () => {
    if (held !== null && now() - held.at <= bootKeySeconds) return held.key;
    const key = desk.bootKey();
    held = { key, at: now() };
    key.catch(() => (held = null));
    return key;
  };
}

interface Bringing {
  readonly account: string;
  readonly version: number;
  readonly tagKey: Secret<Uint8Array> | null;
  readonly bootKey: () => Promise<string>;
}

async function bring(
  { desk, age }: ApplyDeps,
  { seed, password, flags }: PlannedRow,
  { account, version, tagKey, bootKey }: Bringing,
): Promise<DeskAnswer> {
  if (seed !== null) {
    const recipient = await bootKey();
    const frame = writeFrame({ vault: "S", deployment: desk.deployment, account, kind: "seed", version }, seed);
    const file = await age.encrypt(frame, [recipient]);
    frame.wipe();
    return desk.enrol({ account, version, origin: "import", seed: file, bootKey: recipient });
  }
  if (password === null) throw new Error("a ready row has a secret");
  const tag = tagKey === null ? null : passwordTag(tagKey, password);
  return desk.putPassword({ account, version, origin: "import", password, flags, tag });
}
