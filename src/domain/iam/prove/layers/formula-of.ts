import type { LayerRef } from "../certificate.ts";
import type { Formula } from "../solve/problem.ts";
import type { Subject } from "../subject.ts";

/**
 * How the layers work together for actions of a service. Source: IAM user guide, "Policy evaluation logic", with
 * "Evaluating identity-based policies with resource-based policies" and "Cross-account policy evaluation logic".
 */
export function formulaOf(subject: Subject, present: ReadonlySet<LayerRef>, action: string): Formula {
  const layer = (ref: LayerRef): Formula => ({ kind: "layer", ref });
  const all = (...parts: readonly Formula[]): Formula => ({ kind: "all", parts });
  const any = (...parts: readonly Formula[]): Formula => ({ kind: "any", parts });
  const guards = [...present]
    .filter((ref) => ref === "endpoint" || ref.startsWith("scps[") || ref.startsWith("rcps["))
    .map(layer);
  const limits = all(...(["boundary", "session"] as const).filter((ref) => present.has(ref)).map(layer));
  const own = present.has("identity") ? all(layer("identity"), limits) : limits;
  const { resource } = subject.layers;
  if (resource === undefined) return all(own, ...guards);
  const [direct, limited, star, account] = (["direct", "limited", "star", "account"] as const).map((how) =>
    layer(`resource.${how}`),
  );
  if (direct === undefined || limited === undefined || star === undefined || account === undefined)
    return all(own, ...guards);
  if (resource.account !== subject.principal.account) {
    return all(own, any(direct, limited, star, account), ...guards);
  }
  const starLimits = any(limits, {
    kind: "may",
    why: "AWS does not say whether a boundary or session policy limits a grant to everybody",
  });
  const byResource = any(direct, all(limited, limits), all(star, starLimits));
  // A trust policy speaks of the calls that make sessions of the role, a key policy of KMS calls on the key.
  if (resource.kind === "trust" && !trustActions.has(action)) return all(own, ...guards);
  const isKey = resource.arns.every((arn) => /^arn:[^:*?]*:kms:[^:]*:[^:]*:key\//.test(arn));
  const mustAllow = resource.kind === "trust" || (isKey && action.startsWith("kms:") && action !== "kms:<other>");
  return all(mustAllow ? any(byResource, all(account, own)) : any(own, byResource), ...guards);
}

const trustActions = new Set([
  "sts:assumerole",
  "sts:assumerolewithsaml",
  "sts:assumerolewithwebidentity",
  "sts:tagsession",
  "sts:setsourceidentity",
  "sts:setcontext",
]);
