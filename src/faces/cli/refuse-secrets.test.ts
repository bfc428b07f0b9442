import { describe, expect, it } from "vitest";
import { CodedError } from "../../domain/core/coded-error.ts";
import { refuseSecrets } from "./refuse-secrets.ts";

// Made up for this test; AWS documents the first two as examples.
const secrets = [
  "AKIAIOSFODNN7EXAMPLE",
  "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
  "-----BEGIN RSA PRIVATE KEY-----",
  "AGE-SECRET-KEY-1QQQ",
  "AGE-SECRET-KEY-PQ-1QQQ",
  "otpauth://totp/x?secret=JBSWY3DPEHPK3PXP",
  "otpauth-migration://offline?data=CjEK",
];

describe("a secret on the command line", () => {
  it.each(secrets)("is refused and not repeated: %s", (secret) => {
    for (const argv of [
      ["scan", "--profile", secret],
      ["scan", `--profile=${secret}`],
      ["scan", `-p${secret}`],
      ["scan", `-p=${secret}`],
      ["scan", secret],
    ]) {
      try {
        refuseSecrets(argv);
        expect.unreachable("it was taken");
      } catch (error) {
        expect(error).toBeInstanceOf(CodedError);
        expect(String(error)).not.toContain(secret);
      }
    }
  });

  it("is not seen in ordinary values", () => {
    const argv = [
      "scan",
      "--role-arn",
      "arn:aws:iam::111122223333:role/RootwardCentralReaderForTheOrganization",
      "--from",
      "./a/very/long/path/to/a/snapshot/dir/0001",
      "da39a3ee5e6b4b0d3255bfef95601890afd80709",
      "root-mfa",
    ];
    expect(() => refuseSecrets(argv)).not.toThrow();
  });
});
