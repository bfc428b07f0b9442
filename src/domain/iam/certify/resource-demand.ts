import { arnSegments } from "../language/arn-segments.ts";
import { glob, matchesGlob } from "../language/glob.ts";
import type { Policy, Statement } from "../language/policy.ts";
import type { ResourceForm } from "../prove/certificate.ts";
import type { KnownKeys } from "./known-key.ts";
import type { Meter } from "./meter.ts";
import { patternOfSegments, tokensOf, type TextPlace } from "./pattern-of-text.ts";
import { isTextEmpty, type TextDemand } from "./text-emptiness.ts";
import { type TextPattern, textPattern } from "./text-pattern.ts";

/**
 * The ways in which AWS may match an ARN pattern. Wildcards work within the segments; a star at the end of a segment may
 * go on beyond its colon (IAM user guide, "Resource"); a plain glob would cross everywhere. Whichever it is, it is the
 * same for all patterns: a proof must hold in each.
 */
const ways = ["bySegment", "lastStarCrosses", "asWhole"] as const;

/**
 * What must be so of the resource of a request, by the way of matching. A request without resource is asked on the text
 * `*`: `none` when the action has no resource type, `unnamed` when it has optional ones only.
 */
export interface ResourceDemand extends Readonly<Record<(typeof ways)[number], TextDemand>> {
  readonly none: boolean;
  readonly unnamed: boolean;
}

/** Where a Resource element stands, and the services of the actions asked about. */
export interface ResourcePlace {
  readonly version: Policy["version"];
  readonly known: KnownKeys;
  readonly services: readonly string[];
}

const anything = textPattern(["star"]);

/** The demand under which AWS may find that a Resource or NotResource element covers (`wanted`) or does not. */
export function resourceDemand(
  element: NonNullable<Statement["resources"]>,
  wanted: boolean,
  place: ResourcePlace,
): ResourceDemand {
  const { negated, patterns } = element;
  const inside = wanted !== negated;
  const read = (way: (typeof ways)[number]): TextDemand => ({
    inside,
    patterns: patterns.flatMap((text) => arnPatterns(text, way, negated, { ...place, widest: inside })),
  });
  // AWS does not say what a NotResource without entries means.
  if (negated && patterns.length === 0) return { ...onArn({ inside: false, patterns: [] }), none: true, unnamed: true };
  const isCovered = patterns.some((text) => /^\*+$/.test(text));
  // A variable without value makes the text match nothing, no call without resource either.
  const mayMatch = (text: string): boolean => negated || tokensOf(text, true, { ...place, widest: true }) !== null;
  const mayBeNone = patterns.some((text) => mayMatch(text) && mayGrantNone(text, place.services));
  const mayBeUnnamed = negated ? mayBeNone : patterns.some((text) => !text.startsWith("arn:"));
  return {
    bySegment: read("bySegment"),
    lastStarCrosses: read("lastStarCrosses"),
    asWhole: read("asWhole"),
    none: inside ? mayBeNone : !isCovered,
    unnamed: inside ? mayBeUnnamed : !isCovered,
  };
}

/** The same demand in either way of matching; a request without resource meets it. */
export function onArn(demand: TextDemand): ResourceDemand {
  return { bySegment: demand, lastStarCrosses: demand, asWhole: demand, none: true, unnamed: true };
}

/** The opposite: exactly the resources that the demand does not admit. */
export function oppositeResource(demand: ResourceDemand): ResourceDemand {
  const { bySegment, lastStarCrosses, asWhole, none, unnamed } = demand;
  const flipped = ({ inside, patterns }: TextDemand): TextDemand => ({ inside: !inside, patterns });
  return {
    bySegment: flipped(bySegment),
    lastStarCrosses: flipped(lastStarCrosses),
    asWhole: flipped(asWhole),
    none: !none,
    unnamed: !unnamed,
  };
}

/** Short ARNs, variables before the fifth colon, variables without value under NotResource: AWS does not say. */
function arnPatterns(
  text: string,
  way: (typeof ways)[number],
  negated: boolean,
  place: TextPlace,
): readonly TextPattern[] {
  if (/^\*+$/.test(text)) return [anything];
  const segments = arnSegments(text, place.version === "2012-10-17");
  const tokens = tokensOf(text, true, place);
  const isOdd = segments?.slice(0, 5).some((segment) => segment.includes("${")) === true;
  if (isOdd || tokens === null) return place.widest && (isOdd || negated) ? [anything] : [];
  if (segments === null) {
    if (!place.widest || text.includes("${")) return place.widest ? [anything] : [];
    const filled = patternOfSegments([...text.split(":"), "*", "*", "*", "*", "*"].slice(0, 6), place);
    return filled === null ? [textPattern(tokens)] : [textPattern(tokens), filled];
  }
  const pattern =
    way === "asWhole" ? textPattern(tokens) : patternOfSegments(segments, place, way === "lastStarCrosses");
  return pattern === null ? [] : [pattern];
}

/** S3 grants a call without resource by a narrower ARN, and others may; not by an ARN of a service it never uses. */
function mayGrantNone(text: string, services: readonly string[]): boolean {
  const third = arnSegments(text, true)?.[2];
  if (third === undefined || third.includes("${")) return true;
  return services.some((service) => {
    const own = Object.hasOwn(ownServices, service) ? ownServices[service] : undefined;
    return own === undefined || own.some((name) => matchesGlob(glob(third), name));
  });
}

/** Services that name their resources by ARNs of these services only. */
const ownServices: Readonly<Record<string, readonly string[]>> = {
  iam: ["iam"],
  sts: ["iam", "sts"],
  organizations: ["organizations"],
  account: ["account"],
};

/** The resources of a claim: one of the forms, and one of the ARNs asked about where these are given. */
export interface Resources {
  readonly forms: readonly ResourceForm[];
  readonly asked: readonly string[] | null;
  /** ARNs that the claim is limited to, where the action has resource types. */
  readonly within: readonly string[] | null;
  /** ARNs that no request has. */
  readonly never: readonly string[];
}

/** True when certainly no such resource meets all demands. */
export function isResourceEmpty(resources: Resources, demands: readonly ResourceDemand[], meter: Meter): boolean {
  const { forms, asked, within: limit, never } = resources;
  for (const kind of ["none", "unnamed"] as const) {
    // A question about the policy of one resource is not about requests without any.
    if (kind === "unnamed" && limit !== null) continue;
    if (asked === null && forms.some((form) => form.kind === kind) && demands.every((demand) => demand[kind]))
      return false;
  }
  const within = [
    ...[asked, limit].flatMap((arns) =>
      arns === null ? [] : [{ inside: true, patterns: arns.map((arn) => formPattern(arn)) }],
    ),
    { inside: false, patterns: never.map((arn) => formPattern(arn)) },
  ];
  const isEmpty = (pattern: TextPattern): boolean =>
    ways.every((way) => {
      const arns = demands.map((demand) => demand[way]);
      return isTextEmpty([{ inside: true, patterns: [pattern] }, ...within, ...arns], meter);
    });
  // Most proofs hold for whatever ARN; only where that is not so each form is looked at.
  const shapes = forms.flatMap((form) => (form.kind === "arn" ? [form.pattern] : []));
  return (
    shapes.length === 0 || isEmpty(formPattern("arn:*:*:*:*:*")) || shapes.every((each) => isEmpty(formPattern(each)))
  );
}

/** True when a form is understood: an ARN pattern of six segments. */
export function isForm(form: ResourceForm): boolean {
  return form.kind !== "arn" || (form.pattern.startsWith("arn:") && arnSegments(form.pattern, false) !== null);
}

/** The pattern of a form: wildcards of the first five segments stop at a colon. */
export function formPattern(pattern: string): TextPattern {
  const place: TextPlace = { version: "2008-10-17", known: { get: () => undefined }, widest: true };
  return patternOfSegments(arnSegments(pattern, false) ?? [], place) ?? anything;
}
