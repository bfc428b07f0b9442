import { allow, doc, full, simulateCase, type SimulateCase, type CaseMembers } from "../simulate-case.ts";

const policy = (statement: object): CaseMembers => ({ identity: [{ Version: "2012-10-17", Statement: statement }] });

/** Documents and requests that nobody can decide; the answer is the code of the error. */
export const malformedCases: readonly SimulateCase[] = [
  simulateCase(
    "an element that does not exist",
    policy({ Efect: "Allow", Action: "*", Resource: "*" }),
    "IAM_POLICY_ELEMENT",
  ),
  simulateCase(
    "an effect that does not exist",
    policy({ Effect: "allow", Action: "*", Resource: "*" }),
    "IAM_POLICY_VALUE",
  ),
  simulateCase("no effect", policy({ Action: "*", Resource: "*" }), "IAM_POLICY_SHAPE"),
  simulateCase("no action", policy({ Effect: "Allow", Resource: "*" }), "IAM_POLICY_SHAPE"),
  simulateCase(
    "Action and NotAction",
    policy({ Effect: "Allow", Action: "*", NotAction: "*", Resource: "*" }),
    "IAM_POLICY_SHAPE",
  ),
  simulateCase("no resource", policy({ Effect: "Allow", Action: "*" }), "IAM_POLICY_SHAPE"),
  simulateCase(
    "Resource and NotResource",
    policy({ Effect: "Allow", Action: "*", Resource: "*", NotResource: "*" }),
    "IAM_POLICY_SHAPE",
  ),
  simulateCase(
    "an action without a service",
    policy({ Effect: "Allow", Action: "GetObject", Resource: "*" }),
    "IAM_POLICY_VALUE",
  ),
  simulateCase("a version that does not exist", { identity: [{ ...full, Version: "2012-10-18" }] }, "IAM_POLICY_VALUE"),
  simulateCase("no statement", { identity: [{ Version: "2012-10-17" }] }, "IAM_POLICY_SHAPE"),
  simulateCase("a policy that is text", { identity: ["full"] }, "IAM_POLICY_SHAPE"),
  simulateCase("Principal in an identity policy", { identity: [doc(allow({ Principal: "*" }))] }, "IAM_POLICY_ELEMENT"),
  simulateCase(
    "NotPrincipal in an identity policy",
    { identity: [doc(allow({ NotPrincipal: "*" }))] },
    "IAM_POLICY_ELEMENT",
  ),
  simulateCase("Principal in a boundary", { boundary: [doc(allow({ Principal: "*" }))] }, "IAM_POLICY_ELEMENT"),
  simulateCase("Principal in an SCP", { scps: [[doc(allow({ Principal: "*" }))]] }, "IAM_POLICY_ELEMENT"),
  simulateCase("no Principal in a resource policy", { resourcePolicy: full }, "IAM_POLICY_SHAPE"),
  simulateCase(
    "a Principal in an RCP that is not everybody",
    { rcps: [[doc(allow({ Principal: { AWS: "111111111111" } }))]] },
    "IAM_POLICY_VALUE",
  ),
  simulateCase(
    "a pattern as Principal",
    { resourcePolicy: doc(allow({ Principal: { AWS: "arn:aws:iam::*:root" } })) },
    "IAM_POLICY_VALUE",
  ),
  simulateCase(
    "a kind of principal that does not exist",
    { resourcePolicy: doc(allow({ Principal: { Aws: "*" } })) },
    "IAM_POLICY_ELEMENT",
  ),
  simulateCase(
    "Resource in a trust policy",
    {
      action: "sts:AssumeRole",
      resource: "arn:aws:iam::111111111111:role/r",
      resourcePolicy: doc(allow({ Principal: "*" })),
    },
    "IAM_POLICY_ELEMENT",
  ),
  simulateCase(
    "NotPrincipal in a trust policy",
    {
      action: "sts:AssumeRole",
      resource: "arn:aws:iam::111111111111:role/r",
      resourcePolicy: { Statement: { Effect: "Deny", NotPrincipal: "*", Action: "*" } },
    },
    "IAM_POLICY_ELEMENT",
  ),
  simulateCase(
    "a condition that is a list",
    policy({ Effect: "Allow", Action: "*", Resource: "*", Condition: [] }),
    "IAM_POLICY_SHAPE",
  ),
  simulateCase(
    "a condition value that is an object",
    { identity: [doc(allow({ Condition: { Bool: { "a:b": {} } } }))] },
    "IAM_POLICY_SHAPE",
  ),
  simulateCase("an action with a wildcard in the request", { action: "s3:*" }, "POLICY_REQUEST_SHAPE"),
  simulateCase("a resource that is no ARN", { resource: "bucket" }, "POLICY_REQUEST_SHAPE"),
  simulateCase(
    "a principal whose kind the ARN does not tell",
    { principal: { arn: "arn:aws:iam::111111111111:group/g" } },
    "POLICY_REQUEST_PRINCIPAL",
  ),
  simulateCase("a key twice, in two cases", { context: { "a:b": "1", "A:B": "1" } }, "POLICY_REQUEST_CONTEXT"),
];
