import { organizationFileOf, type OrganizationFile, type OrganizationFileInput } from "./organization-file.ts";

/** Account ids of the organization for trials. */
export const trialIds = {
  management: "111111111111",
  /** Delegated administrator for iam.amazonaws.com. */
  delegate: "222222222222",
  /** A member with every kind of root credential. */
  full: "333333333333",
  /** A member without any, in the guarded OU. */
  bare: "444444444444",
  suspended: "555555555555",
  standalone: "666666666666",
} as const;

const allow = (action: string | readonly string[], condition?: Readonly<Record<string, unknown>>) => ({
  Version: "2012-10-17",
  Statement: [
    { Effect: "Allow", Action: action, Resource: "*", ...(condition === undefined ? {} : { Condition: condition }) },
  ],
});

const admin = { arn: "user/admin", policies: ["AdministratorAccess"] };

const input = {
  organization: {
    id: "o-trial00000",
    trusted: ["iam.amazonaws.com", "account.amazonaws.com"],
    rootFeatures: ["RootCredentialsManagement", "RootSessions"],
    delegates: { "iam.amazonaws.com": [trialIds.delegate] },
  },
  ous: { "r-tr00": { children: { "ou-tr00-guarded0": { name: "Guarded", scp: ["p-FullAWSAccess", "guard"] } } } },
  policies: {
    guard: {
      type: "SCP",
      document: {
        Version: "2012-10-17",
        Statement: [
          { Effect: "Deny", Action: ["account:PutContactInformation", "iam:DeleteLoginProfile"], Resource: "*" },
          { Effect: "Deny", Action: "organizations:LeaveOrganization", Resource: "*" },
        ],
      },
    },
    fence: { type: "managed", document: allow(["iam:*", "s3:*"]) },
    "deny-keys": {
      type: "managed",
      document: {
        Version: "2012-10-17",
        Statement: [
          { Effect: "Deny", Action: "iam:CreateAccessKey", Resource: "*" },
          { Effect: "Allow", Action: "*", Resource: "*" },
        ],
      },
    },
  },
  accounts: {
    [trialIds.management]: {
      role: "management",
      name: "Corp",
      email: "root@corp.example",
      created: "2020-02-03",
      root: { password: { changed: "2023-04-02", lastUsed: "2024-05-06T07:08:09Z" }, mfa: [{ kind: "fido" }] },
      contact: { phone: "+1 555 0100", verification: "VERIFIED" },
      principals: [
        admin,
        {
          arn: "role/auditor",
          trust: "account",
          inline: {
            audit: allow("sts:AssumeRoot", {
              StringEquals: { "sts:TaskPolicyArn": "arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials" },
            }),
          },
        },
        { arn: "user/nobody" },
        { arn: "user/reader", inline: { read: allow(["sts:AssumeRole", "organizations:List*"]) } },
      ],
    },
    [trialIds.delegate]: { email: "two@corp.example", root: "none", principals: [admin] },
    [trialIds.full]: {
      name: "Payments",
      email: "root+pay@corp.example",
      created: "2024-12-01",
      joined: "INVITED",
      root: {
        password: { changed: "2025-01-01" },
        mfa: [{ kind: "virtual", name: "phone" }, { kind: "fido" }, { kind: "hardware" }],
        keys: [
          {
            id: "AKIAROOTROOTROOT0001",
            created: "2021-01-01",
            lastUsed: { at: "2022-02-02", service: "s3", region: "eu-west-1" },
          },
          { id: "AKIAROOTROOTROOT0002", active: false, created: "2020-01-01" },
        ],
        certs: [{ id: "CERTROOT1", active: false, uploaded: "2015-05-05" }],
      },
      principals: [
        admin,
        { arn: "group/ops", policies: ["fence"], inline: { more: allow("sqs:*") } },
        {
          arn: "user/team/ann=x,y",
          groups: ["ops"],
          boundary: "fence",
          tags: { team: "pay" },
          mfa: [{ kind: "virtual" }],
          keys: [{ id: "AKIAANNANNANNANN0001", secret: "ann-secret-ann-secret" }],
          password: { lastUsed: "2025-03-03" },
        },
        { arn: "user/bound", policies: ["AdministratorAccess"], boundary: "deny-keys" },
        { arn: "role/reader", trust: "management", policies: ["SecurityAudit"] },
        {
          arn: "role/ci",
          trust: "oidc",
          policies: ["AdministratorAccess"],
          lastUsed: { at: "2025-06-06", region: "us-east-1" },
        },
        {
          arn: "role/named",
          trust: {
            Version: "2012-10-17",
            Statement: [
              { Effect: "Allow", Principal: { AWS: "arn:aws:iam::333333333333:user/bound" }, Action: "sts:AssumeRole" },
            ],
          },
        },
        {
          arn: "role/external",
          trust: {
            Version: "2012-10-17",
            Statement: [
              {
                Effect: "Allow",
                Principal: { AWS: "arn:aws:iam::111111111111:root" },
                Action: "sts:AssumeRole",
                Condition: { StringEquals: { "sts:ExternalId": "x-1" } },
              },
            ],
          },
        },
      ],
      oidcProviders: ["token.actions.githubusercontent.com"],
    },
    [trialIds.bare]: {
      email: "four@corp.example",
      ou: "ou-tr00-guarded0",
      root: "none",
      principals: [admin, { arn: "role/reader", trust: "management", policies: ["SecurityAudit"] }],
    },
    [trialIds.suspended]: {
      email: "five@corp.example",
      state: "SUSPENDED",
      root: "none",
      principals: [{ arn: "role/reader", trust: "management", policies: ["SecurityAudit"] }],
    },
    [trialIds.standalone]: {
      role: "standalone",
      email: "six@corp.example",
      root: { password: {} },
      principals: [admin],
    },
  },
} satisfies OrganizationFileInput;

/** A small organization in which every gate of the pretend AWS can be tried; `change` edits the file first. */
export function trialOrganization(
  change: (file: OrganizationFile) => OrganizationFile = (file) => file,
): OrganizationFile {
  return change(organizationFileOf(input));
}
