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
import { checkTree, type Refusal } from "./check-tree.ts";
import { knownKeys } from "./known-keys.ts";
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

const defaultSteps = 2_000_000;

/** Checks a certificate, given as any value, against the question it claims to answer. Never throws. */
export function checkCertificate(subject: Subject, value: unknown, options: CheckOptions = {}): Checked {
  let certificate: Certificate;
  try {
    certificate = certificateOf(value);
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    return refused(error.position?.path ?? "", error.message);
  }
  const { actions, cell, resources, tree } = certificate;
  if (!canHold(subject.principal, subject.credential))
    return refused("", "the principal cannot hold such a credential");
  if (!isPossibleCell(subject.credential, cell)) return refused("cell", "the credential never has this cell");
  const odd = resources.findIndex((form) => !isForm(form));
  if (odd !== -1) return refused(`resources[${odd}]`, "the form of the resource is not an ARN of six segments");
  const limit = options.steps ?? defaultSteps;
  const meter = { left: limit };
  const refusal = checkTree({ subject, known: knownKeys(subject, cell), actions, forms: resources, meter }, tree);
  return refusal === null
    ? { status: "accepted", certificate, steps: limit - meter.left }
    : refused(refusal.step, refusal.why);
}

function refused(step: string, why: string): Checked {
  return { status: "refused", step, why };
}
