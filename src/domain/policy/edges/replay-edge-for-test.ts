import { replay } from "../../iam/prove/replay-for-test.ts";
import type { Witness } from "../../iam/prove/answer.ts";
import type { EscalationEdge } from "../escalation-edge.ts";
import { policyFor, trusts } from "./account-for-test.ts";
import type { TestScene } from "./scenes-for-test.ts";
import { subjectFor } from "./subject-for.ts";

/** What the concrete evaluator says of each request of an edge, `action decision`. */
export function replayEdge({ model, who, credential, devices }: TestScene, edge: EscalationEdge): readonly string[] {
  const subject = subjectFor(model, who, credential, devices);
  const rewrites = edge.steps.some(({ action }) => action === "iam:UpdateAssumeRolePolicy");
  return edge.steps.map(({ action, witness }) => {
    const resource = action === "sts:AssumeRole" ? trustOn(witness, rewrites) : undefined;
    return `${action} ${replay({ ...subject, layers: { ...subject.layers, resource } }, witness).decision}`;
  });

  function trustOn({ resource: arn }: Witness, isWritten: boolean) {
    const role = model.principals.find(({ principal }) => principal.arn === arn);
    // The caller writes the trust policy so that it fits: naming itself, or its account.
    const named = edge.escalation === "iam-update-trust-then-assume" ? who.principal.account : who.principal.arn;
    const policy = isWritten ? policyFor("written", trusts({ AWS: named }), "trust") : role?.principal.trust;
    if (policy === undefined) throw new Error(`${arn} is no role of the account`);
    return { kind: "trust", policy, arns: [arn], account: model.account } as const;
  }
}
