/**
 * Checks a certificate of "nothing of these actions passes in this cell". Written apart from the prover, so that an
 * error in one is caught by the other; it knows the documents, the principal, the credential and the certificate, and
 * refuses whatever it does not understand. The claim speaks of what the given layers let through: of the resource forms
 * that the certificate lists, and without resource policies that are not given.
 */
import { CodedError } from "../../core/coded-error.ts";
import type { Certificate } from "../prove/certificate.ts";
import type { Subject } from "../prove/subject.ts";
import { certificateOf } from "./certificate-of.ts";
import { checkTree, type Claim, type Refusal } from "./check-tree.ts";
import { knownKeys } from "./known-keys.ts";
import { missingForm } from "./missing-form.ts";
import { canHold, isPossibleCell } from "./possible-cell.ts";
import { isForm } from "./resource-demand.ts";

/** Accepted: the claim of the certificate holds. Refused: it is not shown; `step` is the place in the certificate. */
export type Checked =
  | { readonly status: "accepted"; readonly certificate: Certificate; readonly steps: number }
  | ({ readonly status: "refused" } & Refusal);

/** How much work a check may take. */
export interface CheckOptions {
  readonly steps?: number | undefined;
}

const defaultSteps = 20_000_000;

/** Checks a certificate, given as any value, against the question it claims to answer. Never throws. */
export function checkCertificate(subject: Subject, value: unknown, options: CheckOptions = {}): Checked {
  let certificate: Certificate;
  try {
    certificate = certificateOf(value);
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    return refused(error.position?.path ?? "", error.message);
  }
  const { actions, cell, resources, within = null, tree } = certificate;
  if (!canHold(subject.principal, subject.credential))
    return refused("", "the principal cannot hold such a credential");
  if (!isPossibleCell(subject.credential, cell)) return refused("cell", "the credential never has this cell");
  const odd = resources.findIndex((form) => !isForm(form));
  if (odd !== -1) return refused(`resources[${odd}]`, "the form of the resource is not an ARN of six segments");
  if (within?.some((arn) => !isForm({ kind: "arn", pattern: arn })) === true)
    return refused("within", "an ARN that the claim is limited to has no six segments");
  const limit = options.steps ?? defaultSteps;
  const meter = { left: limit };
  const missing = missingForm(subject, actions, resources, within, meter);
  if (missing !== null) return refused("resources", `no form admits ${missing}, which these actions may have`);
  const claim: Claim = {
    subject,
    known: knownKeys(subject, cell),
    actions,
    services: [...new Set(actions.map((action) => action.slice(0, action.indexOf(":"))))],
    resources: {
      forms: resources,
      asked: subject.layers.resource?.arns ?? null,
      within,
      never: [...namesakes(subject), ...unchangeable(actions)],
    },
    meter,
  };
  const refusal = checkTree(claim, tree);
  return refusal === null
    ? { status: "accepted", certificate, steps: limit - meter.left }
    : refused(refusal.step, refusal.why);
}

/**
 * Roles that only AWS changes, when all actions would change a role: no such request succeeds. Source: IAM API reference,
 * UnmodifiableEntity; IAM Identity Center user guide, roles under /aws-reserved/.
 */
function unchangeable(actions: readonly string[]): readonly string[] {
  if (!actions.every((action) => roleChanges.has(action))) return [];
  return ["arn:*:iam::*:role/aws-service-role/*", "arn:*:iam::*:role/aws-reserved/*"];
}

const roleChanges = new Set(
  ["Attach", "Detach", "Put", "Delete"]
    .map((verb) => `iam:${verb}RolePolicy`)
    .concat(
      ["Put", "Delete"].map((verb) => `iam:${verb}RolePermissionsBoundary`),
      ["iam:UpdateAssumeRolePolicy", "iam:DeleteRole"],
    )
    .map((name) => name.toLowerCase()),
);

/**
 * ARNs that no request has. User names are unique in an account whatever the path, so nobody else ends in the caller's
 * name; without this `user/x:user/alice` would be an ARN beside `user/alice`. No name of IAM holds a `$`. Source: IAM
 * API reference, CreateUser.
 */
function namesakes({ principal }: Subject): readonly string[] {
  const found = /^(arn:[^:]+:iam::\d{12}:)(.*)$/.exec(principal.arn);
  const [, account = "", resource = ""] = found ?? [];
  if (found === null) return [];
  const odd = `${account}*$*`;
  if (principal.kind !== "user") return [odd];
  const name = resource.slice(resource.lastIndexOf("/") + 1);
  if (resource === `user/${name}`) return [odd, `${account}user/*/${name}`];
  // The caller has a path: of the others with a path only those are named that are surely not the caller.
  return [odd, `${account}user/${name}`, ...(resource.includes(":") ? [] : [`${account}user/*:*/${name}`])];
}

function refused(step: string, why: string): Checked {
  return { status: "refused", step, why };
}
