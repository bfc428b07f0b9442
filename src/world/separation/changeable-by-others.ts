import { realpathSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";

/**
 * The first of a file and the directories above it that somebody other than root and this user could change, and with it
 * what the file says; `null` when there is none. Throws what the system throws for a path that cannot be looked at.
 */
export function changeableByOthers(path: string, uid: number): string | null {
  // Where a link leads is not enough: whoever may replace the link decides, too.
  return looseAbove(realpathSync(path), uid) ?? looseAbove(realpathSync(dirname(resolve(path))), uid);
}

function looseAbove(start: string, uid: number): string | null {
  for (let place = start; ; place = dirname(place)) {
    const found = statSync(place);
    // In a sticky directory nobody moves what is another's.
    const isSticky = found.isDirectory() && (found.mode & 0o1000) !== 0;
    if (found.uid !== 0 && found.uid !== uid) return place;
    if ((found.mode & 0o022) !== 0 && !isSticky) return place;
    if (place === dirname(place)) return null;
  }
}
