import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CodedError } from "../../../domain/core/coded-error.ts";
import { modelsOfDetails } from "./models-of-details.ts";

const policy = { Version: "2012-10-17", Statement: { Effect: "Allow", Action: "*", Resource: "*" } };
const text = JSON.stringify({
  UserDetailList: [
    {
      UserName: "a",
      UserId: "A",
      Arn: "arn:aws:iam::111111111111:user/a",
      GroupList: ["g"],
      UserPolicyList: [{ PolicyName: "p", PolicyDocument: encodeURIComponent(JSON.stringify(policy)) }],
      PermissionsBoundary: { PermissionsBoundaryArn: "arn:aws:iam::111111111111:policy/m" },
    },
  ],
  GroupDetailList: [
    {
      GroupName: "g",
      GroupId: "G",
      Arn: "arn:aws:iam::111111111111:group/g",
      GroupPolicyList: [{ PolicyName: "p", PolicyDocument: policy }],
    },
  ],
  RoleDetailList: [
    { RoleName: "r", RoleId: "R", Arn: "arn:aws:iam::111111111111:role/r", AssumeRolePolicyDocument: policy },
  ],
  Policies: [
    {
      PolicyName: "m",
      Arn: "arn:aws:iam::111111111111:policy/m",
      PolicyVersionList: [
        { Document: policy, VersionId: "v2", IsDefaultVersion: true },
        { Document: policy, VersionId: "v1", IsDefaultVersion: false },
      ],
    },
  ],
});

/** Whether the text gives models or a coded error; anything else throws. */
async function outcome(given: string): Promise<"models" | "error"> {
  try {
    const { models } = await modelsOfDetails(given, "f.json", 0);
    for (const { model } of models) expect(model.account).toMatch(/^[0-9]{12}$/);
    return "models";
  } catch (error) {
    if (error instanceof CodedError) return "error";
    throw error;
  }
}

describe("authorization details of any text", () => {
  it("that is one gives models", async () => {
    expect(await outcome(text)).toBe("models");
    expect(await outcome(`\uFEFF[${text}]`)).toBe("models");
  });

  it("give models or a coded error", async () => {
    const bytes = fc.oneof(fc.string(), fc.json(), fc.json().map(encodeURIComponent));
    await fc.assert(fc.asyncProperty(bytes, async (given) => void (await outcome(given))));
  });

  it("with a part replaced give models or a coded error", async () => {
    const cut = fc.tuple(
      fc.nat(text.length),
      fc.nat(40),
      fc.oneof(fc.string({ maxLength: 8 }), fc.constantFrom("null", "{}", "[]", '"', "%", "{", "}", "false", "1")),
    );
    await fc.assert(
      fc.asyncProperty(cut, async ([at, length, by]) => {
        await outcome(text.slice(0, at) + by + text.slice(at + length));
      }),
      { numRuns: 400 },
    );
  });
});
