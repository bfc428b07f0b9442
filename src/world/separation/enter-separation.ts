import { dropToUser } from "./drop-to-user.ts";
import { type ProcessStanding, readOwnStanding } from "./process-standing.ts";
import { findUser } from "./system-user.ts";

/** How a deployment keeps its two processes apart, as a process's configuration says. */
export interface SeparationWanted {
  readonly separation: "users" | "none";
  /** The user that the process runs as; root changes to it. Left out where the service manager starts it as that user. */
  readonly user?: string | undefined;
}

/** Who the process is from here on, or why it must not go on. */
export type Entered =
  | { readonly status: "entered"; readonly uid: number; readonly gid: number; readonly hasDropped: boolean }
  | { readonly status: "refused"; readonly why: string };

/**
 * Makes the process who it has to be, before it opens any file: as root it becomes its user for good, as anybody else it
 * must be that user already. With separation `none` it stays who it is. After "refused" the process must end.
 */
export function enterSeparation({ separation, user }: SeparationWanted): Entered {
  const uid = process.geteuid?.();
  const gid = process.getegid?.();
  if (uid === undefined || gid === undefined) {
    return separation === "none"
      ? { status: "entered", uid: 0, gid: 0, hasDropped: false }
      : refused("this system has no users to keep two processes apart");
  }
  if (separation === "none") return { status: "entered", uid, gid, hasDropped: false };
  const wanted = user === undefined ? null : findUser(user);
  if (user !== undefined && wanted === null) return refused(`there is no user ${user}`);
  if (uid !== 0) {
    if (wanted !== null && wanted.uid !== uid) return refused(`it runs as user ${uid}, not as ${wanted.name}`);
    const standing = readOwnStanding();
    if (standing === null) return refused("the kernel does not tell who this process is");
    // SECURITY: a user id says nothing while a saved root id or a capability is left.
    const why = standing.map((each) => rootPart(each, uid)).find((each) => each !== null);
    return why === undefined ? { status: "entered", uid, gid, hasDropped: false } : refused(why);
  }
  if (wanted === null) return refused("it runs as root, and its configuration names no user to change to");
  const dropped = dropToUser(wanted);
  if (dropped.status === "refused") return dropped;
  return { status: "entered", uid: wanted.uid, gid: wanted.gid, hasDropped: true };
}

function rootPart({ uids, hasCapabilities }: ProcessStanding, uid: number): string | null {
  if (!uids.every((each) => each === uid)) return `it has the user ids ${uids.join(" ")}`;
  return hasCapabilities ? "it has capabilities that an ordinary user has not" : null;
}

function refused(why: string): Entered {
  return { status: "refused", why };
}
