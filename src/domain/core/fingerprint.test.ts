import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fingerprint } from "./fingerprint.ts";

// Node's own SHA-256 is the oracle: the function itself uses another library.
const expected = (...parts: string[]) =>
  createHash("sha256")
    .update(JSON.stringify(["v1", ...parts]), "utf8")
    .digest("hex")
    .slice(0, 32);

describe("a fingerprint", () => {
  it("is the first 32 hex digits of SHA-256 over the JSON array, whatever the texts", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), fc.string(), (id, account, resource, extra) => {
        expect(fingerprint(id, account, resource, extra)).toBe(expected(id, account, resource, extra));
      }),
    );
  });

  it("tells apart what only a separator would join", () => {
    expect(fingerprint("a", "b", "c", "")).not.toBe(fingerprint("a", "b,c", "", ""));
    expect(fingerprint("root-mfa", "111122223333", "root", "")).not.toBe(
      fingerprint("root-mfa", "111122223334", "root", ""),
    );
  });
});
