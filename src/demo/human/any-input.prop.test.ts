import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { organizationFileOf } from "../organization-file.ts";
import { signedCall } from "../signin/signed-call.ts";
import { startPretendAws, type PretendAws } from "../start-pretend-aws.ts";
import { controlOf } from "./actor.ts";
import { base32 } from "./base32.ts";
import { makePerson, type Person } from "./person.ts";

const organization = organizationFileOf({
  organization: { id: "o-anyinputab", trusted: ["account.amazonaws.com"] },
  ous: { "r-anyi": {} },
  accounts: {
    "111111111111": {
      role: "management",
      email: "root@corp.example",
      root: { password: { value: "fictional" } },
      principals: [{ arn: "user/admin", policies: ["AdministratorAccess"] }],
    },
    "222222222222": { email: "two@corp.example", root: "none", buckets: { bucket: {} }, queues: { queue: {} } },
  },
});
const names = [
  "AccountId",
  "PrimaryEmail",
  "Otp",
  "ContactInformation",
  "AlternateContactType",
  "targetId",
  "sourceIp",
  "excludedPrincipal",
  "statementId",
  "clientToken",
  "maxResults",
  "nextToken",
  "email",
  "password",
  "from",
  "pending",
  "serial",
  "token",
  "call",
  "code",
  "mailbox",
  "phone",
  "otp",
];
const known = fc.constantFrom(
  "222222222222",
  "root@corp.example",
  "SECURITY",
  "o-anyinputab",
  "",
  "+1 555 0100",
  "null",
);
const bodies = fc.dictionary(fc.constantFrom(...names), fc.oneof(known, fc.jsonValue({ maxDepth: 3 })));
const accountPaths = [
  "getContactInformation",
  "putContactInformation",
  "getAlternateContact",
  "putAlternateContact",
  "deleteAlternateContact",
  "getPrimaryEmail",
  "getPrimaryEmailUpdateStatus",
  "startPrimaryEmailUpdate",
  "acceptPrimaryEmailUpdate",
  "getAccountInformation",
  "sendPhoneNumberVerification",
  "verifyPhoneNumber",
];
const signinPaths = [
  "get-console-authorization-configuration",
  "put-console-authorization-configuration",
  "delete-console-authorization-configuration",
  "get-resource-policy",
  "list-resource-permission-statements",
  "put-resource-permission-statement",
  "delete-resource-permission-statement",
];
const humanPaths = [
  "claim",
  "signin",
  "signin/mfa",
  "forgot-password",
  "new-password",
  "troubleshoot-mfa",
  "troubleshoot-mfa/mail",
  "troubleshoot-mfa/phone",
  "root-email",
  "root-email/confirm",
];
const either = <T>(of: readonly T[]) => fc.constantFrom(...of);

describe("any input is answered, never with a crash", () => {
  let aws: PretendAws;
  let person: Person;
  beforeAll(async () => {
    aws = await startPretendAws({ organization });
    person = await makePerson(aws, "anybody", []);
  });
  afterAll(() => aws.close());

  it("by Account Management and Sign-In", async () => {
    const asked = fc.oneof(
      either(accountPaths).map((path) => ({ service: "account", path: `/${path}` })),
      either(signinPaths).map((path) => ({ service: "signin", path: `/${path}` })),
    );
    const keys = aws.credentialsFor("arn:aws:iam::111111111111:user/admin");
    const check = async ({ service, path }: { service: string; path: string }, body: Record<string, unknown>) => {
      const answer = await signedCall(aws.url, keys, { service, region: "us-east-1" }, { path, body });
      expect([path, body, answer.status < 500]).toEqual([path, body, true]);
    };
    await fc.assert(fc.asyncProperty(asked, bodies, check), { numRuns: 250 });
  });

  it("by the human pages", async () => {
    const check = async (path: string, body: Record<string, unknown>) => {
      const response = await fetch(`${aws.url}/_human/${path}`, {
        method: "POST",
        headers: { authorization: `Bearer ${person.token}` },
        body: JSON.stringify(body),
      });
      expect([path, body, response.status < 500]).toEqual([path, body, true]);
    };
    await fc.assert(fc.asyncProperty(either(humanPaths), bodies, check), { numRuns: 250 });
  });

  it("by the readers of seeds and controls", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const bytes = base32(text);
        expect(bytes === null || bytes.length <= text.length).toBe(true);
        expect(controlOf(text) ?? "none").toBeDefined();
      }),
    );
  });
});
