import { arnSegments } from "../language/arn-segments.ts";
import { every, may, not, or, type Truth } from "../language/truth.ts";
import type { Request } from "./request.ts";
import { matchPattern, type PatternText, patternText } from "./resolve-text.ts";

/** A pattern of a Resource element, ready to match. */
export interface ResourcePattern {
  readonly isEverything: boolean;
  /** The whole text as one glob: a superset of the comparison by segments. */
  readonly whole: PatternText;
  /** Six globs; of a short ARN the missing ones are stars. */
  readonly segments: readonly PatternText[];
  readonly isShort: boolean;
  /** A variable stands before the fifth colon, where AWS allows none. */
  readonly hasEarlyVariable: boolean;
}

const wild = { wildcards: true, ignoreCase: false };

/** Reads a resource pattern once. */
export function resourcePattern(text: string, version: "2012-10-17" | "2008-10-17"): ResourcePattern {
  const full = arnSegments(text, version === "2012-10-17");
  const parts = full ?? [...text.split(":"), "*", "*", "*", "*", "*"].slice(0, 6);
  const segments = parts.map((part) => patternText(part, version, wild));
  return {
    isEverything: text === "*",
    whole: patternText(text, version, wild),
    segments,
    isShort: full === null,
    hasEarlyVariable: full !== null && segments.slice(0, 5).some((segment) => segment.fixed === null),
  };
}

/** Whether a Resource or NotResource element covers the request's resource. */
export function matchResources(
  patterns: readonly ResourcePattern[],
  negated: boolean,
  effect: "Allow" | "Deny",
  request: Request,
): Truth {
  if (negated && patterns.length === 0) return may("NotResource lists nothing");
  let found: Truth = false;
  for (const pattern of patterns) {
    found = or(found, one(pattern, negated, effect, request));
    if (found === true) break;
  }
  return negated ? not(found) : found;
}

function one(pattern: ResourcePattern, negated: boolean, effect: "Allow" | "Deny", request: Request): Truth {
  if (pattern.isEverything) return true;
  const truth =
    request.resource === "*" ? onNoResource(pattern, negated, effect, request) : onResource(pattern, request);
  if (truth !== "unresolved") return truth;
  // AWS: a variable without value matches nothing in Resource. What that means under NotResource is not documented.
  return negated ? may(`a variable in "${pattern.whole.text}" has no value`) : false;
}

/**
 * An action without resource type is asked on `*`: a narrower ARN does not cover that text. Yet S3 grants
 * ListAllMyBuckets by `arn:aws:s3:::*`, so a narrower Allow may grant; a narrower Deny does not stop the call.
 */
function onNoResource(
  pattern: ResourcePattern,
  negated: boolean,
  effect: "Allow" | "Deny",
  request: Request,
): Truth | "unresolved" {
  const covered = matchPattern(pattern.whole, "*", request);
  if (covered !== false) return covered;
  if (effect === "Deny" && !negated) return false;
  const service = pattern.segments[2];
  const own = ownServices.get(request.service);
  if (own !== undefined && service !== undefined) {
    if (!own.some((name) => matchPattern(service, name, request) !== false)) return false;
  }
  return may(`"${pattern.whole.text}" is narrower than "*", and some services grant an action without resource by it`);
}

/** Services that name their resources by these ARN services only. */
const ownServices: ReadonlyMap<string, readonly string[]> = new Map([
  ["iam", ["iam"]],
  ["sts", ["iam", "sts"]],
  ["organizations", ["organizations"]],
  ["account", ["account"]],
]);

function onResource(pattern: ResourcePattern, request: Request): Truth | "unresolved" {
  const whole = matchPattern(pattern.whole, request.resource, request);
  if (whole === "unresolved") return whole;
  const parts = request.resourceSegments;
  if (parts === null) return whole === false ? false : may(`"${request.resource}" is no ARN`);
  if (whole === false && !pattern.isShort) return false;
  let unresolved = false;
  const bySegment = every(pattern.segments.entries(), ([index, segment]) => {
    const truth = matchPattern(segment, parts[index] ?? "", request);
    if (truth === "unresolved") unresolved = true;
    return truth === "unresolved" ? false : truth;
  });
  if (unresolved) return "unresolved";
  if (pattern.isShort) {
    if (whole === false && bySegment === false) return false;
    return may(`"${pattern.whole.text}" has fewer than six segments`);
  }
  if (pattern.hasEarlyVariable) return may(`"${pattern.whole.text}" has a variable before the fifth colon`);
  if (bySegment === false) return may(`a wildcard of "${pattern.whole.text}" would have to cross a colon`);
  return whole === true ? bySegment : whole;
}
