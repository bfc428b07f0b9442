/** What a condition operator compares. */
export type Comparison =
  | "string"
  | "string-ignore-case"
  | "string-like"
  | "arn"
  | "bool"
  | "binary"
  | "ip"
  | "null"
  | { readonly kind: "numeric" | "date"; readonly order: Order };

/** How numbers and dates must stand to each other. */
export type Order = "equal" | "less" | "less-or-equal" | "greater" | "greater-or-equal";

/** A condition operator taken apart. */
export interface Operator {
  readonly set: "all" | "any" | null;
  readonly comparison: Comparison;
  readonly negated: boolean;
  readonly ifExists: boolean;
}

/** Reads an operator as written; null when AWS knows none of that name. */
export function operatorOf(text: string): Operator | null {
  let rest = text.toLowerCase();
  let set: Operator["set"] = null;
  if (rest.startsWith("forallvalues:")) set = "all";
  else if (rest.startsWith("foranyvalue:")) set = "any";
  if (set !== null) rest = rest.slice(rest.indexOf(":") + 1);
  const ifExists = rest.endsWith("ifexists");
  if (ifExists) rest = rest.slice(0, -"ifexists".length);
  const base = bases.get(rest);
  if (base === undefined || (base.comparison === "null" && ifExists)) return null;
  return { set, ifExists, ...base };
}

interface Base {
  readonly comparison: Comparison;
  readonly negated: boolean;
}

const yes = (comparison: Comparison): Base => ({ comparison, negated: false });
const no = (comparison: Comparison): Base => ({ comparison, negated: true });

function ordered(kind: "numeric" | "date"): readonly (readonly [string, Base])[] {
  return [
    [`${kind}equals`, yes({ kind, order: "equal" })],
    [`${kind}notequals`, no({ kind, order: "equal" })],
    [`${kind}lessthan`, yes({ kind, order: "less" })],
    [`${kind}lessthanequals`, yes({ kind, order: "less-or-equal" })],
    [`${kind}greaterthan`, yes({ kind, order: "greater" })],
    [`${kind}greaterthanequals`, yes({ kind, order: "greater-or-equal" })],
  ];
}

/** Source: IAM user guide, "IAM JSON policy elements: Condition operators". */
const bases: ReadonlyMap<string, Base> = new Map([
  ["stringequals", yes("string")],
  ["stringnotequals", no("string")],
  ["stringequalsignorecase", yes("string-ignore-case")],
  ["stringnotequalsignorecase", no("string-ignore-case")],
  ["stringlike", yes("string-like")],
  ["stringnotlike", no("string-like")],
  ...ordered("numeric"),
  ...ordered("date"),
  ["bool", yes("bool")],
  ["binaryequals", yes("binary")],
  ["ipaddress", yes("ip")],
  ["notipaddress", no("ip")],
  ["arnequals", yes("arn")],
  ["arnlike", yes("arn")],
  ["arnnotequals", no("arn")],
  ["arnnotlike", no("arn")],
  ["null", yes("null")],
]);
