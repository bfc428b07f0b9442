/** What the cases of gaps are made of: documents as people write them. */

/** The condition by which a Deny hits whoever has not signed in with MFA. */
export const withoutMfa = { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } };

/** A condition that nobody can decide: its operator is unknown. */
export const odd = { Odd: { "aws:x": "1" } };

/** A document of these statements. */
export function policy(...Statement: readonly unknown[]): unknown {
  return { Version: "2012-10-17", Statement };
}

/** A document of one statement on everything. */
export function onlyStatement(Effect: "Allow" | "Deny", Condition: unknown): unknown {
  return policy({ Effect, Action: "*", Resource: "*", Condition });
}

/** An Allow. */
export function allow(Action: unknown, Resource: unknown, Condition: object = {}): object {
  return { Effect: "Allow", Action, Resource, Condition };
}

/** A statement of a trust policy that lets somebody assume the role. */
export function admit(AWS: string, Condition: object = {}): object {
  return { Effect: "Allow", Principal: { AWS }, Action: "sts:AssumeRole", Condition };
}

/** A guard of everything, under one more condition. */
export function guardAll(Condition: object = {}): object {
  return { Effect: "Deny", Action: "*", Resource: "*", Condition: { ...withoutMfa, ...Condition } };
}

/** A guard of everything but these actions. */
export function guardExcept(...NotAction: readonly string[]): object {
  return { Effect: "Deny", NotAction, Resource: "*", Condition: withoutMfa };
}

/** A guard that leaves out listing users, which is no gap, and these actions. */
export function guard(...exempt: readonly string[]): object {
  return guardExcept("iam:ListUsers", ...exempt);
}
