import { createHash } from "node:crypto";
import type { Proof } from "../src/domain/iam/prove/answer.ts";

/** A digest of the verdict on every action in every cell, however the answer is cut into classes. */
export function verdictDigest(proof: Proof): string {
  const hash = createHash("sha256");
  for (const { cell, classes } of proof.cells) {
    const names = classes.flatMap(({ actions, symbolic, answer }) =>
      [...actions(), ...symbolic()].map((name) => `${name} ${answer.verdict}`),
    );
    hash.update(`${JSON.stringify(cell)}\n${names.sort().join("\n")}\n`);
  }
  return hash.digest("hex");
}
