import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AwsError } from "../../../../domain/snapshot/calls/aws-error.ts";
import { refusedDeed } from "./refused-deed.ts";

const error = (code: string, message: string, httpStatus = 403): AwsError => ({
  code,
  message,
  httpStatus,
  network: null,
});
const action = "s3:DeleteBucketPolicy";
const user = "User: arn:aws:sts::1:assumed-role/r/s is not authorized to perform: s3:DeleteBucketPolicy";
const advised = (message: string, code = "AccessDenied") => refusedDeed(action, error(code, message), []).advice;

describe("a refused deed", () => {
  it.each<[string, string | undefined]>([
    ["because no identity-based policy allows the action", "Add s3:DeleteBucketPolicy to the policy of the principal."],
    [
      "with an explicit deny in a service control policy",
      "A service control policy denies it; adding an Allow will not help.",
    ],
    [
      "because no service control policy allows the action",
      "No service control policy on the account's path allows it; adding an Allow elsewhere will not help.",
    ],
    [
      "with an explicit deny in an identity-based policy",
      "An identity policy of the principal denies it; adding an Allow will not help.",
    ],
    [
      "because no permissions boundary allows the action",
      "The permissions boundary of the principal does not let it through.",
    ],
    ["because no session policy allows the action", "The session policy does not let it through."],
    ["with an explicit deny in a resource-based policy", "A resource policy does not let it through."],
    ["for a reason that AWS has not told before", undefined],
  ])("advises on %s", (because, advice) => {
    expect(advised(`${user} ${because}`)).toBe(advice);
    expect(advised(`${user} ${because}`, "AccessDeniedException")).toBe(advice);
  });

  it("reads the whole message for its advice, and shows 300 characters of it", () => {
    const long = `${user} on resource: "arn:aws:s3:::${"b".repeat(400)}" with an explicit deny in a service control policy`;
    const deed = refusedDeed(action, error("AccessDenied", long), []);
    expect(deed.advice).toContain("service control policy");
    expect(deed.message).toHaveLength(300);
    expect(deed.message.endsWith("…")).toBe(true);
    expect(long.startsWith(deed.message.slice(0, -1))).toBe(true);
  });

  it("spells codes one way, and an unreadable one as its HTTP status", () => {
    const code = (text: string, status = 400) => refusedDeed(action, error(text, "", status), []).code;
    expect(code("com.amazon#ConflictException:http://x/")).toBe("Conflict");
    expect(code("NoSuchBucket")).toBe("NoSuchBucket");
    expect(code("", 502)).toBe("HTTP502");
    expect(code("\u001B[31mOdd code")).toBe("31mOddcode");
  });

  it("tells the clock, a foreign session and the global STS endpoint", () => {
    const sts = (code: string, message: string) => refusedDeed("sts:AssumeRoot", error(code, message), []).advice;
    expect(sts("InvalidAction", "x")).toBe("The global STS endpoint does not know this call. Use a regional one.");
    expect(sts("InvalidClientTokenId", "x")).toBe("AWS does not know this session. Ask for a new one.");
    expect(sts("RequestTimeTooSkewed", "x")).toContain("clock");
    const silent: AwsError = { code: "", message: "no answer", httpStatus: null, network: "timeout" };
    expect(refusedDeed("sts:AssumeRoot", silent, [])).toMatchObject({
      code: "Unreachable",
      message: "no answer in time: no answer",
      advice: expect.stringContaining("a session that nobody holds"),
    });
  });

  it("keeps no encoded authorization message and no canonical request", () => {
    const shown = (message: string) => refusedDeed(action, error("SignatureDoesNotMatch", message), []).message;
    expect(shown("not authorized. Encoded authorization failure message: AbC123")).toBe("not authorized.");
    const mismatch =
      "does not match the signature you provided.\n\nThe Canonical String for this request should be 'GET\n";
    expect(shown(`${mismatch}x-amz-security-token:TOKEN`)).toBe("does not match the signature you provided.");
  });

  it("never holds a secret, however AWS quotes it, nor what could steer a terminal", () => {
    const secret = fc
      .string({ minLength: 6, maxLength: 40 })
      .filter((text) => text.trim() === text && !/\s/.test(text));
    const base64 = fc.stringMatching(/^[A-Za-z0-9+/]{20,80}={0,2}$/);
    fc.assert(
      fc.property(fc.string(), base64, fc.string({ unit: "binary" }), fc.boolean(), (before, key, after, coded) => {
        const quoted = coded ? encodeURIComponent(key) : key;
        const deed = refusedDeed(action, error(quoted, `${before}${quoted}${after}`), [key]);
        const shown = `${deed.code} ${deed.message}`;
        expect(shown).not.toContain(key);
        expect(shown).not.toContain(quoted);
        expect(shown).not.toContain(key.replace(/[^\w.-]/g, ""));
        expect(shown).not.toMatch(/\p{Cc}/u);
        expect(deed.message.length).toBeLessThanOrEqual(300);
      }),
      { numRuns: 50 },
    );
    fc.assert(
      fc.property(secret, (key) => {
        const deed = refusedDeed(action, error("Invalid", `Value '${key}' at 'otp' failed`), [key]);
        if (key.length >= 4) expect(deed.message).not.toContain(key);
      }),
    );
  });
});
