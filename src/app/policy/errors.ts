import { errorRows } from "../../domain/core/error-row.ts";

/** What can be wrong with a request to simulate. */
export const policyErrors = errorRows({
  POLICY_REQUEST_SHAPE: {
    http: 400,
    exit: 2,
    title: "The request has a wrong shape",
    hint: "Compare the place given with docs/formats/policy-simulate.md. The file holds one request or a list of them.",
  },
  POLICY_REQUEST_PRINCIPAL: {
    http: 400,
    exit: 2,
    title: "The request's principal is not one that can be evaluated",
    hint: 'Give the ARN of a user, role, session, root or identity provider, a service host, or "anonymous"; or say its kind.',
  },
  POLICY_REQUEST_CONTEXT: {
    http: 400,
    exit: 2,
    title: "The request's context names one key twice",
    hint: "Condition keys ignore upper and lower case. Keep one of the two.",
  },
  POLICY_SOURCE_FOREIGN: {
    http: 422,
    exit: 2,
    title: "The file holds something else than policies",
    hint: "Give a policy document, the answer of `aws iam get-account-authorization-details` or of an `aws iam get-…-policy` call, or a Terraform plan as `terraform show -json plan.out > plan.json` writes it.",
  },
  POLICY_SOURCE_ENCODING: {
    http: 422,
    exit: 2,
    title: "The file is not UTF-8 text",
    hint: "Save it as UTF-8. Windows PowerShell 5 writes UTF-16 with `>`: pipe to `Out-File -Encoding utf8` instead.",
  },
  POLICY_SOURCE_CHARACTER: {
    http: 422,
    exit: 2,
    title: "The policy has a character that IAM does not accept",
    hint: "IAM takes tab, line feed, carriage return and U+0020 to U+00FF only. Replace the character, or match it with ? or *.",
  },
  POLICY_SOURCE_SHAPE: {
    http: 422,
    exit: 2,
    title: "The file has not the form that its kind has",
    hint: "Compare the place given with docs/formats/policy-sources.md. Write the file again with the command given there.",
  },
  POLICY_SOURCE_NEWER: {
    http: 422,
    exit: 2,
    title: "The Terraform plan has a format that this version does not know",
    hint: "Update Rootward, or write the plan with a Terraform of format_version 1.",
  },
  POLICY_DETAILS_WANTED: {
    http: 400,
    exit: 2,
    title: "The file is not the answer of iam:GetAccountAuthorizationDetails",
    hint: "Write it with `aws iam get-account-authorization-details > details.json`, all pages of it.",
  },
  POLICY_DETAILS_POINTER: {
    http: 400,
    exit: 2,
    title: "A document of the file only points to a snapshot",
    hint: "Give the snapshot that the file belongs to with --from.",
  },
});
