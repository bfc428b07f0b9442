import { describe, expect, it } from "vitest";
import { expectFixed } from "./historic-fixes-for-test.ts";

/** Ids whose users could not enrol a device before either, or only a security key. */
const expected: readonly (readonly [string, boolean, boolean | null, string | null])[] = [
  ["A", false, true, null],
  ["A", true, true, null],
  ["C2", true, true, null],
  ["G1", false, true, null],
  ["J1", false, true, null],
  ["L", true, true, null],
  ["M", false, true, "only a security key or hardware token: creating a virtual device is refused without MFA"],
  ["N1", false, true, "the document does not grant the calls itself: another policy of the user must"],
  ["O", false, true, "the document does not grant the calls itself: another policy of the user must"],
  ["O", true, true, null],
  ["P", true, false, "without MFA the document refuses iam:CreateVirtualMFADevice and iam:EnableMFADevice"],
];

describe("AWS's published policies, fixed", () => {
  it.each(expected)("%s, beside an administrator %s: a new user can enrol: %s (%s)", (id, isAdmin, canEnrol, why) => {
    const proof = expectFixed(id, isAdmin);
    expect([proof.canEnrol, proof.why]).toEqual([canEnrol, why]);
    // P locked new users out before, and to change that would let more pass without MFA.
    expect(proof.couldEnrol).toBe(canEnrol);
  });

  it.each(["G1", "L", "O"])("%s, strict: nothing is left, and an administrator with MFA enrols first devices", (id) => {
    const proof = expectFixed(id, true, true);
    expect([proof.canEnrol, proof.canAdministrator]).toEqual([false, true]);
  });
});
