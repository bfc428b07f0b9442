import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CodedError } from "../../core/coded-error.ts";
import { checkCertificate } from "./check-certificate.ts";
import { readCertificate } from "./read-certificate.ts";
import { exampleFile, subjectForTest } from "./subject-for-test.ts";

/** Pieces of certificates in places where they do not belong. */
const piece: fc.Arbitrary<unknown> = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom<unknown>(
      "split",
      "deny",
      "no-grant",
      "conflict",
      "service-rule",
      "identity",
      "resource",
      "iam:<other>",
    ),
    fc.constantFrom<unknown>(0, -1, 1.5, null, true, "", "arn", "none", "absent", "__proto__"),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(
      fc.constantFrom(
        ..."actions cell resources tree kind pattern mfa age min max statement layer document layers part".split(" "),
        ..."atom whenTrue whenFalse variable rule condition __proto__ constructor toString".split(" "),
      ),
      tie("value"),
    ),
  ),
})).value;

/** The value with something else somewhere. */
function replaced(value: unknown, path: readonly number[], by: unknown): unknown {
  const [first, ...rest] = path;
  if (first === undefined || typeof value !== "object" || value === null) return by;
  const entries = Object.entries(value);
  const [key] = entries[first % Math.max(1, entries.length)] ?? [];
  if (key === undefined) return by;
  const changed = entries.map(([name, each]: [string, unknown]) => [
    name,
    name === key ? replaced(each, rest, by) : each,
  ]);
  return Array.isArray(value) ? changed.map(([, each]) => each) : Object.fromEntries(changed);
}

const open = subjectForTest({
  identity: [{ Version: "2012-10-17", Statement: { Effect: "Allow", Action: "*", Resource: "*" } }],
});

describe("whatever is handed in as a certificate", () => {
  it("is refused where everything is allowed, and nothing throws", () => {
    const { certificate } = exampleFile;
    const trial = fc.oneof(
      piece,
      fc.jsonValue(),
      fc.tuple(fc.array(fc.nat(4), { maxLength: 5 }), piece).map(([path, by]) => replaced(certificate, path, by)),
    );
    fc.assert(
      fc.property(trial, (value) => {
        expect(checkCertificate(open, value).status).toBe("refused");
      }),
      { numRuns: 1000 },
    );
  });

  it("is a certificate file or a coded error", () => {
    const whole = JSON.stringify(exampleFile);
    const cut = fc
      .tuple(fc.nat(whole.length), fc.nat(20), fc.string({ maxLength: 8 }))
      .map(([from, length, more]) => whole.slice(0, from) + more + whole.slice(from + length));
    const changed = fc
      .tuple(fc.array(fc.nat(5), { maxLength: 6 }), piece)
      .map(([path, by]) => JSON.stringify(replaced(exampleFile, path, by)));
    fc.assert(
      fc.property(fc.oneof(fc.string(), cut, changed), (text) => {
        try {
          const { subject, certificate } = readCertificate(text);
          checkCertificate(subject, certificate);
        } catch (error) {
          expect(error).toBeInstanceOf(CodedError);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
