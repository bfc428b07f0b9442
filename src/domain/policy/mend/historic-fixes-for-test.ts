import { expect } from "vitest";
import { historicPolicies } from "../../iam/prove/historic-policies-for-test.ts";
import { parsePolicy } from "../../iam/language/parse-policy.ts";
import { type Prover, prover } from "../../iam/prove/prover.ts";
import { enrolmentWays } from "../guarding/enrolment-ways.ts";
import { isOnEnrolList } from "./enrol-list.ts";
import { mendPolicy } from "./mend-policy.ts";
import { type MendProof, mendProof } from "./mend-proof.ts";
import { mendRoom } from "./mend-room.ts";
import { unproven } from "./openness.ts";

const engine = prover();

/** Mends one of AWS's published policies and holds it against what every fix must give. Returns the proof. */
export function expectFixed(id: string, isBesideAdmin: boolean, isStrict = false, using: Prover = engine): MendProof {
  const policy = parsePolicy({ Version: "2012-10-17", Statement: historicPolicies[id] }, "identity");
  const ask = { as: "identity" as const, isBesideAdmin, devices: "unknown" as const, instant: 0, isStrict };
  const room = mendRoom(using, ask);
  const mended = mendPolicy(room, policy);
  const { views } = room.look(mended.after);
  for (const view of views) {
    for (const state of unproven) {
      const names = [...(room.openness(view).get(state)?.keys() ?? [])];
      expect([id, state, names.filter((name) => !isOnEnrolList(name))]).toEqual([id, state, []]);
    }
    for (const { verdict, credential } of enrolmentWays(view)) {
      // By the table of ways: only a console opened from GetSessionToken credentials may enrol, and strictly not that.
      expect([credential, verdict]).toEqual([
        credential,
        credential === "session-token-console" && verdict === "may" && !isStrict ? "may" : "closed",
      ]);
    }
  }
  const proof = mendProof(room, mended, []);
  expect(proof.gained).toEqual([]);
  expect(proof.lostWithMfa).toEqual([]);
  expect(proof.remaining).toEqual([]);
  expect(proof.certificates.accepted).toBe(proof.certificates.checked);
  expect(proof.certificates.checked).toBeGreaterThan(0);
  // What is fixed is not fixed again.
  expect(mendPolicy(mendRoom(using, ask), mended.after).done).toEqual([]);
  return proof;
}
