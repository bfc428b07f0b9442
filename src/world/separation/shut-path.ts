import { closeSync, constants, openSync } from "node:fs";

/**
 * Whether one of these paths is there and refuses this process. Where none does, nothing was kept from it: the list is
 * empty, or names what is not on this host.
 */
export function hasShutPath(paths: readonly string[]): boolean {
  return paths.some((path) => {
    try {
      closeSync(openSync(path, constants.O_RDONLY | constants.O_NONBLOCK));
      return false;
    } catch (thrown) {
      return thrown instanceof Error && "code" in thrown && (thrown.code === "EACCES" || thrown.code === "EPERM");
    }
  });
}
