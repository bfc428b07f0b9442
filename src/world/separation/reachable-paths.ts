import { accessSync, closeSync, constants, openSync } from "node:fs";

/**
 * Those of these paths that this process can open, list or write, although it must not. Only a clear "no" of the system
 * counts as one: permission denied, or nothing there.
 */
export function reachablePaths(paths: readonly string[]): readonly string[] {
  return paths.filter(
    (path) => !isShut(() => closeSync(openSync(path, reading))) || !isShut(() => accessSync(path, writing)),
  );
}

// Not blocking, or a pipe without a writer would hang the start.
const reading = constants.O_RDONLY | constants.O_NONBLOCK;
const writing = constants.W_OK;

function isShut(attempt: () => void): boolean {
  try {
    attempt();
    return false;
  } catch (thrown) {
    const code = thrown instanceof Error && "code" in thrown ? String(thrown.code) : "";
    return ["EACCES", "EPERM", "ENOENT", "ENOTDIR", "EROFS"].includes(code);
  }
}
