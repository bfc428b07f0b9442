import type { Policy } from "../../iam/language/policy.ts";

/** What the conditions of a policy speak of. */
export interface Mentioned {
  /** Lower-case condition keys, those inside `${…}` too. */
  readonly keys: ReadonlySet<string>;
  /** Patterns that `aws:PrincipalArn` is compared with. */
  readonly principals: readonly string[];
  /** Values that `account:EmailTargetDomain` is compared with. */
  readonly emailDomains: readonly string[];
}

const memo = new WeakMap<Policy, Mentioned>();

/** The keys and principal patterns that a policy's conditions name. */
export function mentioned(policy: Policy): Mentioned {
  const known = memo.get(policy);
  if (known !== undefined) return known;
  const keys = new Set<string>();
  const principals = new Set<string>();
  const emailDomains = new Set<string>();
  for (const statement of policy.statements) {
    for (const variable of variables(statement.resources?.patterns ?? [])) keys.add(variable);
    for (const { key, values } of statement.conditions) {
      const name = key.toLowerCase();
      keys.add(name);
      for (const variable of variables(values)) keys.add(variable);
      if (name === "aws:principalarn") for (const value of values) principals.add(value);
      if (name === "account:emailtargetdomain") for (const value of values) emailDomains.add(value);
    }
  }
  const made = { keys, principals: [...principals], emailDomains: [...emailDomains] };
  memo.set(policy, made);
  return made;
}

function variables(texts: readonly string[]): readonly string[] {
  return texts.flatMap((text) =>
    [...text.matchAll(/\$\{([^},]+)/g)].map((found) => (found[1] ?? "").trim().toLowerCase()),
  );
}
