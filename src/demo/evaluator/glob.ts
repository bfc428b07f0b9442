const star = 42;
const question = 63;
const escape = 1;

/** `*` or `?` as plain characters of a pattern. No policy holds U+0001, so nothing else looks like it. */
export function literal(character: "*" | "?"): string {
  return `\u0001${character}`;
}

/** The text of a pattern in which nothing is a wildcard. */
export function plain(pattern: string): string {
  return pattern.replaceAll("\u0001", "");
}

/**
 * Whether a text matches a pattern with `*` (any run), `?` (one character) and `literal` characters; work grows with
 * their product at most.
 */
export function glob(pattern: string, text: string): boolean {
  let at = 0;
  let inPattern = 0;
  let lastStar = -1;
  let resume = 0;
  while (at < text.length) {
    const isLiteral = pattern.charCodeAt(inPattern) === escape;
    const code = pattern.charCodeAt(isLiteral ? inPattern + 1 : inPattern);
    if (code === star && !isLiteral) {
      lastStar = inPattern;
      resume = at;
      inPattern += 1;
    } else if (inPattern < pattern.length && ((code === question && !isLiteral) || code === text.charCodeAt(at))) {
      inPattern += isLiteral ? 2 : 1;
      at += 1;
    } else if (lastStar >= 0) {
      inPattern = lastStar + 1;
      resume += 1;
      at = resume;
    } else return false;
  }
  while (pattern.charCodeAt(inPattern) === star) inPattern += 1;
  return inPattern === pattern.length;
}

/**
 * ARN matching: the first five segments are matched one by one, so that a `*` never crosses a colon there. A text that
 * is no ARN does not match.
 */
export function arnGlob(pattern: string, text: string): boolean {
  const [left, right] = [segments(pattern), segments(text)];
  if (right.length < 6 || right[0] !== "arn") return false;
  return left.length === right.length && left.every((one, index) => glob(one, right[index] ?? ""));
}

function segments(arn: string): readonly string[] {
  const parts = arn.split(":");
  return parts.length <= 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(":")];
}
