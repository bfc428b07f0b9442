import { actionIndex } from "../../iam/catalogue/action-index.ts";

/** A document as JSON, read no further than needed. */
interface Document {
  readonly Version?: unknown;
  readonly Statement: readonly Statement[];
}
type Statement = Readonly<Record<string, unknown>>;

const listed = ["Action", "NotAction", "Resource", "NotResource"] as const;

/**
 * A document that says the same in other words: other Sids, statements and lists in another order, a statement split in
 * one for each action or resource, action names in another case or under a wildcard that stands for nothing else, bare
 * values as lists. `seed`, from 1 to 2^31-2, decides which.
 */
export function saidOtherwise(document: unknown, seed: number): unknown {
  const pick = picker(seed);
  const { Version, Statement } = documentOf(document);
  const statements = Statement.flatMap((statement): readonly Statement[] =>
    split(statement, pick).map((part, place) => ({
      ...Object.fromEntries(Object.entries(reworded(part, pick)).reverse()),
      ...(pick(2) === 0 ? { Sid: `S${seed % 1000}x${place}${pick(1000)}` } : {}),
    })),
  );
  return { ...(Version === undefined ? {} : { Version }), Statement: shuffled(statements, pick) };
}

function documentOf(document: unknown): Document {
  const { Version, Statement } = document as { readonly Version?: unknown; readonly Statement: unknown };
  return { Version, Statement: (Array.isArray(Statement) ? Statement : [Statement]) as readonly Statement[] };
}

function split(statement: Statement, pick: Pick): readonly Statement[] {
  // Lists that are excluded hold together.
  const at = (["Action", "Resource"] as const)[pick(2)] ?? "Action";
  const list = statement[at];
  if (!Array.isArray(list) || list.length < 2 || pick(2) === 0) return [statement];
  return list.map((each: unknown) => ({ ...statement, [at]: [each] }));
}

function reworded(statement: Statement, pick: Pick): Statement {
  const made: Record<string, unknown> = { ...statement };
  delete made["Sid"];
  for (const name of listed) {
    const value = made[name];
    if (value === undefined) continue;
    const list = (Array.isArray(value) ? value : [value]) as readonly string[];
    const isAction = name === "Action" || name === "NotAction";
    const words = shuffled(isAction ? list.map((each) => otherName(each, pick)) : list, pick);
    made[name] = words.length === 1 && pick(2) === 0 ? words[0] : words;
  }
  return made;
}

function otherName(name: string, pick: Pick): string {
  switch (pick(4)) {
    case 0:
      return name.toUpperCase();
    case 1:
      return name.toLowerCase();
    case 2:
      return underWildcard(name);
    default:
      return name;
  }
}

/** The shortest beginning that only this action of the catalogue has, and a star. */
function underWildcard(name: string): string {
  const { names, byName } = actionIndex();
  if (!byName.has(name.toLowerCase())) return name;
  const colon = name.indexOf(":") + 1;
  for (let end = colon + 1; end < name.length; end += 1) {
    const start = name.slice(0, end).toLowerCase();
    if (names.filter((each) => each.toLowerCase().startsWith(start)).length === 1) return `${name.slice(0, end)}*`;
  }
  return name;
}

type Pick = (below: number) => number;

/** Park and Miller's generator: the same choices for the same seed. */
function picker(seed: number): Pick {
  let state = seed;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

function shuffled<T>(list: readonly T[], pick: Pick): readonly T[] {
  return list
    .map((each) => ({ each, at: pick(1_000_000) }))
    .sort((one, two) => one.at - two.at)
    .map(({ each }) => each);
}
