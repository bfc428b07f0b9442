import { describe, expect, it } from "vitest";
import { historicPolicies } from "./historic-policies-for-test.ts";
import { prover } from "./prover.ts";
import { subjectForTest } from "./subject-for-test.ts";
import { answerFor, countOf, openCounts } from "./verdicts-for-test.ts";

const engine = prover();
const all = 22_091;
const admin = { Effect: "Allow", Action: "*", Resource: "*" };

/** Id, alone, beside Allow * on *: actions open when the key is absent / false / true. Typed from AWS's pages. */
const counts: readonly (readonly [string, string, string])[] = [
  ["A", "27/27/27", `190/190/${all}`],
  ["B", "26/26/27", `190/190/${all}`],
  ["C1", "10/10/28", `13/13/${all}`],
  ["C2", "11/11/29", `13/13/${all}`],
  ["C3", "11/11/29", `13/13/${all}`],
  ["C4", "11/11/29", `13/13/${all}`],
  ["D", "12/12/29", `14/14/${all}`],
  ["E", "8/8/8", `8/8/${all}`],
  ["F1", "10/10/29", `12/12/${all}`],
  ["F2", "6/6/8", `6/6/${all}`],
  ["G1", "6/6/29", `7/7/${all}`],
  ["G2", "6/6/28", `7/7/${all}`],
  ["H", "6/6/27", `7/7/${all}`],
  ["I1", "6/6/8", `7/7/${all}`],
  ["I2", "6/6/7", `7/7/${all}`],
  ["J1", "7/7/8", `${all}/${all}/${all}`],
  ["J2", "7/7/8", `${all}/${all}/${all}`],
  ["K1", "6/6/8", `6/6/${all}`],
  ["K2", "6/6/7", `6/6/${all}`],
  ["K3", "6/6/8", `6/6/${all}`],
  ["L", "4/4/5", `${all}/${all}/${all}`],
  ["M", "4/4/5", `4/4/${all}`],
  ["O", "22/22/22", `${all}/${all}/${all}`],
  ["P", "3/3/3", `3/3/${all}`],
  ["Q", "824/824/826", `${all - 2}/${all - 2}/${all}`],
];

function proofOf(id: string, ...more: readonly object[]): ReturnType<typeof engine.prove> {
  const Statement = [...(historicPolicies[id] ?? []), ...more];
  return engine.prove(subjectForTest({ identity: [{ Version: "2012-10-17", Statement }] }));
}

describe("AWS's published policies", () => {
  it.each(counts)("%s leaves open %s alone, and %s beside an administrator's statement", (id, alone, beside) => {
    expect([openCounts(proofOf(id)), openCounts(proofOf(id, admin))]).toEqual([alone, beside]);
  });

  it("A and B say may on calls without resource that are granted on an ARN only", () => {
    for (const cell of proofOf("A").cells) {
      expect(countOf(cell, "may")).toBe(2);
      for (const action of ["iam:GetAccountPasswordPolicy", "iam:ListVirtualMFADevices"]) {
        expect(answerFor(cell, action).verdict).toBe("may");
      }
    }
  });

  it("has no other may on these policies than calls without resource granted on an ARN", () => {
    for (const [id] of counts) {
      const expected = id === "A" || id === "B" ? 2 : id === "C1" ? 1 : 0;
      for (const [place, cell] of proofOf(id).cells.entries()) {
        // Of C1 the denied cells are decided; what is exempt from the Deny is granted on an ARN in all of them.
        expect([id, place, countOf(cell, "may")]).toEqual([id, place, expected]);
      }
      for (const cell of proofOf(id, admin).cells) expect([id, countOf(cell, "may")]).toEqual([id, 0]);
    }
  });

  it.each([
    ["N1", "AAAd"],
    ["N2", "ddAd"],
  ])("%s on the production bucket gives %s", (id, expected) => {
    for (const more of [[], [admin]]) {
      const Statement = [...(historicPolicies[id] ?? []), ...more];
      const proof = engine.prove(
        subjectForTest({
          identity: [{ Version: "2012-10-17", Statement }],
          resource: {
            kind: "resource",
            arns: ["arn:aws:s3:::Production/*"],
            document: {
              Version: "2012-10-17",
              Statement: { Effect: "Allow", Principal: { AWS: "111122223333" }, Action: "s3:PutObject", Resource: "*" },
            },
          },
        }),
      );
      const found = proof.cells.map((cell) => answerFor(cell, "s3:GetObject").verdict);
      expect(found.map((verdict) => ({ open: "A", closed: "d", may: "?" })[verdict]).join("")).toBe(expected);
    }
  });

  it("keeps the retired actions that A names as classes of their own", () => {
    const { cells } = proofOf("A", admin);
    expect(answerFor(cells[0], "iam:RequestSmsMfaRegistration").verdict).toBe("open");
    expect(answerFor(cells[0], "ec2:<other>").verdict).toBe("closed");
    expect(answerFor(cells[0], "<other>:<other>").verdict).toBe("closed");
    expect(answerFor(cells[2], "<other>:<other>").verdict).toBe("open");
  });
});
