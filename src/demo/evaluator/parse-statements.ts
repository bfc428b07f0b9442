/** One statement of a policy, as the pretend AWS's own evaluator reads it. */
export interface Statement {
  readonly sid: string | null;
  readonly effect: "Allow" | "Deny";
  /** Patterns in lower case; `negated` = NotAction. */
  readonly actions: { readonly negated: boolean; readonly patterns: readonly string[] };
  /** Null in trust policies. */
  readonly resources: { readonly negated: boolean; readonly patterns: readonly string[] } | null;
  /** Null in identity policies. `*` alone is `{type: "*", value: "*"}`. */
  readonly principals: { readonly negated: boolean; readonly entries: readonly NamedPrincipal[] } | null;
  readonly conditions: readonly Condition[];
  /** Whether `${…}` are variables: in version 2012-10-17 alone; before, they are literal text. */
  readonly hasVariables: boolean;
}

/** One value of Principal or NotPrincipal. */
export interface NamedPrincipal {
  readonly type: string;
  readonly value: string;
}

/** One operator on one key; the key is in lower case. */
export interface Condition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

const members = new Set([
  "Sid",
  "Effect",
  "Action",
  "NotAction",
  "Resource",
  "NotResource",
  "Principal",
  "NotPrincipal",
  "Condition",
]);

/** Reads the statements of a policy text; throws SyntaxError, as AWS answers MalformedPolicyDocument. */
export function parseStatements(text: string): readonly Statement[] {
  const document: unknown = JSON.parse(text);
  if (!isRecord(document)) throw new SyntaxError("Syntax errors in policy.");
  const version = document["Version"];
  if (version !== undefined && version !== "2012-10-17" && version !== "2008-10-17") {
    throw new SyntaxError("The policy must contain a valid version string");
  }
  const written = document["Statement"];
  const list = Array.isArray(written) ? written : [written];
  return list.map((one: unknown) => statementOf(one, version === "2012-10-17"));
}

function statementOf(written: unknown, hasVariables: boolean): Statement {
  if (!isRecord(written)) throw new SyntaxError("Syntax errors in policy.");
  for (const name of Object.keys(written)) {
    if (!members.has(name)) throw new SyntaxError(`Unsupported element in statement: ${name}`);
  }
  const effect = written["Effect"];
  if (effect !== "Allow" && effect !== "Deny") throw new SyntaxError("Effect must be Allow or Deny");
  const actions = eitherOf(written, "Action", "NotAction");
  if (actions === null) throw new SyntaxError("Policy statement must contain actions.");
  const sid = written["Sid"];
  return {
    sid: typeof sid === "string" ? sid : null,
    effect,
    actions: { ...actions, patterns: actions.patterns.map((pattern) => pattern.toLowerCase()) },
    resources: eitherOf(written, "Resource", "NotResource"),
    principals: principalsOf(written),
    conditions: conditionsOf(written["Condition"]),
    hasVariables,
  };
}

function eitherOf(
  written: Readonly<Record<string, unknown>>,
  plain: string,
  not: string,
): { negated: boolean; patterns: readonly string[] } | null {
  if (written[plain] !== undefined && written[not] !== undefined) {
    throw new SyntaxError(`A statement has either ${plain} or ${not}`);
  }
  if (written[plain] !== undefined) return { negated: false, patterns: texts(written[plain]) };
  if (written[not] !== undefined) return { negated: true, patterns: texts(written[not]) };
  return null;
}

function principalsOf(written: Readonly<Record<string, unknown>>): Statement["principals"] {
  const negated = written["NotPrincipal"] !== undefined;
  const value = negated ? written["NotPrincipal"] : written["Principal"];
  if (value === undefined) return null;
  if (value === "*") return { negated, entries: [{ type: "*", value: "*" }] };
  if (!isRecord(value)) throw new SyntaxError("Invalid principal in policy");
  const entries = Object.entries(value).flatMap(([type, names]) => texts(names).map((name) => ({ type, value: name })));
  return { negated, entries };
}

function conditionsOf(written: unknown): readonly Condition[] {
  if (written === undefined) return [];
  if (!isRecord(written)) throw new SyntaxError("Invalid condition in policy");
  const found: Condition[] = [];
  for (const [operator, keys] of Object.entries(written)) {
    if (!isRecord(keys)) throw new SyntaxError("Invalid condition in policy");
    for (const [key, values] of Object.entries(keys)) {
      found.push({ operator, key: key.toLowerCase(), values: texts(values) });
    }
  }
  return found;
}

function texts(value: unknown): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.map((one) => {
    if (typeof one === "string") return one;
    if (typeof one === "boolean" || typeof one === "number") return String(one);
    throw new SyntaxError("Syntax errors in policy.");
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
