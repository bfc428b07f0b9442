const star = 42;
const question = 63;

/** Whether a text matches a pattern with `*` (any run) and `?` (one character); work grows with their product at most. */
export function glob(pattern: string, text: string): boolean {
  let at = 0;
  let inPattern = 0;
  let lastStar = -1;
  let resume = 0;
  while (at < text.length) {
    const code = pattern.charCodeAt(inPattern);
    if (code === star) {
      lastStar = inPattern;
      resume = at;
      inPattern += 1;
    } else if (inPattern < pattern.length && (code === question || code === text.charCodeAt(at))) {
      inPattern += 1;
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

/** ARN matching: the first five segments are matched one by one, so that a `*` never crosses a colon there. */
export function arnGlob(pattern: string, text: string): boolean {
  const [left, right] = [segments(pattern), segments(text)];
  return left.length === right.length && left.every((one, index) => glob(one, right[index] ?? ""));
}

function segments(arn: string): readonly string[] {
  const parts = arn.split(":");
  return parts.length <= 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(":")];
}
