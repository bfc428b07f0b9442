import { arnSegments } from "../../language/arn-segments.ts";
import { globOf, matchesGlob } from "../../language/glob.ts";
import { globsOverlap } from "../../language/glob-overlap.ts";
import type { Policy, Statement } from "../../language/policy.ts";
import type { TextTest } from "../automata/find-word.ts";
import { anyRun, type Nfa, nfa, type Place, placesOf, runButColon } from "../automata/nfa.ts";
import { type ResolvedText, resolvedText, type VariableValues } from "./resolved-text.ts";
import { anyOf, opposite, type Reading, type Tri } from "./tri.ts";

/**
 * The ways in which AWS may read an ARN pattern: wildcards stay inside segments; a star that ends a segment goes on beyond
 * its colon; a plain glob crosses everywhere. Whichever it is, it is the same for all patterns, so a certificate must
 * hold in each way, and a witness must pass in all. Source: IAM user guide, "IAM JSON policy elements: Resource".
 */
export const ways = ["segments", "last-star-crosses", "whole"] as const;

/** One of the ways. */
export type Way = (typeof ways)[number];

/** A Resource or NotResource element, ready to be asked. */
export interface ResourceTest {
  readonly negated: boolean;
  /** Covers every resource there is, also none. */
  readonly isEverything: boolean;
  /** What surely or possibly matches a listed pattern in a way, before negation; built when first asked for. */
  readonly automaton: (reading: Reading, way: Way) => Nfa;
  /** No wildcard of a listed pattern could cross a colon. */
  readonly waysAgree: boolean;
  /** The request names no resource, and the action has no resource type. */
  readonly onNone: Tri;
  /** The request names no resource, though the action has optional resource types. */
  readonly onUnnamed: Tri;
  /** Full ARN patterns with their variables replaced: models for a witness. */
  readonly models: readonly (readonly string[])[];
  /** Why some answer is `may`; null when none is. */
  readonly doubt: string | null;
}

type Resources = NonNullable<Statement["resources"]>;

/** Prepares the element; `service` is the prefix of the actions asked about (lower case), null for any. */
export function resourceTest(
  resources: Resources,
  effect: Statement["effect"],
  version: Policy["version"],
  service: string | null,
  valueOf: VariableValues,
): ResourceTest {
  const { negated, patterns } = resources;
  const made = patterns.map((text) => patternOf(text, negated, version, valueOf));
  const isEverything = patterns.includes("*");
  const onNone = (isUnnamed: boolean): Tri => {
    const found = anyOf(made, (each) => each.onStar(effect, negated, service, isUnnamed));
    return negated ? (patterns.length === 0 ? "may" : opposite(found)) : found;
  };
  const isOdd = negated && patterns.length === 0;
  const waysAgree = made.every((each) => each.waysAgree);
  const areSure = !isOdd && made.every((each) => each.isSure);
  const built: { readonly [R in Reading]: Partial<Record<Way, Nfa>> } = { sure: {}, possible: {} };
  const automaton: ResourceTest["automaton"] = (wantedReading, wantedWay) => {
    const reading = areSure ? "sure" : wantedReading;
    const way = waysAgree ? "segments" : wantedWay;
    let found = built[reading][way];
    if (found === undefined) {
      const listed = made.flatMap((each) => (reading === "sure" && !each.isSure ? [] : each.places[way]));
      found = nfa(reading === "possible" && isOdd ? [everything] : listed);
      built[reading][way] = found;
    }
    return found;
  };
  return {
    negated,
    isEverything: isEverything && !negated,
    automaton,
    waysAgree,
    onNone: onNone(false),
    onUnnamed: onNone(true),
    models: made.flatMap((each) => (each.model === null ? [] : [each.model])),
    doubt: made.find((each) => each.doubt !== null)?.doubt ?? null,
  };
}

/** The demand that the element matches in this reading and way, or does not, as a demand on the ARN. */
export function resourceDemand(test: ResourceTest, reading: Reading, want: boolean, way: Way): TextTest {
  const usesSure = test.negated ? reading === "possible" : reading === "sure";
  return { nfa: test.automaton(usesSure ? "sure" : "possible", way), want: test.negated ? !want : want };
}

/** The demand that it matches, or does not, in every way: crossing wildcards only ever match more. */
export function demandInAllWays(test: ResourceTest, reading: Reading, want: boolean): TextTest {
  return resourceDemand(test, reading, want, want === test.negated ? "whole" : "segments");
}

interface Pattern {
  readonly places: Readonly<Record<Way, readonly (readonly Place[])[]>>;
  /** Nothing is unclear but the way. */
  readonly isSure: boolean;
  readonly waysAgree: boolean;
  readonly onStar: (effect: Statement["effect"], negated: boolean, service: string | null, isUnnamed: boolean) => Tri;
  readonly model: readonly string[] | null;
  readonly doubt: string | null;
}

const everything = placesOf(["star"], true, false);

function inEveryWay(places: readonly (readonly Place[])[]): Pattern["places"] {
  return { segments: places, "last-star-crosses": places, whole: places };
}

function patternOf(text: string, negated: boolean, version: Policy["version"], valueOf: VariableValues): Pattern {
  if (text === "*") {
    return {
      places: inEveryWay([everything]),
      isSure: true,
      waysAgree: true,
      onStar: () => "yes",
      model: null,
      doubt: null,
    };
  }
  const whole = resolvedText(text, version, true, valueOf);
  if (whole.tokens === null) {
    // AWS: a variable without value matches nothing in Resource. What follows under NotResource is not documented.
    const doubt = negated ? `a variable in "${text}" has no value` : null;
    const places = inEveryWay(negated ? [everything] : []);
    return { places, isSure: false, waysAgree: true, onStar: () => (negated ? "may" : "no"), model: null, doubt };
  }
  const written = arnSegments(text, version === "2012-10-17");
  const parts = written ?? [...text.split(":"), "*", "*", "*", "*", "*"].slice(0, 6);
  const segments = parts.map((part) => resolvedText(part, version, true, valueOf));
  const bySegment = segments.flatMap(({ tokens }, index) => [
    ...(index === 0 ? [] : [58]),
    ...placesOf(tokens ?? [], index === 5, false),
  ]);
  const crossing = segments.flatMap(({ tokens }, index) => {
    const places = placesOf(tokens ?? [], index === 5, false);
    const last = places.at(-1) === runButColon ? [...places.slice(0, -1), anyRun] : places;
    return [...(index === 0 ? [] : [58]), ...last];
  });
  const byText = placesOf(whole.tokens, true, false);
  const hasEarly =
    written !== null && parts.slice(0, 5).some((part) => version === "2012-10-17" && part.includes("${"));
  const doubt = whole.doubt ?? doubtOf(text, written === null, hasEarly, canCross(segments));
  const isSure = written !== null && !hasEarly && whole.doubt === null;
  const globTokens = whole.tokens;
  const onStar: Pattern["onStar"] = (effect, isNegated, service, isUnnamed) => {
    if (matchesGlob(globOf(globTokens), "*")) return whole.doubt === null ? "yes" : "may";
    if (effect === "Deny" && !isNegated) return "no";
    if (isUnnamed && !isNegated) return "no";
    const own = service === null ? undefined : ownServices.get(service);
    const third = segments[2]?.tokens ?? ["star"];
    if (own !== undefined && !own.some((name) => globsOverlap(third, [{ text: name }]))) return "no";
    return "may";
  };
  return {
    places:
      written === null || hasEarly
        ? inEveryWay([byText, bySegment])
        : { segments: [bySegment], "last-star-crosses": [crossing], whole: [byText] },
    isSure,
    waysAgree: written === null || hasEarly || !canCross(segments),
    onStar,
    model: written === null ? null : segments.map(({ tokens }) => modelText(tokens ?? [])),
    doubt,
  };
}

/** Services that name their resources by ARNs of these services only. */
const ownServices: ReadonlyMap<string, readonly string[]> = new Map([
  ["iam", ["iam"]],
  ["sts", ["iam", "sts"]],
  ["organizations", ["organizations"]],
  ["account", ["account"]],
]);

function canCross(segments: readonly ResolvedText[]): boolean {
  return segments.slice(0, 5).some(({ tokens }) => (tokens ?? []).some((token) => typeof token === "string"));
}

function doubtOf(text: string, isShort: boolean, hasEarly: boolean, crosses: boolean): string | null {
  if (isShort) return `"${text}" has fewer than six segments`;
  if (hasEarly) return `"${text}" has a variable before the fifth colon`;
  return crosses ? `a wildcard of "${text}" would have to cross a colon` : null;
}

function modelText(tokens: Parameters<typeof globOf>[0]): string {
  return tokens.map((token) => (token === "star" ? "*" : token === "one" ? "?" : token.text)).join("");
}

/** True when the text is a pattern without wildcards. */
export function isPlain(text: string): boolean {
  return !text.includes("*") && !text.includes("?");
}
