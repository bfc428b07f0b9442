import type { Policy, Statement } from "../../iam/language/policy.ts";
import type { StatementRef } from "../../iam/prove/certificate.ts";
import type { ProveLayer, ProveLayers, Subject } from "../../iam/prove/subject.ts";
import type { Rewrite } from "../guarding/rewrite.ts";

/** The layers of a subject with statements replaced or dropped; what is not touched stays the same object. */
export function rewrittenLayers({ layers }: Subject, rewrite: Rewrite): ProveLayers {
  const policyOf = (policy: Policy, layer: StatementRef["layer"], document: number): Policy => {
    const statements = policy.statements.flatMap((statement, index): readonly Statement[] => {
      const next = rewrite(statement, { layer, document, statement: index });
      return next === null ? [] : [next];
    });
    const isSame =
      statements.length === policy.statements.length && statements.every((each, at) => each === policy.statements[at]);
    return isSame ? policy : { ...policy, statements };
  };
  const layerOf = (layer: ProveLayer, ref: StatementRef["layer"]): ProveLayer =>
    "unknown" in layer
      ? layer
      : layer.map(({ name, policy }, document) => ({ name, policy: policyOf(policy, ref, document) }));
  const { identity, boundary, session, endpoint, resource, scps, rcps } = layers;
  return {
    identity: layerOf(identity, "identity"),
    boundary: boundary && layerOf(boundary, "boundary"),
    session: session && layerOf(session, "session"),
    endpoint: endpoint && layerOf(endpoint, "endpoint"),
    scps: scps?.map((each, level) => layerOf(each, `scps[${level}]`)),
    rcps: rcps?.map((each, level) => layerOf(each, `rcps[${level}]`)),
    resource:
      resource === undefined || "unknown" in resource.policy
        ? resource
        : { ...resource, policy: { ...resource.policy, policy: policyOf(resource.policy.policy, "resource", 0) } },
  };
}
