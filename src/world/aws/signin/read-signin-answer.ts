/** Whether sign-in policies are enforced, and for what scope. */
export interface SigninConfiguration {
  readonly enabled: boolean;
  readonly scope: string | null;
}

/** One permission statement as the service returns it. */
export type PermissionStatement = Readonly<Record<string, unknown>>;

/** Elements of a statement that the service spells with a small first letter and IAM with a capital one. */
const capitalised = new Map(
  ["version", "id", "statement", "sid", "effect", "principal", "notPrincipal", "action", "notAction"]
    .concat(["resource", "notResource", "condition"])
    .map((name) => [name, `${name[0]?.toUpperCase() ?? ""}${name.slice(1)}`]),
);

/** Reads the configuration; an answer without the flag throws, because "not said" must not read as "off". */
export function readConfiguration(answer: unknown): SigninConfiguration {
  const fields = object(answer);
  const enabled = fields["consoleAuthorizationEnabled"];
  if (typeof enabled !== "boolean") throw new TypeError("the answer has no consoleAuthorizationEnabled");
  const scope = fields["scope"];
  return { enabled, scope: typeof scope === "string" ? scope : null };
}

/** Reads the sign-in policy with IAM's element names; null when the answer holds none. */
export function readResourcePolicy(answer: unknown): Readonly<Record<string, unknown>> | null {
  const policy = object(answer)["signinResourceBasedPolicy"];
  if (policy === undefined || policy === null) return null;
  const document = rename(object(policy));
  const statements = document["Statement"];
  if (!Array.isArray(statements)) return document;
  return { ...document, Statement: statements.map((statement) => rename(object(statement))) };
}

/** Reads one page of permission statements. */
export function readStatements(answer: unknown): {
  readonly statements: readonly PermissionStatement[];
  readonly nextToken: string | null;
} {
  const fields = object(answer);
  const listed = fields["permissionStatements"];
  if (!Array.isArray(listed)) throw new TypeError("the answer has no permissionStatements");
  const token = fields["nextToken"];
  return { statements: listed.map((each) => object(each)), nextToken: typeof token === "string" ? token : null };
}

function rename(element: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(element).map(([key, value]) => [capitalised.get(key) ?? key, value]));
}

function object(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new TypeError("not an object");
  return { ...value };
}
