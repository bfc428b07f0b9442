import type { CellProof, Proof } from "../prove/answer.ts";
import type { Subject } from "../prove/subject.ts";
import { checkCertificate } from "./check-certificate.ts";

/** What became of all certificates of a proof. */
export interface Certified {
  readonly accepted: number;
  /** Step, reason and some of the actions of each that was refused. */
  readonly refusals: readonly string[];
  /** The most steps that one check took. */
  readonly steps: number;
}

/** Checks every certificate that a proof holds, as it would stand in a file. */
export function certified(subject: Subject, proof: Proof): Certified {
  let accepted = 0;
  let steps = 0;
  const refusals: string[] = [];
  for (const { cell, certificate } of certificatesOf(proof)) {
    const checked = checkCertificate(subject, JSON.parse(JSON.stringify(certificate)));
    if (checked.status === "accepted") {
      accepted += 1;
      steps = Math.max(steps, checked.steps);
    } else {
      const some = certificate.actions.slice(0, 3).join(" ");
      refusals.push(
        `${JSON.stringify(cell)} ${some}: ${checked.step}: ${checked.why} ${JSON.stringify(certificate.tree)}`,
      );
    }
  }
  return { accepted, refusals, steps };
}

/** Every certificate of a proof with its cell. */
export function certificatesOf(
  proof: Proof,
): readonly { cell: CellProof["cell"]; certificate: ReturnType<CertificateOf> }[] {
  return proof.cells.flatMap(({ cell, classes }) =>
    classes.flatMap(({ answer }) => (answer.verdict === "closed" ? [{ cell, certificate: answer.certificate() }] : [])),
  );
}

type CertificateOf = Extract<CellProof["classes"][number]["answer"], { readonly verdict: "closed" }>["certificate"];
