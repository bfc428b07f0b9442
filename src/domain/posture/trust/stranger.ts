import { mayCall } from "../../iam/decide/may-call.ts";
import type { Caller, Layer, NamedPolicy } from "../../iam/decide/question.ts";
import { allowEverything } from "../../iam/language/allow-everything.ts";
import type { Truth } from "../../iam/language/truth.ts";
import type { Principal } from "../../iam/principals/principal.ts";
import type { AccountView } from "../account-view.ts";

/** Condition keys of a call, by lower-case name. */
export type Keys = ReadonlyMap<string, readonly string[] | "unknown">;

/** An organization and a path that no policy of ours names. */
const foreign = { organization: "o-0000000000", path: "o-0000000000/r-0000/ou-0000-00000000/" };

const everything: Layer = [{ name: "full access of an outsider", policy: allowEverything() }];

/** A role, its trust policy and the resource control policies over it. */
export interface TrustedRole {
  readonly role: Principal;
  readonly trust: NamedPolicy;
  readonly rcps: readonly Layer[] | undefined;
}

/** Keys of a call from outside: TLS, no service between, another organization. */
export function strangerKeys(view: AccountView): Keys {
  return new Map([
    ["aws:securetransport", ["true"]],
    ["aws:viaawsservice", ["false"]],
    ["aws:principalisawsservice", ["false"]],
    ["aws:principalorgid", [foreign.organization]],
    ["aws:principalorgpaths", [foreign.path]],
    ["aws:currenttime", [view.manifest.startedAt]],
    ["aws:resourceaccount", [view.account.id]],
  ]);
}

/**
 * Whether a caller from outside, who may do everything at home, gets into the role. Resource control policies count only
 * where they were read: the trust policy alone says enough to be told.
 */
export function letsIn({ role, trust, rcps }: TrustedRole, caller: Caller, action: string, keys: Keys): Truth {
  const isRead = (rcps ?? []).every((level) => !("unknown" in level));
  return mayCall({
    caller,
    layers: { identity: everything, resource: trust, rcps: isRead ? rcps : undefined },
    ask: { action, resource: role.arn, resourceAccount: role.account, context: keys, otherKeys: "unknown" },
  });
}
