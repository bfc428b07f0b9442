import { glob, matchesGlob } from "../../iam/language/glob.ts";

/** True when one of the patterns (`*` any text, `?` one character) covers the whole ARN; letter case counts. */
export function arnIsAmong(arn: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => matchesGlob(glob(pattern), arn));
}
