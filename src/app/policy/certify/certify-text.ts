import { checkCertificate } from "../../../domain/iam/certify/check-certificate.ts";
import { readCertificate } from "../../../domain/iam/certify/read-certificate.ts";
import { readJson } from "../../../domain/iam/language/read-json.ts";

/** What the checker says of one certificate. */
export type Certified =
  | { readonly status: "accepted"; readonly claim: string; readonly actions: number; readonly steps: number }
  | { readonly status: "refused"; readonly claim: string; readonly step: string; readonly why: string };

/** Nesting of an answer of `policy can`: the tree of each certificate, and what stands around it. */
const deepest = 600;

/**
 * Checks a certificate file, or every certificate in an answer of `policy can`. Throws a coded error with line and
 * column for text that is neither.
 */
export function certifyText(text: string, file?: string): readonly Certified[] {
  const classes = classesIn(text, file);
  if (classes === null) return [certified(text, file)];
  return classes.map((each) => certified(JSON.stringify(each), file));
}

function certified(text: string, file: string | undefined): Certified {
  const { subject, certificate } = readCertificate(text, file);
  const { actions, cell } = certificate;
  const age = cell.age === null ? "" : `, ${cell.age.min}–${cell.age.max ?? "∞"} s old`;
  const first = actions.length === 1 ? (actions[0] ?? "") : `${actions.length} actions`;
  const claim = `${subject.principal.arn} with ${subject.credential} (MFA ${cell.mfa}${age}): nothing of ${first} passes`;
  const checked = checkCertificate(subject, certificate);
  return checked.status === "accepted"
    ? { status: "accepted", claim, actions: actions.length, steps: checked.steps }
    : { status: "refused", claim, step: checked.step, why: checked.why };
}

/** The certificates of an answer of `policy can`; null for another text. */
function classesIn(text: string, file: string | undefined): readonly unknown[] | null {
  const { value } = readJson(text, file, deepest);
  if (typeof value !== "object" || value === null || !("classes" in value) || !Array.isArray(value.classes))
    return null;
  const classes: readonly unknown[] = value.classes;
  return classes.flatMap((each) =>
    typeof each === "object" && each !== null && "certificate" in each ? [each.certificate] : [],
  );
}
