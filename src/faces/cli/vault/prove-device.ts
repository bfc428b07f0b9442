import { setTimeout as sleep } from "node:timers/promises";
import type { ClientDeps } from "../../../app/custody/client/ports/client-deps.ts";
import type { Entered } from "../../../app/custody/client/signing/enter.ts";
import { digitsOf } from "../../../app/custody/client/request/find-account.ts";
import { attestAccepted } from "../../../app/custody/client/vault/attest-accepted.ts";
import type { DeviceEvidence, SoughtDevice } from "../../../app/custody/client/vault/new-root-device.ts";
import type { LookAtRoot } from "../../../app/custody/client/vault/look-at-root.ts";
import { type Watched, watchForDevice } from "../../../app/custody/client/vault/watch-for-device.ts";
import type { Unseen } from "../../../domain/core/fact.ts";
import { instantOfMillis } from "../../../domain/core/instant.ts";
import type { Invocation } from "../command.ts";
import type { Io } from "../io.ts";
import { progressLine } from "../progress-line.ts";
import { accountText } from "../bg/request-rows.ts";
import type { Answer, Row } from "../bg/screen.ts";

/** A seed whose acceptance AWS is asked about. */
export interface SeedToProve extends SoughtDevice {
  readonly name: string;
  readonly version: number;
  readonly look: LookAtRoot;
  /** So long AWS is asked; 0 asks once. */
  readonly seconds: number;
}

/** What came of it, for the screen, and the exit code. */
export interface Proof extends Answer {
  readonly code: 0 | 3;
}

/** Asks AWS whether it has taken the codes of a seed, signs that it has, and says what was seen. Throws what the gate refuses with. */
export async function proveDevice(
  invocation: Invocation,
  deps: ClientDeps,
  entered: Entered,
  sought: SeedToProve,
): Promise<Proof> {
  const { account, version } = sought;
  const watched = await watch(invocation, deps, entered, sought);
  if (watched.status !== "accepted") return notProven(sought, watched);
  const { evidence } = watched;
  const after = await attestAccepted(deps, entered, { account, version, evidence });
  return after.S?.isProven === true && after.S.version === version
    ? proven(sought, evidence)
    : notProven(sought, { status: "none" });
}

/** What could not be read, why, and what would show it. */
export function unseenText({ why, needs, detail }: Unseen): string {
  const missing = needs === undefined ? "" : `; missing: ${needs}`;
  return `${why}${missing}${detail === undefined ? "" : ` (${detail})`}`;
}

/** Waits; `false` when Ctrl-C ended it. */
export async function goesOn({ signal }: Pick<Io, "signal">, ms: number): Promise<boolean> {
  await sleep(ms, undefined, { signal }).catch(() => {});
  return !signal.aborted;
}

async function watch(
  { io, settings }: Invocation,
  deps: ClientDeps,
  { isRehearsal }: Entered,
  { seconds, ...sought }: SeedToProve,
): Promise<Watched> {
  const line = progressLine(io, settings);
  const mark = isRehearsal ? "REHEARSAL " : "";
  try {
    return await watchForDevice(deps, {
      ...sought,
      untilMs: io.now() + seconds * 1000,
      pause: (ms) => goesOn(io, ms),
      onLook: (leftMs) =>
        line.show(
          `${mark}asking AWS whether it has taken the codes; ${Math.ceil(leftMs / 1000)} s left, Ctrl-C ends it`,
        ),
    });
  } catch (error) {
    // Ctrl-C while a call was under way.
    if (!io.signal.aborted) throw error;
    return { status: "ended" };
  } finally {
    line.end();
  }
}

function proven(sought: SeedToProve, { source, serial, at }: DeviceEvidence): Proof {
  const { account, version } = sought;
  const enabledAt = instantOfMillis(at * 1000);
  return {
    code: 0,
    rows: [
      accountRow(sought),
      ["PROVEN", `AWS took the codes of seed version ${version}: ${serial}, enabled ${enabledAt}`],
      ["ledger", "your word for it stands there, as item.verified"],
    ],
    json: { account, vault: "S", version, proven: true, source, serial, enabledAt },
  };
}

function notProven(sought: SeedToProve, watched: Exclude<Watched, { readonly status: "accepted" }>): Proof {
  const { account, version } = sought;
  const digits = digitsOf(account);
  const again: Row = ["look again", `rootward vault verify --account ${digits} --aws`];
  const signIn: Row = [
    "or",
    `sign in with a code of it in a drill, and rootward vault verify --account ${digits} --signed-in`,
  ];
  const stands: Row = ["NOT PROVEN", `seed version ${version} stays in custody; nothing is lost`];
  const frame = { account, vault: "S", version, proven: false, status: watched.status };
  switch (watched.status) {
    case "none": {
      const seen = "AWS lists no virtual device of root that was enabled with these codes";
      const retry: Row = [
        "refused?",
        `rootward vault enrol --account ${digits} --retry   (within ten minutes; two operators)`,
      ];
      return { code: 3, rows: [accountRow(sought), stands, ["seen", seen], again, retry, signIn], json: frame };
    }
    case "several": {
      const seen = `AWS lists ${watched.serials.length} that were enabled since: ${watched.serials.join(", ")}; which one is it?`;
      const json = { ...frame, serials: watched.serials };
      return { code: 3, rows: [accountRow(sought), stands, ["seen", seen], signIn], json };
    }
    case "unknown": {
      const { why, needs } = watched.why;
      const seen = `AWS could not be read: ${unseenText(watched.why)}`;
      const json = { ...frame, why, ...(needs === undefined ? {} : { needs }) };
      return { code: 3, rows: [accountRow(sought), stands, ["UNKNOWN", seen], again, signIn], json };
    }
    case "ended":
      return { code: 3, rows: [accountRow(sought), stands, ["seen", "the wait was ended"], again], json: frame };
  }
}

function accountRow({ account, name }: SeedToProve): Row {
  return ["account", `${accountText(account)}  ${name}`];
}
