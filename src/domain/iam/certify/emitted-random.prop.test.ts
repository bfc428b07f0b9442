import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { prover } from "../prove/prover.ts";
import { checkCertificate } from "./check-certificate.ts";
import { allowedRequest } from "./concrete-requests-for-test.ts";
import { randomSubject, requests } from "./random-subject-for-test.ts";
import { certificatesOf, certified } from "./refusals-for-test.ts";
import { subjectForTest } from "./subject-for-test.ts";

const engine = prover();
const asked = new Set(requests.map(([action]) => action));

describe("on random policies", () => {
  it("every certificate of the prover is accepted, and no request of an accepted claim is allowed", () => {
    let accepted = 0;
    fc.assert(
      fc.property(randomSubject, (test) => {
        const subject = subjectForTest(test);
        const proof = engine.prove(subject);
        const all = certified(subject, proof);
        expect(all.refusals).toEqual([]);
        accepted += all.accepted;
        for (const { cell, certificate } of certificatesOf(proof)) {
          const own = new Set(certificate.actions.filter((action) => asked.has(action)));
          // AWS refuses on its own rules what policies allow.
          const isPlain = !JSON.stringify(certificate.tree).includes("service-rule");
          if (own.size > 0 && isPlain) expect(allowedRequest(subject, cell, own)).toBe(null);
        }
      }),
      { numRuns: 8, endOnFailure: true },
    );
    expect(accepted).toBeGreaterThan(20);
  });

  it("a certificate of other policies is refused, unless nothing of it is allowed there either", () => {
    let refused = 0;
    fc.assert(
      fc.property(randomSubject, randomSubject, fc.nat(), (one, other, pick) => {
        const subject = subjectForTest({ ...other, credential: one.credential });
        const proof = engine.prove(subjectForTest(one));
        const all = certificatesOf(proof).filter(({ certificate }) =>
          certificate.actions.some((each) => asked.has(each)),
        );
        const found = all[pick % Math.max(1, all.length)];
        if (found === undefined) return;
        const { cell, certificate } = found;
        const checked = checkCertificate(subject, certificate);
        if (checked.status === "refused") refused += 1;
        else if (!JSON.stringify(certificate.tree).includes("service-rule")) {
          expect(allowedRequest(subject, cell, new Set(certificate.actions))).toBe(null);
        }
      }),
      { numRuns: 12, endOnFailure: true },
    );
    expect(refused).toBeGreaterThan(2);
  });
});
