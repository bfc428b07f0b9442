// What must work before something else works, as people declare it. Custody whose own server, login or key store needs the
// root user that it guards is no way back in.

/** One thing and what it cannot do without. */
export interface Dependency {
  readonly thing: string;
  readonly needs: readonly string[];
}

/** The thing that everything here is for. */
export const rootAccess = "root access";

/**
 * Every way, each thing once, in which a thing ends up needing itself; the shortest loop through each pair of things. The
 * order starts at root access where the loop holds it, else at the smallest name, so that one loop has one form.
 */
export function dependencyLoops(dependencies: readonly Dependency[]): readonly (readonly string[])[] {
  const needs = new Map<string, readonly string[]>();
  for (const { thing, needs: more } of dependencies) needs.set(thing, [...(needs.get(thing) ?? []), ...more]);
  const loops = new Map<string, readonly string[]>();
  for (const [thing, own] of needs) {
    for (const first of own) {
      const back = shortestWay(first, thing, needs);
      if (back === null) continue;
      const loop = inOneForm([thing, ...back.slice(0, -1)]);
      loops.set(loop.join("\n"), loop);
    }
  }
  return [...loops.values()].toSorted(
    (one, other) => one.length - other.length || (one.join() < other.join() ? -1 : 1),
  );
}

/** The things from `from` to `to`, both included; `null` when there is no way. */
function shortestWay(
  from: string,
  to: string,
  needs: ReadonlyMap<string, readonly string[]>,
): readonly string[] | null {
  const seen = new Set([from]);
  let ways: (readonly string[])[] = [[from]];
  while (ways.length > 0) {
    const longer: (readonly string[])[] = [];
    for (const way of ways) {
      const last = way.at(-1) ?? from;
      if (last === to) return way;
      for (const next of needs.get(last) ?? []) {
        if (seen.has(next)) continue;
        seen.add(next);
        longer.push([...way, next]);
      }
    }
    ways = longer;
  }
  return null;
}

function inOneForm(loop: readonly string[]): readonly string[] {
  const start = loop.includes(rootAccess) ? rootAccess : (loop.toSorted()[0] ?? "");
  const at = loop.indexOf(start);
  return [...loop.slice(at), ...loop.slice(0, at)];
}
