import { readdir, readFile, realpath, stat } from "node:fs/promises";
import { hostname } from "node:os";
import { dirname, join, resolve } from "node:path";
import type { ExportPlace } from "../../domain/custody/exports/check-export-run.ts";
import { CodedError } from "../../domain/core/coded-error.ts";
import { filesErrors } from "./errors.ts";

/** Where Linux tells which device is what. */
export interface DeviceFiles {
  readonly mountInfo: string;
  readonly byUuid: string;
}

const linux: DeviceFiles = { mountInfo: "/proc/self/mountinfo", byUuid: "/dev/disk/by-uuid" };

/**
 * Where a file lies or would lie: this host, the directory with links resolved, and its disk's UUID, which is the same on
 * every machine the disk is put into. The device is `null` where it cannot be told: network shares, memory, containers,
 * other systems than Linux. Throws `FILES_NOT_WRITABLE` where the directory is not there.
 */
export async function exportPlace(file: string, from: DeviceFiles = linux): Promise<ExportPlace> {
  const shown = dirname(resolve(file));
  try {
    const directory = await realpath(shown);
    return { host: hostname(), directory, device: await deviceOf(directory, from) };
  } catch (cause) {
    const why = cause instanceof Error && "code" in cause ? ` (${String(cause.code)})` : "";
    throw new CodedError(filesErrors.FILES_NOT_WRITABLE, { detail: `${shown}${why}`, cause });
  }
}

async function deviceOf(directory: string, { mountInfo, byUuid }: DeviceFiles): Promise<string | null> {
  try {
    const source = mountSource(await readFile(mountInfo, "utf8"), directory);
    if (source === null || !source.startsWith("/")) return null;
    const { rdev } = await stat(source);
    for (const name of await readdir(byUuid)) {
      if ((await stat(join(byUuid, name))).rdev === rdev) return name;
    }
    return null;
  } catch {
    return null;
  }
}

/** The source of the mount that a directory is in (proc_pid_mountinfo(5)): the longest mount point above it, the last of several. */
export function mountSource(mountInfo: string, directory: string): string | null {
  let best: { readonly point: string; readonly source: string } | null = null;
  for (const line of mountInfo.split("\n")) {
    const [left = "", right = ""] = line.split(" - ");
    const point = unescaped(left.split(" ")[4] ?? "");
    const source = unescaped(right.split(" ")[1] ?? "");
    if (point === "" || source === "") continue;
    const isAbove = directory === point || directory.startsWith(point.endsWith("/") ? point : `${point}/`);
    if (isAbove && (best === null || point.length >= best.point.length)) best = { point, source };
  }
  return best?.source ?? null;
}

/** Blanks and backslashes stand there as octal numbers. */
function unescaped(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
}
