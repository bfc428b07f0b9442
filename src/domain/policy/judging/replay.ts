import { decide } from "../../iam/decide/decide.ts";
import type { Decision, Layers } from "../../iam/decide/question.ts";
import type { Witness } from "../../iam/prove/answer.ts";
import type { Subject } from "../../iam/prove/subject.ts";
import { allowEverything } from "../../iam/language/allow-everything.ts";
import type { Policy } from "../../iam/language/policy.ts";
import { adminPolicy } from "../admin-policy.ts";

/**
 * Asks the concrete evaluator, which shares nothing with the engine but the language, whether a witness passes. What the
 * witness assumes of the other side is put there.
 */
export function replay({ principal, credential, layers }: Subject, witness: Witness): Decision {
  const { account, management, tags } = principal;
  // Credentials of GetFederationToken are a principal of their own.
  const isFederated = credential === "federation-token" || credential === "federation-console";
  const who = isFederated ? ({ kind: "federated-user", sessionOf: principal.arn } as const) : { kind: principal.kind };
  const isTaken = witness.assumes.includes("resource-side");
  const asked: Layers = {
    identity: layers.identity,
    boundary: layers.boundary,
    session: witness.assumes.includes("session-policy") ? [adminPolicy] : layers.session,
    endpoint: layers.endpoint,
    resource: layers.resource?.policy ?? (isTaken ? { name: "assumed", policy: leavingTo(account) } : undefined),
    scps: layers.scps,
    rcps: layers.rcps,
  };
  const decision = decide({
    caller: { arn: witness.principal, account, management, ...who, tags: tags === "unknown" ? {} : tags },
    layers: asked,
    ask: {
      action: witness.action,
      resource: witness.resource,
      resourceAccount: layers.resource?.account,
      context: new Map(Object.entries(witness.context)),
      otherKeys: "absent",
    },
  });
  return credential === "federation-console" ? inConsole(decision) : decision;
}

/**
 * The evaluator does not know where a call is made and says of IAM that such a session may call it in the console only.
 * In the console that is no doubt: what is left to doubt is in the statements, each of which says so in the trace.
 */
function inConsole(decision: Decision): Decision {
  if (decision.decision !== "unknown") return decision;
  if (decision.trace.some(({ outcome }) => outcome === "may-match" || outcome === "nothing-allows")) return decision;
  return { decision: "allowed", trace: decision.trace };
}

/** A resource policy that leaves the decision to an account. */
function leavingTo(account: string): Policy {
  return allowEverything({ negated: false, entries: [{ type: "AWS", value: account }] });
}
