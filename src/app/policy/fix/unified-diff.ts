import { createTwoFilesPatch } from "diff";

/** Paths that `patch -p1` and `git apply` take: inside the folder in which they are called. */
export function patchPath(file: string): string {
  const parts = file.replaceAll("\\", "/").split("/");
  const isOutside = file.startsWith("/") || /^[A-Za-z]:/.test(file) || parts.includes("..");
  const path = isOutside ? (parts.at(-1) ?? "policy.json") : parts.filter((part) => part !== ".").join("/");
  return path.replaceAll(/\p{Cc}/gu, "_");
}

/** A unified diff with three lines of context; empty when nothing differs. */
export function unifiedDiff(file: string, before: string, after: string): string {
  if (before === after) return "";
  const path = patchPath(file);
  // A tab ends a name with blanks, as git writes it.
  const end = path.includes(" ") ? "" : undefined;
  const patch = createTwoFilesPatch(`a/${path}`, `b/${path}`, before, after, end, end, { context: 3 });
  return patch.replace(/^=+\n/, "");
}
