import { spawnSync } from "node:child_process";
import * as fc from "fast-check";
import { createGuardrails, generateSync } from "otplib";
import { describe, expect, it } from "vitest";
import { requireOracle } from "../../../../test/oracle.ts";
import { program } from "../../../../test/oracles/program.ts";
import { Secret } from "../../core/secret.ts";
import { toBase32 } from "../../crypto/base32.ts";
import { totpCode } from "./totp-code.ts";
import { stepAt } from "./totp-step.ts";

const oathtool = await program("oathtool", ["oathtool", "--version"]);
const hashes = { "SHA-1": "sha1", "SHA-256": "sha256", "SHA-512": "sha512" } as const;

const cases = fc.record({
  // otplib takes no seed under 16 bytes.
  seed: fc.uint8Array({ minLength: 16, maxLength: 64 }),
  seconds: fc.integer({ min: 0, max: 4_000_000_000 }),
  hash: fc.constantFrom("SHA-1", "SHA-256", "SHA-512"),
  digits: fc.constantFrom(6, 8),
});

describe("codes of random seeds, times, hashes and lengths", () => {
  it("are oathtool's, 10,000 of them", (context) => {
    requireOracle(oathtool, context);
    const inOneRun = 100;
    fc.assert(
      fc.property(cases, ({ seed, seconds, hash, digits }) => {
        const asked = [`--totp=${hashes[hash]}`, "-b", "-d", `${digits}`, "-N", `@${seconds}`, "-w", `${inOneRun - 1}`];
        const ended = spawnSync("oathtool", [...asked, toBase32(seed)], { encoding: "utf8" });
        expect(ended.stderr).toBe("");
        const from = stepAt(1000 * seconds);
        const ours = Array.from({ length: inOneRun }, (_, at) =>
          totpCode(new Secret(seed), from + at, { hash, digits, periodSeconds: 30 }).reveal(),
        );
        expect(ours).toEqual(ended.stdout.trim().split("\n"));
      }),
      { numRuns: 100 },
    );
  });

  it("are otplib's", () => {
    const guardrails = createGuardrails({ MAX_SECRET_BYTES: 64 });
    fc.assert(
      fc.property(cases, ({ seed, seconds, hash, digits }) => {
        const theirs = generateSync({
          secret: seed,
          epoch: seconds,
          algorithm: hashes[hash],
          digits,
          period: 30,
          guardrails,
        });
        const ours = totpCode(new Secret(seed), stepAt(1000 * seconds), { hash, digits, periodSeconds: 30 });
        expect(ours.reveal()).toBe(theirs);
      }),
      { numRuns: 1000 },
    );
  });
});
