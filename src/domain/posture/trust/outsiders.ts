import { isSeen } from "../../core/fact.ts";
import type { Caller } from "../../iam/decide/question.ts";
import { oidcSubjects } from "../../iam/principals/oidc-subject.ts";
import { trustNames } from "../../iam/principals/trust-names.ts";
import type { AccountView } from "../account-view.ts";
import { belongsToUs } from "./known-accounts.ts";
import { type Keys, letsIn, strangerKeys, type TrustedRole } from "./stranger.ts";

/** Somebody outside of the organization who gets into a role. */
export interface Outsider {
  /** `account`, `organization`: principals of one; `public`: everybody, by AWS account or by token. */
  readonly kind: "account" | "organization" | "public";
  /** The account id, or `organization ID`, `everybody`, `everybody with a token of ISSUER (SUBJECT)`. */
  readonly who: string;
  /** Whether the role asks for an external id or another value that only the one it was given to knows. */
  readonly asksForId: boolean;
  /** Null: certain; else what must be known to be sure. */
  readonly doubt: string | null;
}

const idKey = "sts:externalid";
const action = "sts:AssumeRole";

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
    const found = all.map((caller) => enter(trusted, caller, view, isWhole));
    const best = found.find((each) => each !== null && each.doubt === null) ?? found.find((each) => each !== null);
    if (best === undefined || best === null) return [];
    const { asksForId, doubt } = best;
    return [{ kind: "account" as const, who: account, asksForId, doubt: doubt ?? strangeness(is, account) }];
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
  const entered = enter(trusted, stranger, view, hasOpenArn);
  if (entered !== null) {
    const { organization, asksForId, doubt } = entered;
    if (organization === null) return [{ kind: "public", who: "everybody", asksForId, doubt }];
    return [{ kind: "organization", who: `organization ${organization}`, asksForId, doubt }];
  }
  return narrowed.flatMap((account) => {
    const is = belongsToUs(account, view);
    if (is === "yes") return [];
    const caller = callerIn(account, `arn:${partition}:iam::${account}:role/anybody`);
    const inside = enter(trusted, caller, view, true);
    if (inside === null) return [];
    const { asksForId, doubt } = inside;
    return [{ kind: "account" as const, who: account, asksForId, doubt: doubt ?? strangeness(is, account) }];
  });
}

function strangeness(belongs: "no" | "unknown", account: string): string | null {
  return belongs === "unknown" ? `whether account ${account} belongs to the organization` : null;
}

/** How an outsider gets in. */
interface Entrance {
  readonly asksForId: boolean;
  readonly doubt: string | null;
  /** Set when the role lets in members of this other organization alone. */
  readonly organization: string | null;
}

/** Null when the door is shut to members of no organization, of any other, and of those that the policy names. */
function enter(trusted: TrustedRole, caller: Caller, view: AccountView, isOpenArn: boolean): Entrance | null {
  const base = isOpenArn ? new Map(strangerKeys(view)).set("aws:principalarn", "unknown") : strangerKeys(view);
  const first = enterWith(trusted, caller, base);
  if (first !== null && first.doubt === null) return { ...first, organization: null };
  for (const { id, doubt } of organizationsNamed(trusted, view)) {
    const keys = new Map(base).set("aws:principalorgid", [id]).set("aws:principalorgpaths", "unknown");
    const found = enterWith(trusted, caller, keys);
    if (found !== null) return { ...found, doubt: found.doubt ?? doubt, organization: id };
  }
  return first === null ? null : { ...first, organization: null };
}

/**
 * Null when the door is shut, whatever the keys say that nobody knows. An external id is a name that the outsider was
 * told: with it the door opens for him.
 */
function enterWith(trusted: TrustedRole, caller: Caller, keys: Keys): Omit<Entrance, "organization"> | null {
  // INVARIANT: only a refusal for every value of the unknown keys shuts the door.
  const open = letsIn(trusted, caller, action, keys);
  if (open === false) return null;
  if (open === true || letsIn(trusted, caller, action, withoutId(keys)) === true) {
    return { asksForId: false, doubt: null };
  }
  const asked = idsAsked(trusted);
  for (const id of asked) {
    if (letsIn(trusted, caller, action, new Map([...keys, [idKey, [id]]])) === true) {
      return { asksForId: true, doubt: null };
    }
  }
  // Names, tags, session names and MFA of a caller are made at his home: conditions on them stop nobody there.
  const isChosen = chosenAtHome.test(open.why) || (asked.length === 0 && /sts:externalid/i.test(open.why));
  return { asksForId: asked.length > 0, doubt: isChosen ? null : open.why };
}

/** Other organizations of which the policy speaks; with a doubt where our own is not known. */
function organizationsNamed(
  { trust }: TrustedRole,
  view: AccountView,
): readonly { id: string; doubt: string | null }[] {
  const { organization } = view.organization;
  const own = isSeen(organization) ? (organization.value?.id ?? null) : null;
  const ids = trust.policy.statements.flatMap(({ conditions }) =>
    conditions.flatMap(({ key, values }) =>
      /^aws:principalorg(id|paths)$/i.test(key) ? values.flatMap((value) => /^o-[a-z0-9]+/.exec(value)?.[0] ?? []) : [],
    ),
  );
  return [...new Set(ids)]
    .filter((id) => id !== own)
    .map((id) => ({ id, doubt: isSeen(organization) ? null : `whether ${id} is the own organization` }));
}

const chosenAtHome =
  /aws:(PrincipalArn|PrincipalOrgPaths|PrincipalTag|RequestTag|TagKeys|userid|username|MultiFactorAuth|SourceIdentity)|sts:(RoleSessionName|SourceIdentity)/i;

/** Without the external id: the key is there with a value that no policy asks for. */
function withoutId(keys: Keys): Keys {
  return new Map([...keys, [idKey, ["zq7-no-external-id"]]]);
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
