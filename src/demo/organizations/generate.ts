import { organizationFileOf, type OrganizationFile, type OrganizationFileInput } from "../organization-file.ts";

/** What a made-up organization should be like. */
export interface GenerateAsk {
  /** Members besides management, 0..20,000. */
  readonly accounts: number;
  /** Equal seeds give equal organizations. */
  readonly seed?: number;
  /** Principals in each member; 40 when missing. */
  readonly principals?: number;
  /** Shares of the members, 0..1; see the organization file's `generate.mix`. */
  readonly mix?: NonNullable<OrganizationFileInput["generate"]>["mix"];
}

const usualMix = { noPassword: 0.33, noMfa: 0.14, sharedMailbox: 0.5, sharedPhone: 0.8, securityContact: 0.6 };
const reads = [
  "account:Get*",
  "iam:GenerateCredentialReport",
  "iam:Get*",
  "iam:List*",
  "organizations:Describe*",
  "organizations:List*",
  "signin:Get*",
  "signin:List*",
];

/**
 * An organization of any size for benchmarks: one root with four OUs, an SCP on one of them, central root access on, a
 * reader role in every member and `role/RootwardCentral` in management, which may assume it and run the audit task.
 */
export function generate({ accounts, seed = 7, principals = 40, mix = usualMix }: GenerateAsk): OrganizationFile {
  return organizationFileOf({
    organization: {
      id: "o-generated1",
      trusted: ["iam.amazonaws.com", "account.amazonaws.com"],
      rootFeatures: ["RootCredentialsManagement", "RootSessions"],
    },
    ous: {
      "r-gene": {
        children: {
          "ou-gene-production": { name: "Production", scp: ["p-FullAWSAccess", "keep-contacts"] },
          "ou-gene-staging001": { name: "Staging" },
          "ou-gene-develop001": { name: "Development" },
          "ou-gene-sandboxes1": { name: "Sandboxes" },
        },
      },
    },
    policies: {
      "keep-contacts": {
        type: "SCP",
        document: statements({ Effect: "Deny", Action: "account:Put*", Resource: "*" }),
      },
      RootwardCentral: {
        type: "managed",
        document: statements(
          { Effect: "Allow", Action: reads, Resource: "*" },
          { Effect: "Allow", Action: "sts:AssumeRole", Resource: "arn:aws:iam::*:role/RootwardReader" },
          {
            Effect: "Allow",
            Action: "sts:AssumeRoot",
            Resource: "arn:aws:iam::*:root",
            Condition: {
              StringEquals: {
                "sts:TaskPolicyArn": "arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials",
              },
            },
          },
        ),
      },
    },
    accounts: {
      "111111111111": {
        role: "management",
        name: "management",
        email: "aws-root@corp.example",
        root: { password: { changed: "2024-01-02" }, mfa: [{ kind: "fido" }] },
        contact: { phone: "+1 206 555 0100", verification: "VERIFIED" },
        principals: [
          { arn: "role/RootwardCentral", trust: "account", policies: ["RootwardCentral"] },
          { arn: "role/OrganizationAdmin", trust: "sso", policies: ["AdministratorAccess"] },
        ],
      },
    },
    generate: { accounts, seed, principals, mix, readerRole: "RootwardReader" },
  });
}

function statements(...list: readonly object[]): Record<string, unknown> {
  return { Version: "2012-10-17", Statement: list };
}
