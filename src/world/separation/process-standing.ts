// Who a process is, read back from the kernel: what a call for less rights returned is no proof that they are gone.
import { readdirSync, readFileSync } from "node:fs";

/** The ids and capabilities of one thread, as `/proc/PID/status` tells them. */
export interface ProcessStanding {
  /** Real, effective, saved and file system id. */
  readonly uids: readonly number[];
  readonly gids: readonly number[];
  /** Supplementary groups. */
  readonly groups: readonly number[];
  /** Whether any capability is inheritable, permitted, effective or ambient. */
  readonly hasCapabilities: boolean;
}

/** Reads `/proc/PID/status` (proc(5)); `null` when a line is missing or has another form. */
export function parseProcessStatus(text: string): ProcessStanding | null {
  const uids = numbersOf(text, "Uid");
  const gids = numbersOf(text, "Gid");
  const groups = numbersOf(text, "Groups");
  const capabilities = ["CapInh", "CapPrm", "CapEff", "CapAmb"].map((name) => valueOf(text, name));
  if (uids?.length !== 4 || gids?.length !== 4 || groups === null) return null;
  if (!capabilities.every((each) => each !== null && /^[0-9a-f]{1,32}$/.test(each))) return null;
  return { uids, gids, groups, hasCapabilities: capabilities.some((each) => !/^0+$/.test(each ?? "")) };
}

/** Every thread of this process: rights are kept per thread. `null` when the kernel cannot be asked. */
export function readOwnStanding(): readonly ProcessStanding[] | null {
  try {
    const threads = readdirSync("/proc/self/task");
    const all = threads.map((id) => parseProcessStatus(readFileSync(`/proc/self/task/${id}/status`, "latin1")));
    const known = all.filter((each) => each !== null);
    return known.length === all.length && known.length > 0 ? known : null;
  } catch {
    return null;
  }
}

function numbersOf(text: string, name: string): readonly number[] | null {
  const words = valueOf(text, name)
    ?.split(/[ \t]+/)
    .filter((word) => word !== "");
  if (words === undefined || !words.every((word) => /^[0-9]{1,10}$/.test(word))) return null;
  return words.map(Number);
}

function valueOf(text: string, name: string): string | null {
  const start = text.startsWith(`${name}:`) ? 0 : text.indexOf(`\n${name}:`) + 1;
  if (start === 0 && !text.startsWith(`${name}:`)) return null;
  const end = text.indexOf("\n", start);
  return text.slice(start + name.length + 1, end === -1 ? undefined : end).trim();
}
