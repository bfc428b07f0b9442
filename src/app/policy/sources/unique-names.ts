/** The names in order, each that came before with ` #2`, ` #3` and so on behind it. */
export function uniqueNames(names: readonly string[]): readonly string[] {
  const used = new Set<string>();
  const counts = new Map<string, number>();
  return names.map((name) => {
    let count = counts.get(name) ?? 1;
    let unique = name;
    while (used.has(unique)) {
      count += 1;
      unique = `${name} #${count}`;
    }
    counts.set(name, count);
    used.add(unique);
    return unique;
  });
}
