import { actionIndexText } from "./action-index-text.ts";

/** The ARN patterns that a group of actions shares. */
export interface ResourceTypes {
  /** Without `arn:partition:`; `*` stands for a part that the resource decides. Empty: the action is asked on `*`. */
  readonly patterns: readonly string[];
  /** False when every resource type is optional: a request may then name no resource at all. */
  readonly required: boolean;
}

/** Every action that AWS documents, numbered by service and name. */
export interface ActionIndex {
  /** As AWS writes them: `iam:CreateUser`. */
  readonly names: readonly string[];
  /** Lower case, without the service. */
  readonly lowerNames: readonly string[];
  /** Sorted service prefixes. */
  readonly services: readonly string[];
  /** First action number of each service, and the number of all actions at the end. */
  readonly starts: readonly number[];
  /** By action number: its place in `resourceTypes`. */
  readonly typesOf: Uint16Array;
  readonly resourceTypes: readonly ResourceTypes[];
  /** Number of an action by `service:name` in lower case. */
  readonly byName: ReadonlyMap<string, number>;
}

let known: ActionIndex | null = null;

/** The index, unpacked on first use. */
export function actionIndex(): ActionIndex {
  known ??= unpack(actionIndexText);
  return known;
}

function unpack(text: string): ActionIndex {
  const names: string[] = [];
  const lowerNames: string[] = [];
  const services: string[] = [];
  const starts: number[] = [];
  const types: number[] = [];
  const resourceTypes: ResourceTypes[] = [];
  const typeNumbers = new Map<string, number>();
  const byName = new Map<string, number>();
  for (const row of text.split("\n")) {
    const [service = "", patternText = "", groupText = ""] = row.split("|");
    const patterns = patternText.split(" ");
    const actions: { name: string; lower: string; types: number }[] = [];
    for (const group of groupText.split(" ")) {
      if (group === "") continue;
      const colon = group.indexOf(":");
      const set = group.slice(0, colon);
      const required = set.endsWith("!");
      const listed = (required ? set.slice(0, -1) : set)
        .split(",")
        .filter((each) => each !== "")
        .map((each) => patterns[Number(each)] ?? "");
      const key = `${listed.join(" ")}${required ? "!" : ""}`;
      const number = typeNumbers.get(key) ?? resourceTypes.length;
      if (number === resourceTypes.length) {
        typeNumbers.set(key, number);
        resourceTypes.push({ patterns: listed, required });
      }
      for (const name of group.slice(colon + 1).split(",")) {
        actions.push({ name, lower: name.toLowerCase(), types: number });
      }
    }
    actions.sort((one, other) => (one.lower < other.lower ? -1 : 1));
    services.push(service);
    starts.push(names.length);
    for (const action of actions) {
      byName.set(`${service}:${action.lower}`, names.length);
      names.push(`${service}:${action.name}`);
      lowerNames.push(action.lower);
      types.push(action.types);
    }
  }
  starts.push(names.length);
  return { names, lowerNames, services, starts, typesOf: Uint16Array.from(types), resourceTypes, byName };
}
