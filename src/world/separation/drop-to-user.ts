// From root to one ordinary user, for good. What matters is what is left over: a group, a saved id, a capability or one
// thread that was forgotten would each be a way to the other process's files. So nothing counts but what the kernel says
// afterwards.
import { type ProcessStanding, readOwnStanding } from "./process-standing.ts";
import type { SystemUser } from "./system-user.ts";

/** Whether the process is now that user and nothing else. */
export type Dropped = { readonly status: "dropped" } | { readonly status: "refused"; readonly why: string };

/**
 * Makes this process, which runs as root, a process of the user: groups, group, user, in this order; then tries the way
 * back and reads the own standing. After "refused" the process must end.
 */
export function dropToUser({ name, uid, gid }: SystemUser): Dropped {
  const { setgroups, setgid, setuid } = process;
  if (setgroups === undefined || setgid === undefined || setuid === undefined) {
    return refused("this system has no users to change to");
  }
  if (uid === 0 || gid === 0) return refused(`${name} is root or in root's group`);
  try {
    setgroups.call(process, []);
    setgid.call(process, gid);
    setuid.call(process, uid);
  } catch (thrown) {
    return refused(`changing to ${name} failed (${codeOf(thrown)})`);
  }
  const open = waysBack();
  if (open.length > 0) return refused(`the way back is open: ${open.join(", ")}`);
  const standing = readOwnStanding();
  if (standing === null) return refused("the kernel does not tell who this process is");
  const why = standing.map((each) => leftover(each, uid, gid)).find((each) => each !== null);
  return why === undefined ? { status: "dropped" } : refused(`after changing to ${name}: ${why}`);
}

/** What a thread has besides this user and group; `null` when it is nothing. */
export function leftover(standing: ProcessStanding, uid: number, gid: number): string | null {
  if (!standing.uids.every((each) => each === uid)) return `user ids ${standing.uids.join(" ")}`;
  if (!standing.gids.every((each) => each === gid)) return `group ids ${standing.gids.join(" ")}`;
  const groups = standing.groups.filter((each) => each !== gid);
  if (groups.length > 0) return `groups ${groups.join(" ")}`;
  return standing.hasCapabilities ? "capabilities" : null;
}

function waysBack(): readonly string[] {
  const tries = [
    ["setuid", () => process.setuid?.(0)],
    ["seteuid", () => process.seteuid?.(0)],
    ["setgid", () => process.setgid?.(0)],
    ["setegid", () => process.setegid?.(0)],
    ["setgroups", () => process.setgroups?.([0])],
  ] as const;
  return tries.filter(([, attempt]) => !isForbidden(attempt)).map(([name]) => name);
}

function isForbidden(attempt: () => void): boolean {
  try {
    attempt();
    return false;
  } catch (thrown) {
    return codeOf(thrown) === "EPERM";
  }
}

function refused(why: string): Dropped {
  return { status: "refused", why };
}

function codeOf(thrown: unknown): string {
  return thrown instanceof Error && "code" in thrown ? String(thrown.code) : "unknown";
}
