import { isMxPattern } from "./mx-pattern.ts";

/** The modes of an MTA-STS policy. */
export type MtaStsMode = "enforce" | "testing" | "none";

/** An MTA-STS policy text after parsing. */
export type MtaStsPolicy =
  | {
      readonly status: "policy";
      readonly mode: MtaStsMode;
      readonly mx: readonly string[];
      readonly maxAgeSeconds: number;
    }
  | { readonly status: "invalid"; readonly problem: string };

const longestAgeSeconds = 31_557_600;
const blank = "[ \\t]*";
const field = new RegExp(`^([A-Za-z0-9][A-Za-z0-9_.-]{0,31}):${blank}(.*?)${blank}$`);

/**
 * Reads a policy text to the letter of the grammar: lines end in LF or CRLF, none is empty, field names keep their
 * case, unknown fields are passed over, and of a repeated field other than `mx` the first counts. Source: RFC 8461
 * section 3.2.
 */
export function mtaStsPolicy(text: string): MtaStsPolicy {
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === "") lines.pop();
  const first = new Map<string, string>();
  const mx: string[] = [];
  for (const [at, line] of lines.entries()) {
    const [, name, value] = field.exec(line) ?? [];
    if (name === undefined || value === undefined || hasControl(value)) return invalid(`line ${at + 1} is no field`);
    if (name === "mx") {
      if (!isMxPattern(value)) return invalid(`line ${at + 1}: mx is neither a host name nor *. before one`);
      mx.push(value.toLowerCase());
    } else if (!first.has(name)) first.set(name, value);
  }
  return judge(first, mx);
}

function judge(fields: ReadonlyMap<string, string>, mx: readonly string[]): MtaStsPolicy {
  if (fields.get("version") !== "STSv1") return invalid("version is not STSv1");
  const mode = fields.get("mode");
  if (mode !== "enforce" && mode !== "testing" && mode !== "none")
    return invalid("mode is not enforce, testing or none");
  const age = fields.get("max_age") ?? "";
  if (!/^[0-9]{1,10}$/.test(age) || Number(age) > longestAgeSeconds)
    return invalid("max_age is not 0 to 31557600 seconds");
  if (mode !== "none" && mx.length === 0) return invalid("no mx");
  return { status: "policy", mode, mx, maxAgeSeconds: Number(age) };
}

function hasControl(text: string): boolean {
  // oxlint-disable-next-line no-control-regex -- the grammar forbids them
  return /[\x00-\x08\x0a-\x1f\x7f]/.test(text);
}

function invalid(problem: string): MtaStsPolicy {
  return { status: "invalid", problem: `policy: ${problem}` };
}
