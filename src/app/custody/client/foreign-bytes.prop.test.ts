import * as fc from "fast-check";
import { describe, it } from "vitest";
import { StandInLog } from "../../../../test/custody/client/stand-in-broker.ts";
import { CodedError } from "../../../domain/core/coded-error.ts";
import { Secret } from "../../../domain/core/secret.ts";
import { toBase64url } from "../../../domain/crypto/base64url.ts";
import { canonicalBytes } from "../../../domain/crypto/canonical-json.ts";
import type { ShownVersion } from "./ports/gate.ts";
import { verifyChains } from "./pins/pinned-rules.ts";
import { changesBetween } from "./proposals/changed-lines.ts";
import { openCodeAnswer } from "./release/read-code-answer.ts";
import { findInLog } from "./stop/at-the-door.ts";
import { readBroughtSeed } from "./vault/read-seed.ts";

/** Whether the work ends with a value or a coded error; anything else is thrown on. */
const tame = (work: () => unknown): boolean => {
  try {
    work();
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
  }
  return true;
};
const anyJson = fc.jsonValue().map((value) => new TextEncoder().encode(JSON.stringify(value)));
const anyBytes = fc.oneof(fc.uint8Array({ maxLength: 300 }), anyJson);
const anyWire = fc.record({
  document: anyBytes.map((bytes) => toBase64url(bytes)),
  signature: fc.record({ kind: fc.constant("key" as const), signature: anyBytes.map((bytes) => toBase64url(bytes)) }),
});
const anyVersion: fc.Arbitrary<ShownVersion> = fc.record({
  document: anyBytes.map((bytes) => toBase64url(bytes)),
  approvals: fc.array(anyWire, { maxLength: 3 }),
  acceptedAt: fc.integer(),
  state: fc.constantFrom("in-force" as const, "older" as const, "pending" as const, "vetoed" as const),
});

describe("whatever gate, broker or a file hold", () => {
  it("a seed is read or refused", () => {
    fc.assert(fc.property(anyBytes, (bytes) => tame(() => readBroughtSeed(bytes, "aws:123456789012"))));
  });

  it("an answer is a code or refused", () => {
    const asked = { deployment: "acme", account: "aws:123456789012", documentHash: "x", n: 1 };
    fc.assert(fc.property(anyBytes, (bytes) => tame(() => openCodeAnswer(new Secret(bytes), asked))));
  });

  it("chains are verified or refused", () => {
    const pins = { v: 1, checkpoints: {}, passwords: {} } as const;
    fc.assert(
      fc.property(
        fc.array(anyVersion, { maxLength: 3 }),
        fc.array(anyVersion, { maxLength: 3 }),
        (roster, releasePolicy) =>
          tame(() =>
            verifyChains({ shown: { roster, releasePolicy }, pins, typedHash: null, ownSpki: "", nowSeconds: 0 }),
          ),
      ),
    );
  });

  it("entries of a log are searched, and those of a later version passed over", async () => {
    const log = new StandInLog("broker");
    log.append("request.created", { account: "aws:123456789012", request: "R", d: { requestHash: "H" } });
    const known = log.entries.map((entry) => toBase64url(entry));
    await fc.assert(
      fc.asyncProperty(fc.array(anyJson, { maxLength: 5 }), async (others) => {
        const canonical = others.flatMap((bytes) => {
          try {
            return [toBase64url(canonicalBytes(JSON.parse(new TextDecoder().decode(bytes))))];
          } catch {
            return [];
          }
        });
        const entries = [...known, ...canonical];
        const door = {
          status: () => Promise.reject(new Error("not asked")),
          apply: () => Promise.reject(new Error("not asked")),
          log: () => Promise.resolve({ status: "done" as const, entries, size: entries.length }),
        };
        return (await findInLog(door, "H", entries.length)).account === "aws:123456789012";
      }),
    );
  });

  it("two versions are compared", () => {
    fc.assert(fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => tame(() => changesBetween(one, other))));
    fc.assert(fc.property(fc.jsonValue(), (one) => changesBetween(one, one).length === 0));
  });
});
