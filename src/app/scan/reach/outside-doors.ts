import { mayCall } from "../../../domain/iam/decide/may-call.ts";
import type { Caller, Layer, Layers, NamedPolicy } from "../../../domain/iam/decide/question.ts";
import { allowEverything } from "../../../domain/iam/language/allow-everything.ts";
import { or, type Truth } from "../../../domain/iam/language/truth.ts";
import { oidcSubjects } from "../../../domain/iam/principals/oidc-subject.ts";
import type { Principal } from "../../../domain/iam/principals/principal.ts";
import type { TrustNames } from "../../../domain/iam/principals/trust-names.ts";
import type { AssumersDeps } from "./assumers-deps.ts";
import { type Door, doorCosts, entrance } from "./door.ts";
import { askOf, type Context, otherOrganization } from "./request-context.ts";
import { mayCallSomewhere, possible, surenessOf } from "./verdict.ts";

/** A role whose outer doors are looked for. */
export interface OutsideAsk {
  readonly target: Principal;
  readonly trust: NamedPolicy;
  readonly names: TrustNames;
  readonly rcps: readonly Layer[] | undefined;
}

/** An account that no snapshot holds. */
const stranger = "000000000000";

const fullAccess: Layer = [{ name: "full access of an outsider", policy: allowEverything() }];

/**
 * Doors into a role that do not start at a principal of the snapshot: services, identity providers, accounts whose
 * principals are not known, and everybody.
 */
export async function outsideDoors(deps: AssumersDeps, ask: OutsideAsk): Promise<readonly Door[]> {
  return [
    ...serviceDoors(deps, ask),
    ...ask.names.providers.flatMap((provider) => providerDoors(deps, ask, provider)),
    ...(await accountDoors(deps, ask)),
    ...(ask.names.isEveryone ? everybodyDoors(deps, ask) : []),
  ];
}

function serviceDoors(deps: AssumersDeps, ask: OutsideAsk): readonly Door[] {
  const { target } = ask;
  return ask.names.services.flatMap((service) => {
    const caller: Caller = { arn: service, account: target.account, kind: "service", management: false, tags: {} };
    const home = deps.contexts.home(target.account);
    const context = deps.contexts.of("sts:AssumeRole", "service", home, home, {
      "aws:sourceaccount": target.account,
      "aws:principalisawsservice": "true",
    });
    const sure = surenessOf(mayCall(question(caller, "sts:AssumeRole", ask, context)));
    if (sure === null) return [];
    const isLinked = target.kind === "service-linked-role";
    const cost = isLinked ? doorCosts["service-linked"] : doorCosts.service;
    return [{ entrance: { kind: "service", subject: service, cost }, ...sure } satisfies Door];
  });
}

function providerDoors(deps: AssumersDeps, ask: OutsideAsk, provider: string): readonly Door[] {
  const { target } = ask;
  const isSaml = provider.includes(":saml-provider/");
  const action = isSaml ? "sts:AssumeRoleWithSAML" : "sts:AssumeRoleWithWebIdentity";
  const caller: Caller = {
    arn: provider,
    account: target.account,
    kind: "identity-provider",
    management: false,
    tags: {},
  };
  const home = deps.contexts.home(target.account);
  const base = deps.contexts.of(action, "identity-provider", home, home);
  const call = (context: Context): Truth => mayCallSomewhere(question(caller, action, ask, context), deps.partition);
  if (isSaml) {
    const sure = surenessOf(call(new Map(base).set("saml:aud", ["https://signin.aws.amazon.com/saml"])));
    return sure === null ? [] : [{ entrance: entrance(target.isSso ? "sso" : "saml", ""), ...sure }];
  }
  return oidcSubjects(ask.trust.policy, provider).flatMap(({ subjects, isPublic, witness }) => {
    // A token that the statement itself accepts; when that one is refused elsewhere, any other may still pass.
    const first = call(new Map([...base, ...witness]));
    const sure = surenessOf(first === false ? call(base) : first);
    if (sure === null) return [];
    return isPublic
      ? [{ entrance: entrance("public", subjects.join(" ")), ...sure }]
      : subjects.map((subject) => ({ entrance: entrance("oidc", subject), ...sure }));
  });
}

async function accountDoors(deps: AssumersDeps, ask: OutsideAsk): Promise<readonly Door[]> {
  const { target, names } = ask;
  const byAccount = new Map<string, string[]>();
  for (const account of [...names.accounts, ...names.narrowed])
    byAccount.set(account, [`arn:${deps.partition}:iam::${account}:role/unread`]);
  for (const arn of names.arns) {
    const account = arn.split(":")[4] ?? "";
    byAccount.set(account, [...(byAccount.get(account) ?? []), arn.replace("/*", "/")]);
  }
  const doors: Door[] = [];
  for (const [account, arns] of byAccount) {
    const principals = await deps.accounts.principals(account);
    if (!("status" in principals)) continue;
    const facts = deps.accounts.facts(account);
    const scps = facts === undefined ? undefined : (await deps.guards.of(facts)).scps;
    const unread = { unknown: `IAM of account ${account} (${principals.why})` };
    let found: Truth = false;
    for (const arn of arns) {
      const kind = arn.includes(":user/") ? "user" : "role";
      const caller: Caller = { arn, account, kind, management: facts?.kind === "management", tags: {} };
      const context = deps.contexts.of(
        "sts:AssumeRole",
        kind,
        deps.contexts.home(account),
        deps.contexts.home(target.account),
      );
      // Tags and name of whoever it is are not known, only the account.
      const open: Context = arn.endsWith(":role/unread")
        ? new Map<string, readonly string[] | "unknown">(context).set("aws:principalarn", "unknown")
        : context;
      found = or(
        found,
        mayCallSomewhere(question(caller, "sts:AssumeRole", ask, open, { identity: unread, scps }), deps.partition),
      );
    }
    const sure = surenessOf(found);
    if (sure !== null) doors.push({ entrance: entrance("account", account), ...sure });
  }
  return doors;
}

/** Everybody: a stranger, else anyone of the own organization, as far as the conditions let them. */
function everybodyDoors(deps: AssumersDeps, ask: OutsideAsk): readonly Door[] {
  const { target } = ask;
  const there = deps.contexts.home(target.account);
  const call = (organization: string | null): Truth => {
    const from = { account: stranger, organization, path: null };
    const caller: Caller = {
      arn: `arn:${deps.partition}:iam::${stranger}:role/stranger`,
      account: stranger,
      kind: "role",
      management: false,
      tags: {},
    };
    const context: Map<string, readonly string[] | "unknown"> = new Map(
      deps.contexts.of("sts:AssumeRole", "role", from, there),
    );
    // A name may be chosen by whoever owns an account, its account may not.
    if (ask.names.hasOpenArn) context.set("aws:principalarn", "unknown");
    return mayCallSomewhere(question(caller, "sts:AssumeRole", ask, context, { identity: fullAccess }), deps.partition);
  };
  const outside = surenessOf(call(otherOrganization));
  if (outside !== null) return [{ entrance: entrance("public", ""), ...outside }];
  if (there.organization === null || there.organization === otherOrganization) return [];
  const inside = surenessOf(call(there.organization));
  if (inside === null) return [];
  const why = inside.why ?? `who in ${there.organization} may call sts:AssumeRole on it is not known`;
  return [{ entrance: entrance("account", there.organization), ...possible(why) }];
}

function question(
  caller: Caller,
  action: string,
  { target, trust, rcps }: OutsideAsk,
  context: Context,
  layers: Partial<Layers> = {},
) {
  return {
    caller,
    layers: { identity: [], ...layers, resource: trust, rcps },
    ask: askOf(action, target.arn, target.account, context),
  };
}
