/** One request of `policy simulate` with the answer that AWS's pages give; an error case names its code. */
export interface SimulateCase {
  /** The rule, as a sentence. */
  readonly rule: string;
  readonly request: unknown;
  /** A decision; `denied` for either kind of denial; or the code of an error. */
  readonly expected: string;
}

/** A policy document as JSON. */
export type Written = Readonly<Record<string, unknown>>;

/** The members of a case; what is not given is alice reading a key of a bucket without any policy. */
export interface CaseMembers {
  readonly principal?: unknown;
  readonly identity?: readonly unknown[];
  readonly boundary?: readonly unknown[];
  readonly session?: readonly unknown[];
  readonly resourcePolicy?: unknown;
  readonly endpoint?: readonly unknown[];
  readonly scps?: readonly (readonly unknown[])[];
  readonly rcps?: readonly (readonly unknown[])[];
  readonly action?: string;
  readonly resource?: string;
  readonly resourceAccount?: string;
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
}

/** The caller's account. */
export const one = "111111111111";

/** Another account. */
export const two = "222222222222";

/** The ARN of a user of the caller's account. */
export const aliceArn = `arn:aws:iam::${one}:user/alice`;

/** A document of some statements. */
export function doc(...statements: readonly Written[]): Written {
  return { Version: "2012-10-17", Statement: statements };
}

/** `Allow` on everything, changed by `members`; a member that is undefined goes. */
export function allow(members: Written = {}): Written {
  return statement("Allow", members);
}

/** `Deny` on everything, changed by `members`. */
export function deny(members: Written = {}): Written {
  return statement("Deny", members);
}

function statement(Effect: string, members: Written): Written {
  const base: Record<string, unknown> = { Effect };
  if (members["NotAction"] === undefined) base["Action"] = "*";
  if (members["NotResource"] === undefined) base["Resource"] = "*";
  return { ...base, ...members };
}

/** A document that allows everything. */
export const full = doc(allow());

/** A case of one request. */
export function simulateCase(rule: string, members: CaseMembers, expected: string): SimulateCase {
  const { identity = [], boundary, session, resourcePolicy, endpoint, scps, rcps, resourceAccount } = members;
  return {
    rule,
    request: {
      principal: members.principal ?? { arn: aliceArn },
      policies: {
        identity,
        ...(boundary === undefined ? {} : { boundary }),
        ...(session === undefined ? {} : { session }),
        ...(resourcePolicy === undefined ? {} : { resource: resourcePolicy }),
        ...(endpoint === undefined ? {} : { endpoint }),
        ...(scps === undefined ? {} : { scps }),
        ...(rcps === undefined ? {} : { rcps }),
      },
      request: {
        action: members.action ?? "s3:GetObject",
        resource: members.resource ?? "arn:aws:s3:::bucket/key",
        ...(resourceAccount === undefined ? {} : { resourceAccount }),
        context: members.context ?? {},
      },
    },
    expected,
  };
}

/** A condition, the context it meets, and whether it holds; `may` where AWS does not say. */
export type ConditionRow = readonly [
  rule: string,
  condition: unknown,
  context: Readonly<Record<string, string | readonly string[]>>,
  holds: boolean | "may",
];

/** Two cases of a condition: on the only Allow, and on a Deny beside an Allow of everything. */
export function conditionCases(
  [rule, Condition, context, holds]: ConditionRow,
  more: CaseMembers = {},
): readonly SimulateCase[] {
  const unsure = "unknown";
  return [
    simulateCase(
      `${rule} (Allow)`,
      { ...more, identity: [doc(allow({ Condition }))], context },
      holds === "may" ? unsure : holds ? "allowed" : "implicitly-denied",
    ),
    simulateCase(
      `${rule} (Deny)`,
      { ...more, identity: [full, doc(deny({ Condition }))], context },
      holds === "may" ? unsure : holds ? "explicitly-denied" : "allowed",
    ),
  ];
}
