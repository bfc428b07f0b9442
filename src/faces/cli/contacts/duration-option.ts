import { usageError } from "../usage-error.ts";

const secondsOf = { s: 1, m: 60, h: 3600, d: 86_400 } as const;

/** The longest wait that a plan can ask for, in seconds. */
const longest = 7 * secondsOf.d;

/** The seconds of `90m`, `36h` or `3d`; `null` when the option was not given. Throws `CLI_USAGE`. */
export function durationOption(name: string, text: string | null): number | null {
  if (text === null) return null;
  const [, digits, unit] = /^([0-9]{1,6})([smhd])$/.exec(text) ?? [];
  const seconds = Number(digits) * secondsOf[unitOf(unit)];
  if (digits === undefined || seconds > longest) throw usageError(`--${name} takes up to 7d, such as 90m, 36h or 3d`);
  return seconds;
}

/** Seconds as people say them: `2 days`, `36 hours`, `90 minutes`. */
export function durationText(seconds: number): string {
  const words = [
    [secondsOf.d, "day"],
    [secondsOf.h, "hour"],
    [secondsOf.m, "minute"],
  ] as const;
  const [size, word] = words.find(([each]) => seconds >= each && seconds % each === 0) ?? [1, "second"];
  const count = seconds / size;
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}

function unitOf(text: string | undefined): keyof typeof secondsOf {
  return text === "s" || text === "m" || text === "h" ? text : "d";
}
