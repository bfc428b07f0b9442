import * as fc from "fast-check";
import { places, type Statement } from "./places.ts";

const isRoot = { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:root" } };
const exempt = fc.option(
  fc
    .tuple(fc.constantFrom("*", ...places.members), fc.nat(3))
    .map(([id, nth]) => ({ ArnNotLike: { "aws:PrincipalArn": `arn:aws:iam::${id}:role/p${nth}` } })),
  { freq: 1 },
);
const denyTo = (Action: string | readonly string[]): fc.Arbitrary<Statement> =>
  exempt.map((Condition) => ({
    Effect: "Deny",
    Action,
    Resource: "*",
    ...(Condition === null ? {} : { Condition }),
  }));

const anyScpStatement: fc.Arbitrary<Statement> = fc.oneof(
  denyTo("account:PutContactInformation"),
  denyTo(["account:Put*", "account:Delete*", "aws-portal:ModifyAccount"]),
  denyTo("organizations:LeaveOrganization"),
  denyTo(["signin:Delete*", "signin:Put*"]),
  denyTo("sts:AssumeRoot"),
  denyTo("sts:AssumeRole"),
  denyTo(["account:StartPrimaryEmailUpdate", "account:AcceptPrimaryEmailUpdate"]),
  fc.constantFrom(...places.domains).map((domain) => ({
    Effect: "Deny",
    Action: ["account:StartPrimaryEmailUpdate", "account:AcceptPrimaryEmailUpdate"],
    Resource: "*",
    Condition: { StringNotEquals: { "account:EmailTargetDomain": domain } },
  })),
  fc.constant({ Effect: "Deny", Action: "*", Resource: "*", Condition: isRoot }),
  fc.constant({
    Effect: "Deny",
    Action: "*",
    Resource: "*",
    Condition: { ...isRoot, BoolIfExists: { "aws:AssumedRoot": "false" } },
  }),
  fc.constant({ Effect: "Deny", Action: "iam:CreateLoginProfile", Resource: "*" }),
  fc.constant({ Effect: "Deny", Action: "iam:DeactivateMFADevice", Resource: "*", Condition: isRoot }),
);

/** An SCP beside `p-FullAWSAccess`, or one that takes its place: then it allows all but a few actions. */
export const anyScp: fc.Arbitrary<{ readonly statements: readonly Statement[]; readonly isWhole: boolean }> = fc.oneof(
  {
    arbitrary: fc
      .array(anyScpStatement, { minLength: 1, maxLength: 3 })
      .map((statements) => ({ statements, isWhole: false })),
    weight: 6,
  },
  {
    arbitrary: fc
      .subarray(
        ["account:PutContactInformation", "organizations:LeaveOrganization", "signin:Delete*", "sts:AssumeRoot"],
        {
          minLength: 1,
        },
      )
      .map((NotAction) => ({ statements: [{ Effect: "Allow", NotAction, Resource: "*" }], isWhole: true })),
    weight: 1,
  },
);

type Phase = "both" | "before" | "after";

const rcpWall = (phase: Phase, place: Statement): readonly Statement[] => {
  const at = (key: string) => ({ ArnLike: { [key]: "arn:aws:iam::*:root" }, ...place });
  const base = { Effect: "Deny", Principal: "*", Resource: "*" };
  const before = { ...base, Action: "signin:Authenticate", Condition: at("signin:PrincipalArn") };
  const after = {
    ...base,
    Action: ["signin:AuthorizeOAuth2Access", "signin:CreateOAuth2Token"],
    Condition: at("aws:PrincipalArn"),
  };
  return phase === "both" ? [before, after] : phase === "before" ? [before] : [after];
};

const phases: fc.Arbitrary<Phase> = fc.constantFrom("both", "both", "both", "before", "after");

/** An RCP: most often a wall before root's sign-in, for all or for all but a network; else one on assuming roles. */
export const anyRcp: fc.Arbitrary<readonly Statement[]> = fc.oneof(
  phases.map((phase) => rcpWall(phase, {})),
  phases.map((phase) => rcpWall(phase, { NotIpAddressIfExists: { "aws:SourceIp": [places.network] } })),
  fc.constant([
    {
      Effect: "Deny",
      Principal: "*",
      Action: "sts:AssumeRole",
      Resource: "*",
      Condition: { StringNotEqualsIfExists: { "aws:PrincipalOrgID": places.organization } },
    },
  ]),
  fc.constant([{ Effect: "Deny", Principal: "*", Action: "sts:AssumeRoot", Resource: "*" }]),
);
