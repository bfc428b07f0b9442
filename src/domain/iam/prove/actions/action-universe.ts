import { actionPattern, coversAction } from "../../language/action-pattern.ts";
import { glob, matchesGlob } from "../../language/glob.ts";
import { formRule } from "./form-rule.ts";
import { actionIndex, type ActionIndex } from "../../catalogue/action-index.ts";
import { addAll, addOne, addRange, type ActionSet, emptySet, packed, removeOne } from "./action-set.ts";

/** What a pattern covers: surely, and possibly (unknown names that it may or may not match). */
export interface Cover {
  readonly sure: ActionSet;
  readonly possible: ActionSet;
}

/**
 * All actions by number: those of the catalogue, then for each service `<other>`, the actions of it that the catalogue
 * does not know, then `<other>:<other>`, those of unknown services.
 */
export interface ActionUniverse {
  readonly index: ActionIndex;
  /** Number of catalogue actions; symbolic classes follow. */
  readonly known: number;
  readonly size: number;
  readonly everything: ActionSet;
  /** The classes that are not in the catalogue. */
  readonly symbolic: ActionSet;
  /** What an action pattern covers; remembered by its text. */
  readonly cover: (pattern: string) => Cover;
  /** The name of a number: `iam:CreateUser`, `iam:<other>`, `<other>:<other>`. */
  readonly nameOf: (id: number) => string;
  /** The service prefix of a number; null for unknown services. */
  readonly serviceOf: (id: number) => string | null;
  /** Actions with the same text can have the same resources. */
  readonly formsKey: (id: number) => string;
  /** Whether the catalogue has a service prefix (lower case). */
  readonly hasService: (service: string) => boolean;
  /** True for a name that a policy spells out and the catalogue does not have; patterns with wildcards are none. */
  readonly isUnknownName: (pattern: string) => boolean;
}

/** The name that stands for whatever is not known. */
export const other = "<other>";

/** The universe over a catalogue of actions; the one that ships unless another is given. */
export function actionUniverse(index: ActionIndex = actionIndex()): ActionUniverse {
  const known = index.names.length;
  const services = index.services.length;
  const size = known + services + 1;
  const everything = emptySet(size);
  addRange(everything, 0, size);
  const symbolic = emptySet(size);
  addRange(symbolic, known, size);
  const covers = new Map<string, Cover>();
  const serviceNumbers = new Map(index.services.map((service, number) => [service, number]));
  const numberOf = (id: number): number => {
    let low = 0;
    let high = services;
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if ((index.starts[middle] ?? 0) <= id) low = middle;
      else high = middle;
    }
    return low;
  };
  const serviceOf = (id: number): string | null =>
    (id < known ? index.services[numberOf(id)] : index.services[id - known]) ?? null;
  const formsKeys: (string | undefined)[] = [];
  return {
    index,
    known,
    size,
    everything,
    symbolic,
    cover: (pattern) => {
      const folded = pattern.toLowerCase();
      let found = covers.get(folded);
      if (found === undefined) {
        found = coverOf(folded, index, serviceNumbers, size);
        covers.set(folded, found);
      }
      return found;
    },
    nameOf: (id) => {
      if (id < known) return index.names[id] ?? "";
      const service = index.services[id - known];
      return service === undefined ? `${other}:${other}` : `${service}:${other}`;
    },
    serviceOf,
    formsKey: (id) => {
      const found = formsKeys[id];
      if (found !== undefined) return found;
      const service = serviceOf(id);
      const types = id < known ? String(index.typesOf[id]) : "other";
      const made = `${types} ${formRule(id, { serviceOf, index })} ${service === "sts" || service === "iam" ? service : ""}`;
      formsKeys[id] = made;
      return made;
    },
    hasService: (service) => serviceNumbers.has(service),
    isUnknownName: (pattern) => pattern !== "*" && !/[*?]/.test(pattern) && !index.byName.has(pattern.toLowerCase()),
  };
}

function coverOf(
  pattern: string,
  index: ActionIndex,
  serviceNumbers: ReadonlyMap<string, number>,
  size: number,
): Cover {
  const sure = emptySet(size);
  const colon = pattern.indexOf(":");
  if (pattern === "*") {
    addRange(sure, 0, size);
    return { sure, possible: sure };
  }
  const [servicePart, namePart] = [pattern.slice(0, colon), pattern.slice(colon + 1)];
  const possible = emptySet(size);
  const known = index.names.length;
  const compiled = glob(namePart);
  const covered = (number: number): void => {
    const from = index.starts[number] ?? 0;
    const to = index.starts[number + 1] ?? from;
    if (isStars(namePart)) addRange(sure, from, to);
    else if (!/[*?]/.test(namePart)) {
      const id = index.byName.get(`${index.services[number] ?? ""}:${namePart}`);
      if (id !== undefined) addOne(sure, id);
    } else {
      for (let id = from; id < to; id += 1) if (matchesGlob(compiled, index.lowerNames[id] ?? "")) addOne(sure, id);
    }
    if (isStars(namePart)) addOne(sure, known + number);
    else if (/[*?]/.test(namePart)) addOne(possible, known + number);
  };
  if (/[*?]/.test(servicePart)) {
    const services = glob(servicePart);
    for (const [number, service] of index.services.entries()) if (matchesGlob(services, service)) covered(number);
    addOne(isStars(servicePart) && isStars(namePart) ? sure : possible, size - 1);
    if (!/[*?]/.test(namePart)) removeOne(possible, size - 1);
  } else {
    const number = serviceNumbers.get(servicePart);
    if (number !== undefined) covered(number);
  }
  addAll(possible, sure);
  const kept = packed(sure);
  // Only wildcards can leave open what they cover.
  return { sure: kept, possible: /[*?]/.test(pattern) ? packed(possible) : kept };
}

/** Stars only. */
export function isStars(text: string): boolean {
  return /^\*+$/.test(text);
}

/** How a pattern covers one name that the catalogue does not have; `<other>` as name or service stands for the rest. */
export function coverOfName(pattern: string, name: string): "yes" | "no" | "may" {
  if (pattern === "*") return "yes";
  const colon = pattern.indexOf(":");
  const [service, action] = [pattern.slice(0, colon).toLowerCase(), pattern.slice(colon + 1).toLowerCase()];
  const [ownService = "", ownName = ""] = name.split(":");
  if (ownName !== other) return coversAction(actionPattern(pattern), name) ? "yes" : "no";
  if (!matchesGlob(glob(service), ownService)) return "no";
  return isStars(action) ? "yes" : /[*?]/.test(action) ? "may" : "no";
}
