import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readConfiguration, readResourcePolicy, readStatements } from "./read-signin-answer.ts";

describe("answers of the Sign-In service", () => {
  it("give a policy with IAM's element names, whose conditions stay as they are", () => {
    const answer = {
      signinResourceBasedPolicy: {
        version: "2012-10-17",
        statement: [
          {
            sid: "x",
            effect: "Deny",
            principal: "*",
            action: ["signin:Authenticate"],
            resource: "*",
            condition: { StringEquals: { "aws:SourceVpc": "vpc-1" } },
          },
        ],
      },
    };
    expect(readResourcePolicy(answer)).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "x",
          Effect: "Deny",
          Principal: "*",
          Action: ["signin:Authenticate"],
          Resource: "*",
          Condition: { StringEquals: { "aws:SourceVpc": "vpc-1" } },
        },
      ],
    });
    expect(readResourcePolicy({})).toBeNull();
  });

  it("never read as a wall, nor as none, when the flag is missing", () => {
    expect(() => readConfiguration({ scope: "ACCOUNT" })).toThrow(TypeError);
    expect(readConfiguration({ consoleAuthorizationEnabled: true, scope: "ACCOUNT" })).toEqual({
      enabled: true,
      scope: "ACCOUNT",
    });
  });

  it("of any JSON give a value or a TypeError, which the session calls unreadable", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (answer) => {
        for (const read of [readConfiguration, readResourcePolicy, readStatements]) {
          try {
            read(answer);
          } catch (thrown) {
            expect(thrown).toBeInstanceOf(TypeError);
          }
        }
      }),
    );
  });
});
