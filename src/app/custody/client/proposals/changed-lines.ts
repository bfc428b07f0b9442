// What is different between two versions of a document, for people who must decide on it. The documents are canonical JSON;
// lists of named things are compared by their names, so that a person who moved up in a list is no change.

/** One difference: where, what stood there (`null` for nothing), and what stands there now. */
export interface Change {
  readonly path: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** Every difference between two values, in the order of the newer one. */
export function changesBetween(before: unknown, after: unknown, path = ""): readonly Change[] {
  // What is new or gone is told field by field, so that nothing in it stays unseen.
  const one = before === undefined && branches(after) !== null ? new Map<string, unknown>() : branches(before);
  const other = after === undefined && branches(before) !== null ? new Map<string, unknown>() : branches(after);
  if (one === null || other === null) {
    const [left, right] = [textOf(before), textOf(after)];
    return left === right ? [] : [{ path, before: left, after: right }];
  }
  const names = [...other.keys(), ...[...one.keys()].filter((name) => !other.has(name))];
  return names.flatMap((name) =>
    changesBetween(one.get(name), other.get(name), path === "" ? name : `${path}.${name}`),
  );
}

/** The parts of an object or list by name; `null` for plain values, and where there is nothing. */
function branches(value: unknown): ReadonlyMap<string, unknown> | null {
  if (Array.isArray(value)) {
    if (value.length === 0 || value.some((item) => nameOf(item) === null)) return null;
    return new Map(value.map((item) => [nameOf(item) ?? "", item]));
  }
  return typeof value === "object" && value !== null ? new Map(Object.entries(value)) : null;
}

function nameOf(item: unknown): string | null {
  if (typeof item !== "object" || item === null) return null;
  const fields = new Map<string, unknown>(Object.entries(item));
  for (const key of ["id", "name", "credId", "rpId", "group", "iss"]) {
    const found = fields.get(key);
    if (typeof found === "string") return found;
  }
  return null;
}

function textOf(value: unknown): string | null {
  if (value === undefined) return null;
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 60)}… (${text.length} characters)` : text;
}
