import type { Policy, Statement } from "../../iam/language/policy.ts";
import type { StatementRef } from "../../iam/prove/certificate.ts";
import type { ProveLayer } from "../../iam/prove/subject.ts";
import type { GapView } from "../judging/gap-view.ts";

/** The resources of a statement. */
export type Resources = NonNullable<Statement["resources"]>;

/**
 * The same question about requests on some resources only: everything else is denied beside the documents, so whatever
 * passes here passes in the view as well. The view itself when the resources are all, or its own grants are not known.
 */
export function within(view: GapView, resources: Resources | null, version: Policy["version"]): GapView {
  if (resources === null || isEverything(resources)) return view;
  return denying(view, { negated: !resources.negated, patterns: resources.patterns }, version);
}

/** The same question about requests on other resources than these. */
export function outside(view: GapView, patterns: readonly string[], version: Policy["version"]): GapView {
  return denying(view, { negated: false, patterns }, version);
}

/** The version of the document in which a statement stands. */
export function versionOf({ subject }: GapView, { layer, document }: StatementRef): Policy["version"] {
  const { identity, boundary, session, endpoint, resource, scps, rcps } = subject.layers;
  const policyIn = (found: ProveLayer | undefined): Policy | undefined =>
    found === undefined || "unknown" in found ? undefined : found[document]?.policy;
  const levelOf = (levels: readonly ProveLayer[] | undefined): ProveLayer | undefined =>
    levels?.[Number(/[0-9]+/.exec(layer)?.[0])];
  const policies: Readonly<Record<string, Policy | undefined>> = {
    identity: policyIn(identity),
    boundary: policyIn(boundary),
    session: policyIn(session),
    endpoint: policyIn(endpoint),
    resource: resource === undefined || "unknown" in resource.policy ? undefined : resource.policy.policy,
  };
  const found = layer.startsWith("scps")
    ? policyIn(levelOf(scps))
    : layer.startsWith("rcps")
      ? policyIn(levelOf(rcps))
      : policies[layer];
  return found?.version ?? "2012-10-17";
}

/** Whether a view asks about requests on some resources only. */
export function isWithin({ subject }: GapView): boolean {
  const { identity } = subject.layers;
  return !("unknown" in identity) && identity.some(({ name }) => name === notAsked);
}

const notAsked = "requests that are not asked about";

/** Whether some resources are all there are. */
export function isEverything({ negated, patterns }: Resources): boolean {
  return !negated && patterns.includes("*");
}

function denying(view: GapView, resources: Resources, version: Policy["version"]): GapView {
  const { identity } = view.subject.layers;
  if ("unknown" in identity) return view;
  const statement: Statement = {
    index: 0,
    sid: null,
    effect: "Deny",
    actions: { negated: false, patterns: ["*"] },
    resources,
    principals: null,
    conditions: [],
  };
  const only = { name: notAsked, policy: { version, statements: [statement] } };
  return view.about({
    ...view.subject,
    layers: { ...view.subject.layers, identity: [...identity, only] },
  });
}
