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
  const patch = createTwoFilesPatch(`a/${path}`, `b/${path}`, before, after, undefined, undefined, { context: 3 });
  const [, hunks = ""] = /^(?:=+\n)?---[^\n]*\n\+\+\+[^\n]*\n([^]*)$/.exec(patch) ?? [];
  // A tab ends a name with blanks, as git writes it; without it patch takes the first word for the name.
  const end = path.includes(" ") ? "\t" : "";
  return `--- a/${path}${end}\n+++ b/${path}${end}\n${hunks}`;
}
