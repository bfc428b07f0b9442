/** Whether something matches; `may` when AWS does not say, or a fact is missing. */
export type Tri = "yes" | "no" | "may";

/** The opposite; may stays. */
export function opposite(tri: Tri): Tri {
  return tri === "may" ? tri : tri === "yes" ? "no" : "yes";
}

/** Yes wins, then may. */
export function anyOf<T>(items: Iterable<T>, test: (item: T) => Tri): Tri {
  let found: Tri = "no";
  for (const item of items) {
    const tri = test(item);
    if (tri === "yes") return "yes";
    if (tri === "may") found = "may";
  }
  return found;
}

/** No wins, then may. */
export function allOf<T>(items: Iterable<T>, test: (item: T) => Tri): Tri {
  return opposite(anyOf(items, (item) => opposite(test(item))));
}

/** Which side counts a `may` as a match: `possible` does, `sure` does not. */
export type Reading = "sure" | "possible";

/** A truth in one reading. */
export function holds(tri: Tri, reading: Reading): boolean {
  return tri === "yes" || (tri === "may" && reading === "possible");
}
