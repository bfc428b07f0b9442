import { arnSegments } from "../language/arn-segments.ts";
import type { Policy, Statement } from "../language/policy.ts";
import type { ResourceForm } from "../prove/certificate.ts";
import type { KnownKeys } from "./known-key.ts";
import type { Meter } from "./meter.ts";
import { patternOfSegments, tokensOf, type TextPlace } from "./pattern-of-text.ts";
import { isTextEmpty, type TextDemand } from "./text-emptiness.ts";
import { type TextPattern, textPattern } from "./text-pattern.ts";

/** What must be so of the resource of a request: of its ARN, and when it has none (it is asked on the text `*`). */
export interface ResourceDemand {
  readonly arn: TextDemand;
  readonly none: boolean;
}

const anything = textPattern(["star"]);
const every: ResourceDemand = { arn: { inside: false, patterns: [] }, none: true };

/** Where a Resource element stands. */
export interface ResourcePlace {
  readonly version: Policy["version"];
  readonly known: KnownKeys;
}

/** The demand under which AWS may find that a Resource or NotResource element covers (`wanted`) or does not. */
export function resourceDemand(
  element: NonNullable<Statement["resources"]>,
  wanted: boolean,
  place: ResourcePlace,
): ResourceDemand {
  const { negated, patterns } = element;
  // AWS does not say what a NotResource without entries means.
  if (negated && patterns.length === 0) return every;
  const inside = wanted !== negated;
  const texts = patterns.flatMap((text) => {
    const pattern = inside ? widest(text, place) : surest(text, place);
    return pattern === null ? [] : [pattern];
  });
  // Some services grant a call without resource by a narrower ARN, so only a bare star decides there.
  const isCovered = patterns.some((text) => /^\*+$/.test(text));
  return { arn: { inside, patterns: texts }, none: inside ? patterns.length > 0 : !isCovered };
}

/** The whole text as one glob: wildcards may cross colons. Short ARNs and variables in front are not documented. */
function widest(text: string, place: ResourcePlace): TextPattern | null {
  const segments = arnSegments(text, place.version === "2012-10-17");
  const isOdd = segments === null || segments.slice(0, 5).some((segment) => segment.includes("${"));
  if (isOdd) return anything;
  const tokens = tokensOf(text, true, { ...place, widest: true });
  return tokens === null ? null : textPattern(tokens);
}

/** Segment by segment. */
function surest(text: string, place: ResourcePlace): TextPattern | null {
  if (/^\*+$/.test(text)) return anything;
  const segments = arnSegments(text, place.version === "2012-10-17");
  return segments === null ? null : patternOfSegments(segments, { ...place, widest: false });
}

/** True when certainly no resource of these forms meets all demands. */
export function isResourceEmpty(
  forms: readonly ResourceForm[],
  demands: readonly ResourceDemand[],
  meter: Meter,
): boolean {
  const isNoneLeft = forms.some((form) => form.kind === "none") && demands.every((demand) => demand.none);
  if (isNoneLeft) return false;
  const shapes = forms.flatMap((form) => (form.kind === "arn" ? [shape(form.pattern)] : []));
  if (shapes.length === 0) return true;
  return isTextEmpty([{ inside: true, patterns: shapes }, ...demands.map((demand) => demand.arn)], meter);
}

/** True when a form is understood: an ARN pattern of six segments. */
export function isForm(form: ResourceForm): boolean {
  return form.kind === "none" || arnSegments(form.pattern, false) !== null;
}

function shape(pattern: string): TextPattern {
  const place: TextPlace = { version: "2008-10-17", known: new Map(), widest: true };
  return patternOfSegments(arnSegments(pattern, false) ?? [], place) ?? anything;
}
