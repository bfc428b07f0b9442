/** True when one of the patterns (`*` any text, `?` one character) covers the whole ARN. */
export function arnIsAmong(arn: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => globCovers(pattern, arn));
}

/** Linear glob match over the whole text; letter case counts. */
export function globCovers(pattern: string, text: string): boolean {
  let at = 0;
  let star = -1;
  let mark = 0;
  let spot = 0;
  while (spot < text.length) {
    const sign = pattern[at];
    if (sign === "*") {
      star = at++;
      mark = spot;
    } else if (sign !== undefined && (sign === "?" || sign === text[spot])) {
      at++;
      spot++;
    } else if (star >= 0) {
      at = star + 1;
      spot = ++mark;
    } else return false;
  }
  while (pattern[at] === "*") at++;
  return at === pattern.length;
}
