import { type GlobToken, globTokens } from "../../language/glob.ts";
import { globsOverlap } from "../../language/glob-overlap.ts";
import type { Policy, Statement } from "../../language/policy.ts";
import { ageCuts } from "../facts/cells.ts";
import { variableText } from "../../language/variable-text.ts";
import {
  addAll,
  addOne,
  type ActionSet,
  common,
  eachOf,
  emptySet,
  hasOne,
  haveCommon,
  isSameSet,
  packed,
  without,
} from "./action-set.ts";
import { recentMap } from "../recent-map.ts";
import { type ActionUniverse, coverOfName, type Cover, isStars } from "./action-universe.ts";

/** A statement with the actions it speaks of; the same for every principal that carries the document. */
export interface IndexedStatement {
  readonly policy: Policy;
  readonly statement: Statement;
  /** What its Action or NotAction covers. */
  readonly cover: Cover;
  /** Covered for sure, and on every resource. */
  readonly full: ActionSet;
  /** Perhaps covered, and perhaps on some resource: everything outside the statement cannot touch. */
  readonly touch: ActionSet;
  /** It looks at who the caller is, or names a user. */
  readonly isPersonal: boolean;
  /** Longer than any policy that AWS stores: it is not read, and may say anything. */
  readonly isTooLong: boolean;
  /** A number of its own, for each name that its document goes by. */
  readonly numberFor: (document: string) => number;
  /** How it covers a name that the catalogue does not have. */
  readonly coverName: (name: string) => "yes" | "no" | "may";
}

/** A document, indexed once however many principals carry it. */
export interface PolicyIndex {
  readonly statements: readonly IndexedStatement[];
  /** Action names and services spelled out that the catalogue does not have: `iam:old`, `odd:<other>`. */
  readonly unknownNames: readonly string[];
  /** Ages at which a condition changes its answer. */
  readonly ageCuts: readonly number[];
  /** The answer may depend on which principal of an account carries it. */
  readonly isPersonal: boolean;
}

/** Indexes documents; remembers each by its object. */
export interface PolicyIndexer {
  readonly of: (policy: Policy) => PolicyIndex;
  /** Actions that can concern one of some ARNs. */
  readonly reach: (arns: readonly string[]) => ActionSet;
  /** Documents indexed so far. */
  readonly count: () => number;
}

/** An indexer over a universe. */
export function policyIndexer(universe: ActionUniverse): PolicyIndexer {
  const known = new WeakMap<Policy, PolicyIndex>();
  const reach = resourceReach(universe);
  // The same statement in another document, e.g. one of which another statement was changed.
  const statements = new WeakMap<Statement, IndexedStatement>();
  const statementOf = (policy: Policy, statement: Statement): IndexedStatement => {
    const found = statements.get(statement);
    if (found !== undefined && found.policy.version === policy.version) return { ...found, policy };
    const made = indexStatement(policy, statement, universe, reach);
    statements.set(statement, made);
    return made;
  };
  let count = 0;
  return {
    of: (policy) => {
      let found = known.get(policy);
      if (found === undefined) {
        found = indexOf(policy, universe, statementOf);
        known.set(policy, found);
        count += 1;
      }
      return found;
    },
    reach: (arns) => reach(arns, "2008-10-17", "named", universe.everything),
    count: () => count,
  };
}

function indexOf(
  policy: Policy,
  universe: ActionUniverse,
  statementOf: (policy: Policy, statement: Statement) => IndexedStatement,
): PolicyIndex {
  const names = new Set<string>();
  for (const statement of policy.statements) {
    if (isTooLong(statement)) continue;
    for (const pattern of statement.actions.patterns) for (const name of unknownIn(pattern, universe)) names.add(name);
  }
  return {
    statements: policy.statements.map((statement) => statementOf(policy, statement)),
    unknownNames: [...names],
    ageCuts: ageCuts([policy]),
    isPersonal: policy.statements.some(isPersonal),
  };
}

/** Numbers only ever tell statements apart, so one count serves all sessions. */
const statementNumbers = { last: 0 };

function numbered(count: { last: number }): IndexedStatement["numberFor"] {
  // Nearly every document goes by one name.
  let first: { readonly document: string; readonly number: number } | null = null;
  let others: Map<string, number> | null = null;
  const take = (): number => {
    count.last += 1;
    return count.last;
  };
  return (document) => {
    first ??= { document, number: take() };
    if (first.document === document) return first.number;
    others ??= new Map();
    const found = others.get(document) ?? take();
    others.set(document, found);
    return found;
  };
}

/** Variables, conditions on the caller, named callers, and what tells one name of a user from another. */
function isPersonal({ resources, conditions, principals }: Statement): boolean {
  const texts = [...(resources?.patterns ?? []), ...conditions.flatMap(({ values }) => values)];
  const keys = conditions.map(({ key }) => key.toLowerCase());
  return (
    principals !== null ||
    texts.some((text) => text.includes("${") || text.includes("user/")) ||
    resources?.patterns.some(tellsNames) === true ||
    keys.some((key) => /^aws:(principal|user(id|name)|sourceidentity|federatedprovider)/.test(key))
  );
}

/** Whether a pattern may match the ARN of one user and not that of another: text behind a wildcard of the name. */
function tellsNames(pattern: string): boolean {
  const [, , service = "*", , , ...rest] = pattern.split(":");
  if (service !== "iam" && !/[*?]/.test(service)) return false;
  const name = rest.length === 0 ? pattern : rest.join(":");
  return /[*?][^*]/.test(name) || name.includes("?");
}

function unknownIn(pattern: string, universe: ActionUniverse): readonly string[] {
  if (pattern === "*") return [];
  const folded = pattern.toLowerCase();
  const service = folded.slice(0, folded.indexOf(":"));
  const names = universe.isUnknownName(folded) ? [folded] : [];
  const isNewService = !/[*?]/.test(service) && !universe.hasService(service);
  return isNewService ? [...names, `${service}:<other>`] : names;
}

function indexStatement(
  policy: Policy,
  statement: Statement,
  universe: ActionUniverse,
  reach: Reach,
): IndexedStatement {
  const numberFor = numbered(statementNumbers);
  if (isTooLong(statement)) {
    const { everything } = universe;
    const unread = { cover: { sure: nothing, possible: everything }, full: nothing, touch: everything };
    return { policy, statement, ...unread, isPersonal: true, isTooLong: true, numberFor, coverName: () => "may" };
  }
  const cover = coverOf(statement.actions, universe);
  const { resources } = statement;
  const own = { isPersonal: isPersonal(statement), isTooLong: false, numberFor };
  const coverName = (name: string): "yes" | "no" | "may" => nameCover(statement.actions, name);
  const isEverything = resources === null || (!resources.negated && resources.patterns.includes("*"));
  if (isEverything) return { policy, statement, cover, full: cover.sure, touch: cover.possible, coverName, ...own };
  if (resources.negated) {
    // What no listed pattern reaches is covered whatever the resource.
    const reached = reach(resources.patterns, policy.version, "bare too", cover.possible);
    const full = resources.patterns.length === 0 ? nothing : packed(without(cover.sure, reached));
    return { policy, statement, cover, full, touch: cover.possible, coverName, ...own };
  }
  const full = nothing;
  const touch = reach(
    resources.patterns,
    policy.version,
    statement.effect === "Allow" ? "untyped too" : "named",
    cover.possible,
  );
  // One object for the same set: what is the same cuts nothing further.
  const same = isSameSet(touch, cover.possible) ? cover.possible : touch;
  return { policy, statement, cover, full, touch: same, coverName, ...own };
}

const nothing: ActionSet = { at: new Uint16Array(0), words: new Uint32Array(0) };

function coverOf({ negated, patterns }: Statement["actions"], universe: ActionUniverse): Cover {
  const [only] = patterns;
  if (!negated && only !== undefined && patterns.length === 1) return universe.cover(only);
  const sure = emptySet(universe.size);
  const possible = emptySet(universe.size);
  for (const pattern of patterns) {
    const each = universe.cover(pattern);
    addAll(sure, each.sure);
    addAll(possible, each.possible);
  }
  if (!negated) {
    const kept = packed(sure);
    return { sure: kept, possible: patterns.some((pattern) => /[*?]/.test(pattern)) ? packed(possible) : kept };
  }
  // What an empty NotAction leaves out is not documented.
  if (patterns.length === 0) return { sure, possible: universe.everything };
  return { sure: without(universe.everything, possible), possible: without(universe.everything, sure) };
}

function nameCover({ negated, patterns }: Statement["actions"], name: string): "yes" | "no" | "may" {
  if (negated && patterns.length === 0) return "may";
  let found: "yes" | "no" | "may" = "no";
  for (const pattern of patterns) {
    const each = coverOfName(pattern, name);
    if (each === "yes") return negated ? "no" : "yes";
    if (each === "may") found = "may";
  }
  return found === "may" ? "may" : negated ? "yes" : "no";
}

/** Characters of a statement; the longest policies that AWS stores, those of keys, have 32,768. */
const mostText = 40_000;

/** Wildcards of a statement that are weighed against each other; people write dozens. */
const mostWildcards = 4_000;

function isTooLong({ actions, resources, conditions }: Statement): boolean {
  let length = 0;
  let wildcards = 0;
  for (const texts of [actions.patterns, resources?.patterns ?? [], ...conditions.map(({ values }) => values)]) {
    for (const text of texts) {
      length += text.length + 1;
      if (length > mostText) return true;
      for (const letter of text) if (letter === "*" || letter === "?") wildcards += 1;
    }
  }
  return wildcards > mostWildcards;
}

type Reach = (
  patterns: readonly string[],
  version: Policy["version"],
  which: "named" | "untyped too" | "bare too",
  among: ActionSet,
) => ActionSet;

/** What the catalogue says of resources, made once for a catalogue however many sessions there are. */
interface Kinds {
  readonly symbolic: ActionSet;
  /** Actions without resource type, and those that may name no resource. */
  readonly untyped: ActionSet;
  readonly bare: ActionSet;
  /** By number of the resource types: their patterns, and the actions that have them. */
  readonly forms: readonly (readonly Wide[])[];
  readonly byTypes: readonly ActionSet[];
}

const kinds = new WeakMap<ActionUniverse["index"], Kinds>();

function kindsOf({ index, known, size }: ActionUniverse): Kinds {
  const found = kinds.get(index);
  if (found !== undefined) return found;
  const symbolic = emptySet(size);
  for (let id = known; id < size; id += 1) addOne(symbolic, id);
  const forms = index.resourceTypes.map(({ patterns }) => patterns.map((each) => formTokens(`arn:*:${each}`)));
  const untyped = emptySet(size);
  const bare = emptySet(size);
  for (let id = 0; id < known; id += 1) {
    const types = index.typesOf[id] ?? 0;
    if (forms[types]?.length === 0) addOne(untyped, id);
    if (forms[types]?.length === 0 || index.resourceTypes[types]?.required === false) addOne(bare, id);
  }
  const filling = index.resourceTypes.map(() => emptySet(size));
  for (let id = 0; id < known; id += 1) {
    const own = filling[index.typesOf[id] ?? 0];
    if (own !== undefined) addOne(own, id);
  }
  const byTypes = filling.map(packed);
  const made: Kinds = { symbolic, untyped, bare, forms, byTypes };
  kinds.set(index, made);
  return made;
}

/**
 * Those of some actions on which a list of resource patterns can speak at all; with calls of actions that have no
 * resource type, or with all calls that may name no resource.
 */
function resourceReach(universe: ActionUniverse): Reach {
  const { index, known, size } = universe;
  const { symbolic, untyped, bare, forms, byTypes } = kindsOf(universe);
  // By pattern: which kinds of resources it reaches. A row is as long as the catalogue has kinds, so few are kept.
  const perPattern = recentMap<string, Int8Array>(200);
  return (patterns, version, which, among) => {
    const isFew = patterns.length <= 20;
    const rows = patterns.map((pattern) => {
      const key = `${version} ${pattern}`;
      const row = isFew ? (perPattern.get(key) ?? new Int8Array(forms.length)) : null;
      if (row !== null) perPattern.set(key, row);
      return { row, wide: widened(pattern, version) };
    });
    const touch = emptySet(size);
    addAll(touch, common(among, symbolic));
    // An Allow on an ARN may cover a call that names no resource, a Deny does not.
    if (which === "bare too") addAll(touch, common(among, bare));
    else if (which === "untyped too" || patterns.some(isStars)) addAll(touch, common(among, untyped));
    const reaches = (number: number): boolean =>
      rows.some(({ row, wide }) => {
        const seen = row?.[number] ?? 0;
        if (seen !== 0) return seen === 1;
        const found = (forms[number] ?? []).some((form) => canMeet(wide, form));
        if (row !== null) row[number] = found ? 1 : -1;
        return found;
      });
    if (among.at !== null) {
      eachOf(among, (id) => {
        if (id < known && !hasOne(touch, id) && reaches(index.typesOf[id] ?? 0)) addOne(touch, id);
      });
    } else {
      // Of many actions it is quicker to ask once for each kind of resource.
      for (const [number, actions] of byTypes.entries()) {
        if (haveCommon(actions, among) && reaches(number)) addAll(touch, common(among, actions));
      }
    }
    return packed(touch);
  };
}

interface Wide {
  readonly tokens: readonly GlobToken[];
  /** The segments before the one with the first wildcard. */
  readonly start: readonly string[];
  readonly segments: readonly string[];
  readonly isShort: boolean;
}

function formTokens(text: string): Wide {
  return wide(globTokens(text));
}

/** The pattern with every variable as a star. */
function widened(pattern: string, version: Policy["version"]): Wide {
  const cut = variableText(pattern, version, true);
  if (cut.isMalformed) return wide(["star"]);
  return wide(cut.parts.flatMap((part) => (part.kind === "fixed" ? part.tokens : (["star"] as const))));
}

function wide(tokens: readonly GlobToken[]): Wide {
  const text = tokens.map((token) => (token === "star" ? "*" : token === "one" ? "?" : token.text)).join("");
  const segments = text.split(":");
  const [before = ""] = text.split(/[*?]/);
  const start = before.split(":").slice(0, -1);
  const colons = tokens.reduce(
    (sum, token) => sum + (typeof token === "object" ? token.text.split(":").length - 1 : 0),
    0,
  );
  return { tokens, start, segments, isShort: colons < 5 };
}

function canMeet(pattern: Wide, form: Wide): boolean {
  // Segments that are written out must be those of the form; of the form only the first five are sure to be segments.
  for (const [index, segment] of pattern.start.slice(0, 5).entries()) {
    const wanted = form.segments[index] ?? "";
    if (wanted !== segment && !/[*?]/.test(wanted)) return false;
  }
  // A pattern with fewer than six segments is also read with stars behind it.
  if (pattern.isShort) return globsOverlap([...pattern.tokens, "star"], form.tokens);
  return globsOverlap(pattern.tokens, form.tokens);
}
