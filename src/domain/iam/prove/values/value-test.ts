import { arnSegments } from "../../language/arn-segments.ts";
import { glob, matchesGlob } from "../../language/glob.ts";
import type { Policy } from "../../language/policy.ts";
import { accepts, anyRun, type Nfa, nfa, type Place, placesOf, runButColon } from "../automata/nfa.ts";
import { readDate } from "./date-value.ts";
import { compareDecimals, type Decimal, readDecimal } from "./decimal.ts";
import { type IpRange, isInRange, readAddress, readRange } from "./ip-range.ts";
import type { Family, OperatorName } from "./operator-name.ts";
import { resolvedText, type VariableValues } from "./resolved-text.ts";
import { anyOf, opposite, type Tri } from "./tri.ts";

/** A comparison of one value with all values that a condition lists. */
export interface ValueTest {
  readonly family: Family;
  /** Whether a value agrees with the condition; of a negated operator, whether none of the listed values matches. */
  readonly agrees: (value: string) => Tri;
  /** For text and ARNs: what surely and what possibly matches a listed value, before negation. */
  readonly texts: { readonly sure: Nfa; readonly possible: Nfa } | null;
  readonly negated: boolean;
  /** What the condition compares with, for the search of values. */
  readonly decimals: readonly Decimal[];
  readonly dates: readonly number[];
  readonly ranges: readonly IpRange[];
  readonly words: readonly string[];
  /** Why some answer is `may`; null when no answer is. */
  readonly doubt: string | null;
}

/** Prepares the comparison of one condition entry. */
export function valueTest(
  operator: OperatorName,
  values: readonly string[],
  version: Policy["version"],
  valueOf: VariableValues,
): ValueTest {
  const { family, negated } = operator;
  const texts = family === "text" || family === "arn" ? textsOf(operator, values, version, valueOf) : null;
  const matches = texts === null ? plainMatch(operator, values) : textMatch(texts);
  return {
    family,
    agrees: negated ? (value) => opposite(matches(value)) : matches,
    texts,
    negated,
    decimals: family === "numeric" ? values.map(readDecimal).filter((each) => each !== null) : [],
    dates: family === "date" ? values.map(readDate).filter((each) => each !== null) : [],
    ranges: family === "ip" ? values.map(readRange).filter((each) => each !== null) : [],
    words: values,
    doubt: texts === null ? null : texts.doubt,
  };
}

interface Texts {
  readonly sure: Nfa;
  readonly possible: Nfa;
  readonly doubt: string | null;
}

function textsOf(
  operator: OperatorName,
  values: readonly string[],
  version: Policy["version"],
  valueOf: VariableValues,
): Texts {
  const sure: Place[][] = [];
  const possible: Place[][] = [];
  let why: string | null = null;
  for (const value of values) {
    const { places, doubt } =
      operator.family === "arn" ? arnPlaces(value, version, valueOf) : textPlaces(value, version, operator, valueOf);
    if (places === null) continue;
    possible.push(places);
    if (doubt === null) sure.push(places);
    else why ??= doubt;
  }
  return { sure: nfa(sure), possible: nfa(possible), doubt: why };
}

interface Places {
  readonly places: Place[] | null;
  readonly doubt: string | null;
}

function textPlaces(text: string, version: Policy["version"], operator: OperatorName, valueOf: VariableValues): Places {
  const { tokens, doubt } = resolvedText(text, version, operator.how === "like", valueOf);
  return { places: tokens === null ? null : placesOf(tokens, true, operator.how === "ignore-case"), doubt };
}

/** ArnLike: six segments, each compared on its own; the value must be an ARN. */
function arnPlaces(text: string, version: Policy["version"], valueOf: VariableValues): Places {
  const segments = arnSegments(text, version === "2012-10-17");
  if (segments === null) return { places: anyArn, doubt: `"${text}" is not a full ARN` };
  const places: Place[] = [];
  let why: string | null = null;
  for (const [index, segment] of segments.entries()) {
    const { tokens, doubt } = resolvedText(segment, version, true, valueOf);
    if (tokens === null) return { places: null, doubt: null };
    why ??= doubt;
    if (index > 0) places.push(colon);
    if (index === 0) {
      // A value that does not start with `arn:` is no ARN, whatever the pattern's first segment says.
      if (doubt === null && !matchesGlob(glob(segment), "arn")) return { places: null, doubt: null };
      places.push(...placesOf([{ text: "arn" }], false, false));
    } else places.push(...placesOf(tokens, index === 5, false));
  }
  return { places, doubt: why };
}

const colon = 58;
const anyArn: Place[] = [
  ...placesOf([{ text: "arn:" }], false, false),
  ...[0, 1, 2, 3].flatMap(() => [runButColon, colon]),
  anyRun,
];

function textMatch(texts: Texts): (value: string) => Tri {
  return (value) => (accepts(texts.sure, value) ? "yes" : accepts(texts.possible, value) ? "may" : "no");
}

function plainMatch(operator: OperatorName, values: readonly string[]): (value: string) => Tri {
  switch (operator.family) {
    case "numeric":
      return (value) => anyOf(values, (listed) => compareNumbers(operator, value, listed));
    case "date":
      return (value) => anyOf(values, (listed) => compareDates(operator, value, listed));
    case "ip":
      return (value) => anyOf(values, (listed) => compareAddresses(value, listed));
    case "bool":
      return (value) => anyOf(values, (listed) => compareFlags(value, listed));
    case "binary":
      return (value) => anyOf(values, (listed) => compareBytes(value, listed));
    case "text":
    case "arn":
    case "null":
      return () => "may";
  }
}

function compareNumbers(operator: OperatorName, value: string, listed: string): Tri {
  const one = readDecimal(value);
  const other = readDecimal(listed);
  return one === null || other === null ? "may" : inOrder(operator.how, compareDecimals(one, other));
}

function compareDates(operator: OperatorName, value: string, listed: string): Tri {
  const one = readDate(value);
  const other = readDate(listed);
  return one === null || other === null ? "may" : inOrder(operator.how, one - other);
}

function inOrder(how: OperatorName["how"], order: number): Tri {
  const holds =
    how === "<"
      ? order < 0
      : how === "<="
        ? order <= 0
        : how === ">"
          ? order > 0
          : how === ">="
            ? order >= 0
            : order === 0;
  return holds ? "yes" : "no";
}

function compareAddresses(value: string, listed: string): Tri {
  const range = readRange(listed);
  const address = readAddress(value);
  if (range === null || address === null) return "may";
  if (isInRange(range, address)) return "yes";
  return range.bareSix && isInRange({ ...range, length: 32 }, address) ? "may" : "no";
}

function compareFlags(value: string, listed: string): Tri {
  const one = value.toLowerCase();
  const other = listed.toLowerCase();
  const isFlag = (text: string): boolean => text === "true" || text === "false";
  return isFlag(one) && isFlag(other) ? (one === other ? "yes" : "no") : "may";
}

/** Base64 has one canonical form: the bits that padding cuts off are zero. */
const canonical = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/][AQgw]==|[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=)?$/;

function compareBytes(value: string, listed: string): Tri {
  if (!canonical.test(value) || !canonical.test(listed)) return "may";
  return value === listed ? "yes" : "no";
}
