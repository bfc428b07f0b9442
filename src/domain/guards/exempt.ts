/** `ArnNotLike` on `aws:PrincipalArn` for the patterns; nothing when there are none. */
export function exceptPrincipals(patterns: readonly string[]): Readonly<Record<string, unknown>> {
  return patterns.length === 0 ? {} : { Condition: { ArnNotLike: { "aws:PrincipalArn": [...patterns] } } };
}

/** A concrete ARN that a pattern matches: stars become a word, question marks a letter. */
export function exampleOf(pattern: string, account: string): string {
  const filled = pattern.replaceAll("::*:", `::${account}:`).replaceAll("*", "any").replaceAll("?", "x");
  return filled;
}
