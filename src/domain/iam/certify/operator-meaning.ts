/** How a text operator reads the value of a policy. */
export type TextReading = "exact" | "ignore-case" | "glob" | "arn" | "bool";

/** How a number or a date must stand to the value of a policy. */
export type Order = "=" | "<" | "<=" | ">" | ">=";

/** A condition operator, as far as this checker understands it. */
export interface OperatorMeaning {
  readonly set: "all" | "any" | null;
  readonly negated: boolean;
  readonly ifExists: boolean;
  readonly compares:
    | { readonly family: "text"; readonly reading: TextReading }
    | { readonly family: "number" | "date"; readonly order: Order }
    | { readonly family: "address" }
    | { readonly family: "null" };
}

/** Reads an operator in any case; null when its meaning is not known here. Source: IAM user guide, "Condition operators". */
export function operatorMeaning(written: string): OperatorMeaning | null {
  const found = /^(?:(forallvalues|foranyvalue):)?([a-z]+?)(ifexists)?$/.exec(written.toLowerCase());
  if (found === null) return null;
  const [, prefix, name = "", suffix] = found;
  const set = prefix === undefined ? null : prefix === "forallvalues" ? "all" : "any";
  const ifExists = suffix !== undefined;
  if (name === "null") {
    return ifExists || set !== null ? null : { set, negated: false, ifExists, compares: { family: "null" } };
  }
  const negated = name.includes("not");
  const compares = comparisonOf(name.replace("not", ""));
  // BoolNot and the like would be read as negated, and do not exist.
  if (compares === null || (negated && !negatable.has(name))) return null;
  return { set, negated, ifExists, compares };
}

const negatable = new Set([
  "stringnotequals",
  "stringnotequalsignorecase",
  "stringnotlike",
  "numericnotequals",
  "datenotequals",
  "notipaddress",
  "arnnotequals",
  "arnnotlike",
]);

const readings: Readonly<Record<string, TextReading>> = {
  stringequals: "exact",
  stringequalsignorecase: "ignore-case",
  stringlike: "glob",
  arnequals: "arn",
  arnlike: "arn",
  bool: "bool",
};

const orders: Readonly<Record<string, Order>> = {
  equals: "=",
  lessthan: "<",
  lessthanequals: "<=",
  greaterthan: ">",
  greaterthanequals: ">=",
};

function comparisonOf(name: string): OperatorMeaning["compares"] | null {
  if (name === "ipaddress") return { family: "address" };
  const reading = Object.hasOwn(readings, name) ? readings[name] : undefined;
  if (reading !== undefined) return { family: "text", reading };
  const ordered = /^(numeric|date)([a-z]+)$/.exec(name);
  const order = Object.hasOwn(orders, ordered?.[2] ?? "") ? orders[ordered?.[2] ?? ""] : undefined;
  if (ordered === null || order === undefined) return null;
  return { family: ordered[1] === "numeric" ? "number" : "date", order };
}
