import type { ToldGap } from "../../../app/policy/check/policy-check.ts";

/** How many of a verdict, in words. */
export function verdictWords(verdict: ToldGap["verdict"], count: number): string {
  switch (verdict) {
    case "gap":
      return count === 1 ? "1 gap open" : `${count} gaps open`;
    case "lockout":
      return count === 1 ? "1 lockout" : `${count} lockouts`;
    case "may":
      return `${count} that may be open`;
    case "note":
      return count === 1 ? "1 note" : `${count} notes`;
  }
}

const states: Readonly<Record<ToldGap["mfa"], string>> = {
  absent: "with an access key",
  false: "in a session without MFA",
  true: "with MFA",
  old: "with MFA that is too old",
};

/** In which MFA states, in words. */
export function stateWords(cells: readonly ToldGap["mfa"][]): string {
  return cells.map((cell) => states[cell]).join(", ");
}

/** Keys that follow from who calls and that AWS sets itself: they make a line long and tell nothing. */
const implied: ReadonlySet<string> = new Set([
  "aws:username",
  "aws:userid",
  "aws:principalarn",
  "aws:principalaccount",
  "aws:principaltype",
  "aws:principalisawsservice",
  "aws:viaawsservice",
]);

/** A request as one line: who, with which MFA keys, what, on what. */
export function witnessWords(witness: NonNullable<ToldGap["witness"]>): string {
  const { principal, action, resource, context } = witness;
  const name = principal.split(":").slice(5).join(":");
  const keys = Object.entries(context).flatMap(([key, values]) =>
    implied.has(key) ? [] : [`${key} = ${values.join(", ")}`],
  );
  const mfa = "aws:multifactorauthpresent" in context ? [] : ["aws:MultiFactorAuthPresent absent"];
  return `${name === "" ? principal : name} (${[...mfa, ...keys].join("; ")}) → ALLOW ${action} on ${resource}`;
}
