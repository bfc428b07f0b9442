/** What kind of values an operator compares. */
export type Family = "text" | "arn" | "numeric" | "date" | "bool" | "binary" | "ip" | "null";

/** A condition operator by its parts. */
export interface OperatorName {
  readonly set: "forall" | "forany" | "plain";
  readonly family: Family;
  /** For numbers and dates, how the request's value must stand to the policy's; for text, how it is compared. */
  readonly how: "equals" | "like" | "ignore-case" | "<" | "<=" | ">" | ">=";
  readonly negated: boolean;
  readonly ifExists: boolean;
}

/** Takes an operator apart; null for a name that AWS does not know. Upper and lower case are the same. */
export function operatorName(written: string): OperatorName | null {
  const parts = /^(?:(forallvalues|foranyvalue):)?(.*?)(ifexists)?$/.exec(written.toLowerCase());
  const base = bases.get(parts?.[2] ?? "");
  if (parts === null || base === undefined) return null;
  const ifExists = parts[3] !== undefined;
  if (base.family === "null" && ifExists) return null;
  const set = parts[1] === undefined ? "plain" : parts[1] === "forallvalues" ? "forall" : "forany";
  return { set, ifExists, ...base };
}

type Base = Pick<OperatorName, "family" | "how" | "negated">;

const row = (family: Family, how: Base["how"] = "equals", negated = false): Base => ({ family, how, negated });

/** Source: IAM user guide, "IAM JSON policy elements: Condition operators". */
const bases: ReadonlyMap<string, Base> = new Map(
  Object.entries({
    stringequals: row("text"),
    stringnotequals: row("text", "equals", true),
    stringequalsignorecase: row("text", "ignore-case"),
    stringnotequalsignorecase: row("text", "ignore-case", true),
    stringlike: row("text", "like"),
    stringnotlike: row("text", "like", true),
    numericequals: row("numeric"),
    numericnotequals: row("numeric", "equals", true),
    numericlessthan: row("numeric", "<"),
    numericlessthanequals: row("numeric", "<="),
    numericgreaterthan: row("numeric", ">"),
    numericgreaterthanequals: row("numeric", ">="),
    dateequals: row("date"),
    datenotequals: row("date", "equals", true),
    datelessthan: row("date", "<"),
    datelessthanequals: row("date", "<="),
    dategreaterthan: row("date", ">"),
    dategreaterthanequals: row("date", ">="),
    bool: row("bool"),
    binaryequals: row("binary"),
    ipaddress: row("ip"),
    notipaddress: row("ip", "equals", true),
    arnequals: row("arn"),
    arnlike: row("arn"),
    arnnotequals: row("arn", "equals", true),
    arnnotlike: row("arn", "equals", true),
    null: row("null"),
  }),
);
