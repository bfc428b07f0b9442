import { GetAccountSummaryCommand, IAMClient, ListAccessKeysCommand } from "@aws-sdk/client-iam";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { organizationFileOf } from "../organization-file.ts";
import { startPretendAws, type PretendAws } from "../start-pretend-aws.ts";
import { trialKeys, type TrialKeys } from "../trial-keys.ts";

const summaryOnly = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "iam:GetAccountSummary", Resource: "*" }],
};
const trust = {
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Principal: { AWS: "arn:aws:iam::111111111111:root" },
      Action: ["sts:AssumeRole", "sts:SetSourceIdentity"],
    },
  ],
};
const organization = organizationFileOf({
  accounts: {
    "111111111111": {
      email: "one@corp.example",
      root: { password: {} },
      principals: [
        { arn: "user/admin", policies: ["AdministratorAccess"] },
        { arn: "role/narrow", trust, inline: { a: summaryOnly } },
      ],
    },
  },
});
const refusals = /^(ValidationError|MalformedPolicyDocumentException|PackedPolicyTooLargeException|AccessDenied)$/;
const known = fc.constantFrom("*", "iam:*", "iam:GetAccountSummary", "${aws:userid}", "::1%lo0/64", "arn:aws:iam::*");
const value = fc.oneof({ weight: 9, arbitrary: known }, { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) });
const effect = fc.oneof({ weight: 9, arbitrary: fc.constantFrom("Allow", "Deny") }, { weight: 1, arbitrary: known });
const operators = fc.constantFrom(
  "StringLike",
  "IpAddress",
  "Bool",
  "ForAnyValue:ArnLike",
  "DateLessThan",
  "Null",
  "X",
);
const condition = fc.dictionary(operators, fc.dictionary(fc.constantFrom("aws:SourceIp", "aws:userid", "a"), value));
const statement = fc.record(
  { Effect: effect, Action: value, Resource: value, Condition: condition, Sid: value },
  { requiredKeys: ["Effect", "Action", "Resource"] },
);
const shaped = fc
  .record({ Version: fc.constantFrom("2012-10-17", "2008-10-17"), Statement: fc.array(statement, { maxLength: 3 }) })
  .map((document) => JSON.stringify(document));

describe("AssumeRole with anything", () => {
  let aws: PretendAws;
  beforeAll(async () => {
    aws = await startPretendAws({ organization, seed: "any" });
  });
  afterAll(() => aws.close());
  const by = (credentials: TrialKeys) => ({ endpoint: aws.url, region: "us-east-1", maxAttempts: 1, credentials });

  it("gives a session that has no more than its role, or one of AWS's refusals", async () => {
    const sts = new STSClient(by(aws.credentialsFor("arn:aws:iam::111111111111:user/admin", 3600)));
    const nameOf = (failure: unknown) => (failure instanceof Error ? failure.name : "nothing");
    let sessions = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.option(fc.oneof(shaped, shaped, shaped, fc.string(), fc.json({ maxDepth: 3 })), { nil: undefined }),
        fc.option(fc.oneof(fc.string(), fc.constant("rw-1"), fc.constant("rw-2")), { nil: undefined }),
        async (Policy, SourceIdentity) => {
          const command = new AssumeRoleCommand({
            RoleArn: "arn:aws:iam::111111111111:role/narrow",
            RoleSessionName: "in",
            ...(Policy === undefined ? {} : { Policy }),
            ...(SourceIdentity === undefined ? {} : { SourceIdentity }),
          });
          const answer = await sts.send(command).catch((failure: unknown) => nameOf(failure));
          if (typeof answer === "string") {
            expect(answer).toMatch(refusals);
            return;
          }
          sessions += 1;
          const iam = new IAMClient(by(trialKeys(answer)));
          const more = await iam.send(new ListAccessKeysCommand({ UserName: "admin" })).catch(nameOf);
          expect(more).toBe("AccessDenied");
          const within = await iam.send(new GetAccountSummaryCommand({})).catch(nameOf);
          if (typeof within === "string") expect(within).toBe("AccessDenied");
        },
      ),
      { numRuns: 200 },
    );
    expect(sessions).toBeGreaterThan(20);
  });
});
