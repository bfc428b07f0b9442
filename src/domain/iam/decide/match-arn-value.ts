import { arnSegments } from "../language/arn-segments.ts";
import { and, every, may, type Truth } from "../language/truth.ts";
import type { Request } from "./request.ts";
import { matchPattern, mayMatchForm, type PatternText, patternText } from "./resolve-text.ts";
import type { ArnForm } from "./role-arn.ts";

/** An ARN pattern of a condition: six segments, each globbed on its own. */
export interface ArnPattern {
  /** Null when the pattern has fewer than six segments. */
  readonly segments: readonly PatternText[] | null;
  readonly whole: PatternText;
}

const wild = { wildcards: true, ignoreCase: false };

/** Reads an ARN pattern once. */
export function arnPattern(text: string, version: "2012-10-17" | "2008-10-17"): ArnPattern {
  const segments = arnSegments(text, version === "2012-10-17");
  return {
    segments: segments?.map((segment) => patternText(segment, version, wild)) ?? null,
    whole: patternText(text, version, wild),
  };
}

/**
 * Matches a value against an ARN pattern as ArnLike and ArnEquals do. A value that is no ARN does not match; a pattern
 * with fewer than six segments: may. `form`: the other form the value may have.
 */
export function matchArnValue(pattern: ArnPattern, value: string, form: ArnForm | null, request: Request): Truth {
  const parts = value.startsWith("arn:") ? arnSegments(value, false) : null;
  if (parts === null) return false;
  const { segments } = pattern;
  if (segments === null)
    return may(`"${pattern.whole.text}" is not a full ARN, and AWS does not say how it is compared`);
  const last = segments[5];
  const start = every(segments.slice(0, 5).entries(), ([index, each]) =>
    matchSegment(each, parts[index] ?? "", request),
  );
  const end = last === undefined ? false : matchSegment(last, parts[5] ?? "", request);
  if (
    end === false &&
    start !== false &&
    form !== null &&
    last !== undefined &&
    mayMatchForm(last, form.last, request)
  ) {
    return may("the session's ARN does not show the path of its role");
  }
  return and(start, end);
}

function matchSegment(segment: PatternText, part: string, request: Request): Truth {
  const truth = matchPattern(segment, part, request);
  return truth === "unresolved" ? false : truth;
}
