// What a process that holds secrets must not be started with: everything that writes its memory to a file, lets somebody
// look into it, or loads code that is not its own.
import { readFileSync } from "node:fs";

/** How a process was started. */
export interface Start {
  /** `process.execArgv`. */
  readonly execArgv: readonly string[];
  /** The variable NODE_OPTIONS; empty when it is not set. */
  readonly nodeOptions: string;
  /** `/proc/self/limits`; empty where there is none. */
  readonly limits: string;
}

/** One thing that is wrong with the start. */
export interface StartFault {
  readonly kind: "flag" | "sigusr1" | "core";
  /** What to change, for people. */
  readonly detail: string;
}

/** The flags of Node that a start may have: no inspector, no report, no snapshot, no trace, no code from elsewhere. */
const harmless: readonly RegExp[] = [
  /^--disable-sigusr1$/,
  /^--max-old-space-size=[0-9]{1,6}$/,
  /^--(no-)?warnings$/,
  /^--disable-warning=[A-Za-z0-9]+$/,
  /^--(experimental|no-experimental)-strip-types$/,
  /^--enable-source-maps$/,
  /^--use-(system|openssl|bundled)-ca$/,
];

/** What is wrong with how the process was started; nothing when it may go on. */
export function startFaults({ execArgv, nodeOptions, limits }: Start): readonly StartFault[] {
  const words = [...execArgv, ...nodeOptions.split(/\s+/).filter((word) => word !== "")];
  const foreign = words.filter((word) => !harmless.some((pattern) => pattern.test(word)));
  const faults: StartFault[] = foreign.map((word) => ({
    kind: "flag",
    detail: `Node was started with ${word.slice(0, 80)}`,
  }));
  // Without it SIGUSR1 opens the inspector of a running process.
  if (!words.includes("--disable-sigusr1")) {
    faults.push({ kind: "sigusr1", detail: "Node was started without --disable-sigusr1" });
  }
  const core = coreLimit(limits);
  if (core !== 0) {
    const shown = core === null ? "unknown" : core === Number.POSITIVE_INFINITY ? "unlimited" : `${core} bytes`;
    faults.push({ kind: "core", detail: `the limit of core files is ${shown}, not 0 (ulimit -c 0, LimitCORE=0)` });
  }
  return faults;
}

/** How this process was started; the environment is the caller's to read. */
export function ownStart(nodeOptions: string): Start {
  let limits = "";
  try {
    limits = readFileSync("/proc/self/limits", "latin1");
  } catch {
    // Unknown is told as a fault.
  }
  return { execArgv: process.execArgv, nodeOptions, limits };
}

/** The soft limit of core files in bytes; `null` when it is not told. */
function coreLimit(limits: string): number | null {
  const soft = /^Max core file size +(unlimited|[0-9]+) /m.exec(limits)?.[1];
  if (soft === undefined) return null;
  return soft === "unlimited" ? Number.POSITIVE_INFINITY : Number(soft);
}
