import { arnSegments } from "../../language/arn-segments.ts";
import { glob, globOf, matchesGlob } from "../../language/glob.ts";
import { globsOverlap } from "../../language/glob-overlap.ts";
import type { Policy, Statement } from "../../language/policy.ts";
import type { TextTest } from "../automata/find-word.ts";
import { type Nfa, nfa, type Place, placesOf } from "../automata/nfa.ts";
import { resolvedText, type VariableValues } from "./resolved-text.ts";
import { anyOf, opposite, type Reading, type Tri } from "./tri.ts";

/** A Resource or NotResource element, ready to be asked. */
export interface ResourceTest {
  readonly negated: boolean;
  /** Covers every resource there is, also none. */
  readonly isEverything: boolean;
  /** What surely and what possibly matches a listed pattern, before negation. */
  readonly sure: Nfa;
  readonly possible: Nfa;
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
  const possible = made.flatMap((each) => each.possible);
  return {
    negated,
    isEverything: isEverything && !negated,
    sure: nfa(made.flatMap((each) => each.sure)),
    possible: nfa(negated && patterns.length === 0 ? [everything] : possible),
    onNone: onNone(false),
    onUnnamed: onNone(true),
    models: made.flatMap((each) => (each.model === null ? [] : [each.model])),
    doubt: made.find((each) => each.doubt !== null)?.doubt ?? null,
  };
}

/** The demand that the element matches in this reading, or does not, as a demand on the ARN. */
export function resourceDemand(test: ResourceTest, reading: Reading, want: boolean): TextTest {
  const usesSure = test.negated ? reading === "possible" : reading === "sure";
  return { nfa: usesSure ? test.sure : test.possible, want: test.negated ? !want : want };
}

interface Pattern {
  readonly sure: readonly (readonly Place[])[];
  readonly possible: readonly (readonly Place[])[];
  readonly onStar: (effect: Statement["effect"], negated: boolean, service: string | null, isUnnamed: boolean) => Tri;
  readonly model: readonly string[] | null;
  readonly doubt: string | null;
}

const everything = placesOf(["star"], true, false);

function patternOf(text: string, negated: boolean, version: Policy["version"], valueOf: VariableValues): Pattern {
  if (text === "*") {
    return { sure: [everything], possible: [everything], onStar: () => "yes", model: null, doubt: null };
  }
  const whole = resolvedText(text, version, true, valueOf);
  if (whole.tokens === null) {
    // AWS: a variable without value matches nothing in Resource. What follows under NotResource is not documented.
    const doubt = negated ? `a variable in "${text}" has no value` : null;
    return {
      sure: [],
      possible: negated ? [everything] : [],
      onStar: () => (negated ? "may" : "no"),
      model: null,
      doubt,
    };
  }
  const written = arnSegments(text, version === "2012-10-17");
  const parts = written ?? [...text.split(":"), "*", "*", "*", "*", "*"].slice(0, 6);
  const segments = parts.map((part) => resolvedText(part, version, true, valueOf));
  const bySegment = segments.flatMap(({ tokens }, index) => [
    ...(index === 0 ? [] : [58]),
    ...placesOf(tokens ?? [], index === 5, false),
  ]);
  const byText = placesOf(whole.tokens, true, false);
  const hasEarly =
    written !== null && parts.slice(0, 5).some((part) => version === "2012-10-17" && part.includes("${"));
  const doubt = whole.doubt ?? doubtOf(text, written === null, hasEarly, parts);
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
    sure: isSure ? [bySegment] : [],
    possible: written === null ? [byText, bySegment] : [byText],
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

function doubtOf(text: string, isShort: boolean, hasEarly: boolean, parts: readonly string[]): string | null {
  if (isShort) return `"${text}" has fewer than six segments`;
  if (hasEarly) return `"${text}" has a variable before the fifth colon`;
  const canCross = parts.slice(0, 5).some((part) => part.includes("*") || part.includes("?"));
  return canCross ? `a wildcard of "${text}" would have to cross a colon` : null;
}

function modelText(tokens: Parameters<typeof globOf>[0]): string {
  return tokens.map((token) => (token === "star" ? "*" : token === "one" ? "?" : token.text)).join("");
}

/** True when the text is a pattern without wildcards. */
export function isPlain(text: string): boolean {
  return !/[*?]/.test(text);
}

/** Whether a segment pattern matches a text. */
export function segmentMatches(pattern: string, text: string): boolean {
  return matchesGlob(glob(pattern), text);
}
