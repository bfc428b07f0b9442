import { describe, expect, it } from "vitest";
import { prover } from "../../iam/prove/prover.ts";
import { escalationEdges } from "../edges/escalation-edges.ts";
import { becomes } from "./becomes.ts";
import { moveFilter } from "./can-move.ts";
import { modelForTest, type TestAccount } from "./model-for-test.ts";

const engine = prover();
const filter = moveFilter();
const doc = (...Statement: readonly object[]): object => ({ Version: "2012-10-17", Statement });
const allow = (Action: unknown, Resource: unknown = "*"): object => doc({ Effect: "Allow", Action, Resource });
const service = (name: string): object =>
  doc({ Effect: "Allow", Principal: { Service: `${name}.amazonaws.com` }, Action: "sts:AssumeRole" });

/** Lines such as `eve > role: certain iam-create-access-key`. */
function told(test: TestAccount): readonly string[] {
  const name = (arn: string): string => arn.slice(arn.lastIndexOf("/") + 1);
  const found = becomes(modelForTest(test), {
    engine,
    filter,
    withRoots: false,
    finder: (model) => escalationEdges(model, engine),
  });
  return found
    .map(
      ({ from, to, certainty, escalations, isWithoutMfa }) =>
        `${name(from)} > ${name(to)}: ${certainty} ${escalations.join("+")}${isWithoutMfa ? "" : " with MFA"}`,
    )
    .sort();
}

describe("who becomes whom", () => {
  it("tells each step to another principal, and everybody who gets to be administrator", () => {
    const principals = [
      { name: "eve", identity: [allow("iam:CreateAccessKey", "arn:aws:iam::*:user/mid")] },
      {
        name: "mid",
        identity: [allow("iam:PassRole"), allow(["lambda:CreateFunction", "lambda:InvokeFunction"])],
      },
      { name: "adm", trust: service("lambda"), identity: [allow("*")] },
      { name: "idle", identity: [allow("s3:*")] },
    ];
    expect(told({ principals })).toEqual([
      "adm > administrator: certain ",
      "eve > administrator: certain iam-create-access-key+lambda-new-function-invoke",
      "eve > mid: certain iam-create-access-key",
      "mid > adm: certain lambda-new-function-invoke",
      "mid > administrator: certain lambda-new-function-invoke",
    ]);
  });

  it("tells of a way through an own device, and of one that takes MFA", () => {
    const noMfa = { Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } } };
    const guard = doc({
      Effect: "Deny",
      NotAction: ["iam:CreateVirtualMFADevice", "iam:EnableMFADevice"],
      Resource: "*",
      ...noMfa,
    });
    const eve = { name: "eve", identity: [allow("*"), guard] };
    expect(told({ principals: [{ ...eve, devices: 0 }] })).toEqual([
      "eve > administrator: certain mfa-self-enrol-first-device",
    ]);
    expect(told({ principals: [{ ...eve, devices: 1 }] })).toEqual(["eve > administrator: certain  with MFA"]);
  });
});
