import type { Caller } from "../../iam/decide/question.ts";
import type { Truth } from "../../iam/language/truth.ts";
import { oidcSubjects } from "../../iam/principals/oidc-subject.ts";
import { trustNames } from "../../iam/principals/trust-names.ts";
import type { AccountView } from "../account-view.ts";
import { belongsToUs } from "./known-accounts.ts";
import { type Keys, letsIn, strangerKeys, type TrustedRole } from "./stranger.ts";

/** Somebody outside of the organization who gets into a role. */
export interface Outsider {
  /** `account`: principals of one account; `public`: everybody, by AWS account or by token. */
  readonly kind: "account" | "public";
  /** The account id, or the words `everybody`, `everybody with a token of ISSUER`. */
  readonly who: string;
  /** Whether the role asks for an external id or another value that only the one it was given to knows. */
  readonly asksForId: boolean;
  /** Null: certain; else what must be known to be sure. */
  readonly doubt: string | null;
}

const idKey = "sts:externalid";

/** Who outside gets into a role, by its trust policy and the resource control policies that were read. */
export function outsidersOf(trusted: TrustedRole, view: AccountView): readonly Outsider[] {
  const names = trustNames(trusted.trust.policy);
  return [
    ...accountsNamed(trusted, view),
    ...names.providers.flatMap((provider) => openProvider(trusted, provider, view)),
    ...(names.isEveryone || hasNotPrincipal(trusted) ? everybody(trusted, view, names.narrowed, names.hasOpenArn) : []),
  ];
}

function accountsNamed(trusted: TrustedRole, view: AccountView): readonly Outsider[] {
  const { accounts, arns } = trustNames(trusted.trust.policy);
  const { partition } = view.manifest;
  const callers = new Map<string, Caller[]>();
  const add = (account: string, caller: Caller): void => {
    callers.set(account, [...(callers.get(account) ?? []), caller]);
  };
  for (const account of accounts) add(account, callerIn(account, `arn:${partition}:iam::${account}:role/anybody`));
  for (const arn of arns) add(arn.split(":")[4] ?? "", callerIn(arn.split(":")[4] ?? "", arn.replace("/*", "/")));
  return [...callers].flatMap(([account, all]) => {
    const is = belongsToUs(account, view);
    if (is === "yes") return [];
    const isWhole = accounts.includes(account);
    // Anyone of the account may call where the whole account is named: name and tags are theirs to choose.
    const keys = isWhole ? new Map(strangerKeys(view)).set("aws:principalarn", "unknown") : strangerKeys(view);
    const found = all.map((caller) => enter(trusted, caller, "sts:AssumeRole", keys));
    const best = found.find((each) => each !== null && each.doubt === null) ?? found.find((each) => each !== null);
    if (best === undefined || best === null) return [];
    return [{ kind: "account" as const, who: account, ...best, doubt: best.doubt ?? strangeness(is, account) }];
  });
}

/** Tokens of an issuer that serves everybody, which the statement ties to no customer. SAML providers are one's own. */
function openProvider(trusted: TrustedRole, provider: string, view: AccountView): readonly Outsider[] {
  if (provider.includes(":saml-provider/")) return [];
  const open = oidcSubjects(trusted.trust.policy, provider).filter(({ isPublic }) => isPublic);
  const issuer = provider.slice(provider.indexOf("/") + 1);
  return open.flatMap(({ witness, subjects }) => {
    const caller: Caller = {
      arn: provider,
      account: trusted.role.account,
      kind: "identity-provider",
      management: false,
      tags: {},
    };
    const base = [...strangerKeys(view)].filter(([key]) => !key.startsWith("aws:principalorg"));
    const truth = letsIn(trusted, caller, "sts:AssumeRoleWithWebIdentity", new Map([...base, ...witness]));
    if (truth === false) return [];
    const who = `everybody with a token of ${issuer} (${subjects.join(", ")})`;
    return [{ kind: "public" as const, who, asksForId: false, doubt: truth === true ? null : truth.why }];
  });
}

/** Everybody, as far as the conditions let a stranger in; else the outside accounts to which they narrow it down. */
function everybody(
  trusted: TrustedRole,
  view: AccountView,
  narrowed: readonly string[],
  hasOpenArn: boolean,
): readonly Outsider[] {
  const { partition } = view.manifest;
  // An account that no policy names and nobody owns.
  const stranger = callerIn("000000000000", `arn:${partition}:iam::000000000000:role/stranger`);
  const keys = hasOpenArn ? new Map(strangerKeys(view)).set("aws:principalarn", "unknown") : strangerKeys(view);
  const entered = enter(trusted, stranger, "sts:AssumeRole", keys);
  if (entered !== null) return [{ kind: "public", who: "everybody", ...entered }];
  return narrowed.flatMap((account) => {
    const is = belongsToUs(account, view);
    if (is === "yes") return [];
    const caller = callerIn(account, `arn:${partition}:iam::${account}:role/anybody`);
    const open = new Map(strangerKeys(view)).set("aws:principalarn", "unknown");
    const inside = enter(trusted, caller, "sts:AssumeRole", open);
    if (inside === null) return [];
    return [{ kind: "account" as const, who: account, ...inside, doubt: inside.doubt ?? strangeness(is, account) }];
  });
}

function strangeness(belongs: "no" | "unknown", account: string): string | null {
  return belongs === "unknown" ? `whether account ${account} belongs to the organization` : null;
}

/** Null when the door is shut. An external id is a name that the outsider was told: with it the door opens for him. */
function enter(
  trusted: TrustedRole,
  caller: Caller,
  action: string,
  keys: Keys,
): { readonly asksForId: boolean; readonly doubt: string | null } | null {
  const bare = letsIn(trusted, caller, action, withoutUnknown(keys, idKey));
  if (bare === true) return { asksForId: false, doubt: null };
  const given = idsAsked(trusted);
  for (const id of given) {
    if (letsIn(trusted, caller, action, new Map([...keys, [idKey, [id]]])) === true) {
      return { asksForId: true, doubt: null };
    }
  }
  const open: Truth = bare === false && given.length === 0 ? false : letsIn(trusted, caller, action, keys);
  if (open === false) return null;
  // Names, tags, session names and MFA of a caller are made at his home: conditions on them stop nobody there.
  const doubt = open === true || chosenAtHome.test(open.why) ? null : open.why;
  return { asksForId: given.length > 0, doubt };
}

const chosenAtHome =
  /aws:(PrincipalArn|PrincipalTag|RequestTag|TagKeys|userid|username|MultiFactorAuth|SourceIdentity)|sts:(RoleSessionName|SourceIdentity)/i;

/** Without the external id: the key is there with a value that no policy asks for. */
function withoutUnknown(keys: Keys, key: string): Keys {
  return new Map([...keys, [key, ["zq7-no-external-id"]]]);
}

function idsAsked({ trust }: TrustedRole): readonly string[] {
  return trust.policy.statements.flatMap(({ effect, conditions }) =>
    effect === "Allow"
      ? conditions.flatMap(({ key, values }) => (key.toLowerCase() === idKey ? values.map(plain) : []))
      : [],
  );
}

function plain(pattern: string): string {
  return pattern.replaceAll(/[*?]/g, "x");
}

function hasNotPrincipal({ trust }: TrustedRole): boolean {
  return trust.policy.statements.some(({ effect, principals }) => effect === "Allow" && principals?.negated === true);
}

function callerIn(account: string, arn: string): Caller {
  return { arn, account, kind: arn.includes(":user/") ? "user" : "role", management: false, tags: {} };
}
