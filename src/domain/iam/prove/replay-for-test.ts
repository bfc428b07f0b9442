import { decide } from "../decide/decide.ts";
import type { Caller, Decision, Layer, Layers } from "../decide/question.ts";
import { parsePolicy } from "../language/parse-policy.ts";
import type { Witness } from "./answer.ts";
import { isFederated } from "./facts/caller.ts";
import type { ProveLayer, Subject } from "./subject.ts";

/** What the concrete evaluator says of a request of the subject; `policy-text` witnesses are requests of the principal. */
export function replay(subject: Subject, witness: Witness): Decision {
  const { principal, layers } = subject;
  const isTaken = witness.assumes.includes("resource-side");
  const session = witness.assumes.includes("session-policy") ? everything() : layers.session && layerOf(layers.session);
  const resource =
    layers.resource?.policy ?? (isTaken ? { name: "assumed", policy: assumed(principal.account) } : undefined);
  const asked: Layers = {
    identity: layerOf(layers.identity),
    boundary: layers.boundary && layerOf(layers.boundary),
    session,
    endpoint: layers.endpoint && layerOf(layers.endpoint),
    resource,
    scps: layers.scps?.map(layerOf),
    rcps: layers.rcps?.map(layerOf),
  };
  return decide({
    caller: callerOf(subject, witness.principal),
    layers: asked,
    ask: {
      action: witness.action,
      resource: witness.resource,
      resourceAccount: layers.resource?.account,
      context: new Map(Object.entries(witness.context)),
      otherKeys: "absent",
    },
  });
}

/** The principal as the concrete evaluator knows it. */
export function callerOf({ principal, credential }: Subject, arn: string): Caller {
  const { account, management, kind, tags } = principal;
  const known = tags === "unknown" ? {} : tags;
  if (isFederated(credential))
    return { arn, account, management, kind: "federated-user", tags: known, sessionOf: principal.arn };
  if (credential === "assume-root") return { arn, account, management, kind: "assumed-root", tags: {} };
  return { arn, account, management, kind, tags: known };
}

function layerOf(layer: ProveLayer): Layer {
  return layer;
}

function everything(): Layer {
  const Statement = { Effect: "Allow", Action: "*", Resource: "*" };
  return [{ name: "session", policy: parsePolicy({ Version: "2012-10-17", Statement }, "session") }];
}

/** A resource policy that leaves the decision to the caller's account. */
function assumed(account: string): ReturnType<typeof parsePolicy> {
  const Statement = { Effect: "Allow", Principal: { AWS: account }, Action: "*", Resource: "*" };
  return parsePolicy({ Version: "2012-10-17", Statement }, "resource");
}
