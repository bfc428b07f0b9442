import { actionIndex, type ActionIndex } from "../catalogue/action-index.ts";

/** The catalogue cut down to a few actions: the engine is the same, and answers a hundred times faster. */
export function smallIndex(names: readonly string[]): ActionIndex {
  const whole = actionIndex();
  const kept = whole.names.flatMap((name, id) => (names.includes(name) ? [{ name, id }] : []));
  const services = [...new Set(kept.map(({ name }) => name.slice(0, name.indexOf(":"))))];
  const starts = services.map((service) => kept.findIndex(({ name }) => name.startsWith(`${service}:`)));
  const lower = kept.map(({ name }) => name.toLowerCase());
  return {
    names: kept.map(({ name }) => name),
    lowerNames: lower.map((name) => name.slice(name.indexOf(":") + 1)),
    services,
    starts: [...starts, kept.length],
    typesOf: Uint16Array.from(kept.map(({ id }) => whole.typesOf[id] ?? 0)),
    resourceTypes: whole.resourceTypes,
    byName: new Map(lower.map((name, id) => [name, id])),
  };
}
