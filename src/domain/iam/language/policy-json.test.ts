import { describe, expect, it } from "vitest";
import { parsePolicy } from "./parse-policy.ts";
import { policyJson } from "./policy-json.ts";

describe("a policy written as JSON", () => {
  it.each([
    [
      "identity",
      { Version: "2012-10-17", Statement: { Effect: "Allow", Action: "s3:*", Resource: ["a:b:c:d:e:f", "*"] } },
    ],
    [
      "identity",
      {
        Statement: [
          {
            Sid: "x",
            Effect: "Deny",
            NotAction: ["iam:*"],
            NotResource: "*",
            Condition: { Bool: { "aws:x": false }, bool: { "aws:y": ["a", "b"] } },
          },
        ],
      },
    ],
    [
      "trust",
      {
        Version: "2012-10-17",
        Statement: {
          Effect: "Allow",
          Principal: { AWS: ["1", "111122223333"].slice(1), Service: "ec2.amazonaws.com" },
          Action: "sts:AssumeRole",
        },
      },
    ],
    [
      "resource",
      {
        Version: "2012-10-17",
        Statement: {
          Effect: "Deny",
          NotPrincipal: { AWS: "arn:aws:iam::111122223333:root" },
          Action: "s3:*",
          Resource: "*",
        },
      },
    ],
    [
      "resource",
      { Version: "2012-10-17", Statement: { Effect: "Allow", Principal: "*", Action: "s3:*", Resource: "*" } },
    ],
  ] as const)("of kind %s reads back as the same policy", (kind, document) => {
    const policy = parsePolicy(document, kind);
    expect(parsePolicy(policyJson(policy), kind)).toEqual(policy);
  });
});
