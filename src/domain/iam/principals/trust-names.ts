import type { Policy } from "../language/policy.ts";

/** Whom the Allow statements of a trust policy name. Conditions are not looked at. */
export interface TrustNames {
  /** Whole accounts. */
  readonly accounts: readonly string[];
  /** Users and roles by ARN; a role session counts as its role, with `*` for the path that its ARN does not show. */
  readonly arns: readonly string[];
  /** Somebody wrote `*`: everybody, in any account. */
  readonly isEveryone: boolean;
  /** Where everybody is named: accounts to which conditions on the caller narrow it down. */
  readonly narrowed: readonly string[];
  /** Some condition on `aws:PrincipalArn` leaves the account open. */
  readonly hasOpenArn: boolean;
  readonly services: readonly string[];
  /** OIDC and SAML providers: ARNs, or host names of the built-in ones. */
  readonly providers: readonly string[];
}

/** Reads the names off a trust policy. Ids of deleted users and roles name nobody. */
export function trustNames(trust: Policy): TrustNames {
  const found = {
    accounts: new Set<string>(),
    arns: new Set<string>(),
    services: new Set<string>(),
    providers: new Set<string>(),
  };
  let isEveryone = false;
  const narrowed = new Set<string>();
  let hasOpenArn = false;
  for (const statement of trust.statements) {
    if (statement.effect !== "Allow") continue;
    for (const { key, values } of statement.conditions) {
      const isArn = /^aws:principalarn$/i.test(key);
      if (!isArn && !/^aws:principalaccount$/i.test(key)) continue;
      for (const value of values) {
        const account = isArn ? value.split(":")[4] : value;
        if (account !== undefined && /^[0-9]{12}$/.test(account)) narrowed.add(account);
        else hasOpenArn ||= isArn;
      }
    }
    for (const { type, value } of statement.principals?.entries ?? []) {
      if (type === "Service") found.services.add(value);
      else if (type === "Federated") found.providers.add(value);
      else if (type === "*" || value === "*") isEveryone = true;
      else if (type === "AWS") addAws(value, found);
    }
  }
  return {
    accounts: [...found.accounts].sort(),
    arns: [...found.arns].sort(),
    isEveryone,
    narrowed: isEveryone ? [...narrowed].sort() : [],
    hasOpenArn,
    services: [...found.services].sort(),
    providers: [...found.providers].sort(),
  };
}

function addAws(value: string, found: { accounts: Set<string>; arns: Set<string> }): void {
  const account = /^(?:arn:[^:]*:iam::)?([0-9]{12})(?::root)?$/.exec(value)?.[1];
  if (account !== undefined) {
    found.accounts.add(account);
    return;
  }
  const session = /^arn:([^:]*):sts::([0-9]{12}):assumed-role\/([^/]+)/.exec(value);
  if (session !== null) found.arns.add(`arn:${session[1]}:iam::${session[2]}:role/*${session[3]}`);
  else if (/^arn:[^:]*:iam::[0-9]{12}:(user|role)\//.test(value)) found.arns.add(value);
}

/** True when `arn` is what a name of `TrustNames.arns` stands for. */
export function isNamedBy(name: string, arn: string): boolean {
  const star = name.indexOf("/*");
  if (star < 0) return name === arn;
  const prefix = name.slice(0, star + 1);
  const last = name.slice(star + 2);
  return arn.startsWith(prefix) && arn.slice(arn.lastIndexOf("/") + 1) === last;
}
