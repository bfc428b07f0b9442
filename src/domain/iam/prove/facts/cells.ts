import type { AgeRange, Cell } from "../cell.ts";
import type { CredentialKind } from "../credential-kind.ts";
import type { Policy } from "../../language/policy.ts";
import { readDecimal } from "../values/decimal.ts";
import { operatorName } from "../values/operator-name.ts";
import { mfaAge } from "./key-domains.ts";

/**
 * The ages at which some document changes its answer: each number is the last second before a change. Sorted, without
 * doubles; ages are whole seconds from 0.
 */
export function ageCuts(policies: Iterable<Policy>): readonly number[] {
  const cuts = new Set<number>();
  for (const policy of policies) {
    for (const { conditions } of policy.statements) {
      for (const { key, operator, values } of conditions) {
        if (key.length !== mfaAge.length || key.toLowerCase() !== mfaAge) continue;
        const how = operatorName(operator)?.how;
        for (const value of values) for (const cut of cutsAt(how, value)) if (cut >= 0) cuts.add(cut);
      }
    }
  }
  return [...cuts].sort((one, other) => one - other);
}

function cutsAt(how: string | undefined, value: string): readonly number[] {
  const number = readDecimal(value);
  if (number === null || how === undefined) return [];
  const exact = Number(number.units) / 10 ** number.scale;
  if (exact > 1e15) return [];
  const below = Math.ceil(exact) - 1;
  const upTo = Math.floor(exact);
  if (how === "<" || how === ">=") return [below];
  return how === "<=" || how === ">" ? [upTo] : [below, upTo];
}

/** The cells that a credential can be in. Source: IAM user guide, "Secure API access with MFA", and STS API reference. */
export function cellsOf(credential: CredentialKind, cuts: readonly number[]): readonly Cell[] {
  const absent: Cell = { mfa: "absent", age: null };
  const no: Cell = { mfa: "false", age: null };
  const yes = ranges(cuts).map((age): Cell => ({ mfa: "true", age }));
  switch (credential) {
    case "policy-text":
      return [absent, no, ...yes];
    case "user-key":
    case "root-key":
      return [absent];
    case "user-console":
    case "session-token":
    case "session-token-console":
    case "role-session":
    case "role-chained":
    case "forwarded":
    case "root-console":
      return [no];
    case "user-console-mfa":
    case "session-token-mfa":
    case "session-token-console-mfa":
    case "root-console-mfa":
      return yes;
    case "federation-token":
    case "federation-console":
      // AWS does not document which of the two it is.
      return [absent, no];
    case "assume-role-with-code":
      return [{ mfa: "true", age: { min: 0, max: 0 } }];
    case "role-session-mfa":
      // Whether such a session carries the keys is contradictory.
      return [no, ...yes, { mfa: "true", age: null }];
    case "assume-root":
      return [absent, no, ...yes, { mfa: "true", age: null }];
  }
}

function ranges(cuts: readonly number[]): readonly AgeRange[] {
  const found: AgeRange[] = [];
  let min = 0;
  for (const cut of cuts) {
    found.push({ min, max: cut });
    min = cut + 1;
  }
  return [...found, { min, max: null }];
}
