import type { Unseen } from "../../core/fact.ts";
import { unseen } from "../../core/fact.ts";
import { millisOf } from "../../core/instant.ts";
import { mayCall } from "../../iam/decide/may-call.ts";
import type { NamedPolicy } from "../../iam/decide/question.ts";
import { or, type Truth } from "../../iam/language/truth.ts";
import { callerOf, type Principal } from "../../iam/principals/principal.ts";
import type { AccountView } from "../account-view.ts";
import { anyPrincipal, principalsIn } from "../guard/probe-principal.ts";
import { isCountedWrite } from "./counted-writes.ts";
import { obligingKeys } from "./obliging-keys.ts";
import { policyWrites, tellingWrites } from "./policy-writes.ts";
import { proverOf } from "./prover-of.ts";
import { userName } from "./user-rows.ts";

/** What a user may write without assuming a role: one such action, nothing, or what must be known to say so. */
export type DirectWrites =
  | { readonly status: "writes"; readonly action: string }
  | { readonly status: "reads-only" }
  | { readonly status: "unclear"; readonly fact: Unseen };

/** What AWS itself keeps as reading. Some actions in them are documented as writing, e.g. starting a query. */
const readOnly = /^arn:[^:]+:iam::aws:policy\/(job-function\/ViewOnlyAccess|SecurityAudit|[^/]*ReadOnly[^/]*)$/;

/**
 * Whether a user's own policies, those of its groups and its boundary, let it write with any credential it has. Organization
 * policies are left out: they are a ceiling that somebody else may lift, and the account cannot see them.
 */
export function directWrites(user: Principal, view: AccountView): DirectWrites {
  const { identity, boundary } = user;
  if ("unknown" in identity) return unclear(identity.unknown);
  const carried = identity.filter(({ name }) => !readOnly.test(name));
  const reach = carried.map(({ policy }) => policyWrites(policy));
  if (reach.every(({ hasWrites, self, stranger }) => !hasWrites && self.length === 0 && stranger === null)) {
    return { status: "reads-only" };
  }
  for (const { action, resource } of reach.flatMap(({ samples }) => samples)) {
    if (ask(user, carried, action, ofUser(resource, user)) === true) return { status: "writes", action };
  }
  if (boundary !== undefined && "unknown" in boundary) return unclear(boundary.unknown);
  const onOthers = writesOnOthers(user, carried, view);
  if (onOthers.status === "writes") return onOthers;
  const proven = reach.some(({ hasWrites }) => hasWrites) ? proveWrites(user, carried, view) : onOthers;
  if (proven.status === "writes") return proven;
  const stranger = reach.find((each) => each.stranger !== null)?.stranger ?? null;
  const doubt = proven.status === "unclear" ? proven : onOthers;
  if (doubt.status === "unclear" || stranger === null) return doubt;
  return unclear(`whether ${stranger}, which no catalogue of actions holds, writes`);
}

/** Calls meant for oneself count where they reach another user. */
function writesOnOthers(user: Principal, carried: readonly NamedPolicy[], view: AccountView): DirectWrites {
  let doubt: string | null = null;
  const site = { partition: view.manifest.partition, account: user.account };
  for (const { policy } of carried) {
    for (const { statement, actions } of policyWrites(policy).self) {
      const targets = new Set<string>();
      const patterns = statement.resources?.negated === true ? null : (statement.resources?.patterns ?? []);
      if (patterns === null) targets.add(anyPrincipal("user", site).arn);
      for (const pattern of patterns ?? []) {
        const own = policy.version === "2012-10-17" ? withName(pattern, user.name) : pattern;
        const found = principalsIn(own, "user", site);
        if (found === null) doubt ??= `whom ${pattern} means`;
        for (const { arn } of found ?? []) targets.add(arn);
      }
      for (const arn of targets) {
        if (userName(arn).toLowerCase() === user.name.toLowerCase()) continue;
        for (const action of actions) {
          const truth = ask(user, carried, action, arn);
          if (truth === true) return { status: "writes", action: `${action} on others` };
          if (truth !== false) doubt ??= truth.why;
        }
      }
    }
  }
  return doubt === null ? { status: "reads-only" } : unclear(doubt);
}

/** Every action at once, with and without MFA, for every value of the keys that a request may have. */
function proveWrites(user: Principal, carried: readonly NamedPolicy[], view: AccountView): DirectWrites {
  const { arn, account, management, tags, boundary } = user;
  const proof = proverOf(view).prove({
    principal: { arn, account, kind: "user", management, tags },
    credential: "policy-text",
    devices: 0,
    instant: millisOf(view.now),
    layers: { identity: carried, ...(boundary === undefined ? {} : { boundary }) },
  });
  let doubt: string | null = null;
  for (const { classes } of proof.cells) {
    for (const { answer, actions } of classes) {
      if (answer.verdict === "closed") continue;
      const action = tellingOf(actions());
      if (action === undefined) continue;
      if (answer.verdict === "open") return { status: "writes", action };
      doubt ??= `${action}: ${answer.why}`;
    }
  }
  return doubt === null ? { status: "reads-only" } : unclear(doubt);
}

function tellingOf(names: readonly string[]): string | undefined {
  const counted = names.filter(isCountedWrite);
  return counted.find((name) => tellingWrites.includes(name)) ?? counted[0];
}

/** A user may sign in with MFA or without; a policy that asks for it is met. */
function ask(user: Principal, identity: readonly NamedPolicy[], action: string, resource: string): Truth {
  let found: Truth = false;
  const { boundary } = user;
  const keys = obligingKeys([...identity, ...(boundary === undefined || "unknown" in boundary ? [] : boundary)]);
  for (const mfa of [mfaGiven, mfaMissing]) {
    const layers = { identity, boundary };
    const context = new Map([...keys, ...mfa, ["aws:username", [user.name]]]);
    const truth = mayCall({
      caller: callerOf(user),
      layers,
      ask: { action, resource, resourceAccount: user.account, context, otherKeys: "unknown" },
    });
    found = or(found, truth);
    if (found === true) return true;
  }
  return found;
}

type Keys = readonly (readonly [key: string, values: readonly string[]])[];
const mfaGiven: Keys = [
  ["aws:multifactorauthpresent", ["true"]],
  ["aws:multifactorauthage", ["60"]],
];
const mfaMissing: Keys = [["aws:multifactorauthpresent", ["false"]]];

function ofUser(resource: string, { arn, account, name }: Principal): string {
  const [, partition = "aws"] = arn.split(":");
  return resource.replaceAll("{account}", account).replaceAll("{partition}", partition).replaceAll("{user}", name);
}

function withName(pattern: string, name: string): string {
  return pattern.replaceAll(/\$\{aws:username\}/gi, name);
}

function unclear(needs: string): DirectWrites {
  return { status: "unclear", fact: unseen("not-observable", needs) };
}
