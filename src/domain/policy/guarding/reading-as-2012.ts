import type { Policy } from "../../iam/language/policy.ts";
import type { ProveLayer, ProveLayers } from "../../iam/prove/subject.ts";
import type { GapView } from "../judging/gap-view.ts";

/** The same question with every document read as version 2012-10-17, in which variables are variables. */
export function readingAs2012(view: GapView): GapView {
  const { layers } = view.subject;
  const { identity, boundary, session, endpoint, resource, scps, rcps } = layers;
  const read: ProveLayers = {
    identity: layerOf(identity),
    boundary: boundary && layerOf(boundary),
    session: session && layerOf(session),
    endpoint: endpoint && layerOf(endpoint),
    scps: scps?.map(layerOf),
    rcps: rcps?.map(layerOf),
    resource:
      resource === undefined || "unknown" in resource.policy
        ? resource
        : { ...resource, policy: { ...resource.policy, policy: policyOf(resource.policy.policy) } },
  };
  return view.about({ layers: read });
}

function layerOf(layer: ProveLayer): ProveLayer {
  return "unknown" in layer ? layer : layer.map(({ name, policy }) => ({ name, policy: policyOf(policy) }));
}

function policyOf(policy: Policy): Policy {
  return policy.version === "2012-10-17" ? policy : { ...policy, version: "2012-10-17" };
}
