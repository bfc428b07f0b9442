/** Something that depends on what is not known; `why` names the atom, document or fact. */
export interface May {
  readonly why: string;
}

/** Yes, no, or: it depends on what is not known. */
export type Truth = boolean | May;

/** A truth that depends on something not known. */
export function may(why: string): May {
  return { why };
}

/** False wins, then may, then true; the first reason is kept. */
export function and(left: Truth, right: Truth): Truth {
  if (left === false || right === false) return false;
  if (left !== true) return left;
  return right;
}

/** True wins, then may, then false; the first reason is kept. */
export function or(left: Truth, right: Truth): Truth {
  if (left === true || right === true) return true;
  if (left !== false) return left;
  return right;
}

/** The opposite; may stays may. */
export function not(truth: Truth): Truth {
  return typeof truth === "boolean" ? !truth : truth;
}

/** True when some item is true; stops there. */
export function some<T>(items: Iterable<T>, test: (item: T) => Truth): Truth {
  let found: Truth = false;
  for (const item of items) {
    found = or(found, test(item));
    if (found === true) return true;
  }
  return found;
}

/** False when some item is false; stops there. */
export function every<T>(items: Iterable<T>, test: (item: T) => Truth): Truth {
  let found: Truth = true;
  for (const item of items) {
    found = and(found, test(item));
    if (found === false) return false;
  }
  return found;
}
