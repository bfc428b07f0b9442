import { arnSegments } from "../language/arn-segments.ts";
import { glob, type GlobToken, matchesGlob } from "../language/glob.ts";
import type { Policy } from "../language/policy.ts";
import { variableText } from "../language/variable-text.ts";
import type { KnownKeys } from "./known-key.ts";
import type { TextReading } from "./operator-meaning.ts";
import { type TextPattern, textPattern } from "./text-pattern.ts";

/** Where a policy text stands. */
export interface TextPlace {
  readonly version: Policy["version"];
  readonly known: KnownKeys;
  /**
   * True: a set that holds at least every text matched (for "the value is in"). False: one that holds at most those
   * certainly matched (for "the value is not in").
   */
  readonly widest: boolean;
}

/**
 * The texts that a value of a policy matches; null when it matches none, or none for certain. Bool is not read here.
 * Every doubt (a variable of unknown value, an odd placeholder, a short ARN) widens the wide set and drops the other.
 */
export function patternOfText(
  text: string,
  reading: Exclude<TextReading, "bool">,
  place: TextPlace,
): TextPattern | null {
  if (reading === "arn") return arnPattern(text, place);
  const tokens = tokensOf(text, reading === "glob", place);
  return tokens === null ? null : textPattern(tokens, { ignoreCase: reading === "ignore-case" });
}

/** Six segments, each compared on its own. A value that does not begin with `arn:` is no ARN and matches nothing. */
function arnPattern(text: string, place: TextPlace): TextPattern | null {
  const segments = arnSegments(text, place.version === "2012-10-17");
  if (segments === null) return place.widest ? patternOfSegments(["arn", "*", "*", "*", "*", "*"], place) : null;
  return patternOfSegments(segments, place);
}

/**
 * The pattern of six ARN segments; wildcards of the first five stop at a colon, or only a star at a segment's end does
 * not (`lastStarCrosses`). Variables may stand in the last segment only.
 */
export function patternOfSegments(
  segments: readonly string[],
  place: TextPlace,
  lastStarCrosses = false,
): TextPattern | null {
  if (!matchesGlob(glob(segments[0] ?? ""), "arn")) return place.widest && mayVary(segments[0]) ? any : null;
  const pattern = [...textPattern([{ text: "arn" }])];
  for (const [index, segment] of segments.entries()) {
    if (index === 0) continue;
    const isLast = index === 5;
    const isOdd = !isLast && mayVary(segment);
    if (isOdd && !place.widest) return null;
    const tokens = isOdd ? (["star"] as const) : tokensOf(segment, true, place);
    if (tokens === null) return null;
    const crossing = lastStarCrosses && tokens.at(-1) === "star" ? ["star" as const] : [];
    const inner = crossing.length === 0 ? tokens : tokens.slice(0, -1);
    pattern.push(...textPattern([{ text: ":" }]), ...textPattern(inner, { stopsAtColon: !isLast }));
    pattern.push(...textPattern(crossing));
  }
  return pattern;
}

const any = textPattern(["star"]);

function mayVary(segment: string | undefined): boolean {
  return segment?.includes("${") === true;
}

/** The tokens of a text with its variables replaced; null when it matches nothing, or nothing for certain. */
export function tokensOf(text: string, wildcards: boolean, place: TextPlace): readonly GlobToken[] | null {
  const cut = variableText(text, place.version, wildcards);
  if (cut.isMalformed) return place.widest ? ["star"] : null;
  const tokens: GlobToken[] = [];
  for (const part of cut.parts) {
    if (part.kind === "fixed") {
      tokens.push(...part.tokens);
      continue;
    }
    const known = place.known.get(part.key);
    if (known?.state === "absent") {
      // A variable without value and default makes the text match nothing.
      if (part.fallback === null) return null;
      tokens.push({ text: part.fallback });
    } else if (known?.state === "text" && !/[*?]/.test(known.text)) tokens.push({ text: known.text });
    else if (place.widest) tokens.push("star");
    else return null;
  }
  return tokens;
}
