import type { GenerateEntry } from "../file/generate-entry.ts";
import { principalEntrySchema, type PrincipalEntry } from "../file/principal-entry.ts";

const readerActions = [
  "account:GetAccountInformation",
  "account:GetAlternateContact",
  "account:GetContactInformation",
  "iam:GenerateCredentialReport",
  "iam:GetAccountAuthorizationDetails",
  "iam:GetAccountSummary",
  "iam:GetCredentialReport",
  "iam:ListVirtualMFADevices",
  "signin:GetConsoleAuthorizationConfiguration",
  "signin:GetResourcePolicy",
  "signin:ListResourcePermissionStatements",
];

/** The principals of one shape of generated account: admins, CI, users, and many narrow roles. */
export function generatedPrincipals(block: GenerateEntry, shape: number): PrincipalEntry[] {
  const written: Readonly<Record<string, unknown>>[] = [
    {
      arn: "role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Administrator_0a1b2c3d4e5f6789",
      trust: "account",
      policies: ["AdministratorAccess"],
    },
    { arn: "role/ci-deploy", trust: "oidc", policies: [shape % 2 === 0 ? "AdministratorAccess" : "PowerUserAccess"] },
    { arn: "group/developers", policies: ["PowerUserAccess"] },
    { arn: "user/deployer", groups: ["developers"], keys: [{ created: "2023-05-01" }] },
    { arn: "role/OrganizationAccountAccessRole", trust: "management", policies: ["AdministratorAccess"] },
  ];
  if (shape % 4 === 1) {
    written.push({
      arn: "role/contact-admin",
      trust: "account",
      inline: { contacts: allow(["account:PutContactInformation"]) },
    });
  }
  if (block.readerRole !== undefined) {
    written.unshift({ arn: `role/${block.readerRole}`, trust: "management", inline: { read: allow(readerActions) } });
  }
  for (let index = 1; written.length < block.principals; index += 1) written.push(narrowRole(index, shape));
  return written.slice(0, block.principals).map((entry) => principalEntrySchema.parse(entry));
}

function narrowRole(index: number, shape: number): Readonly<Record<string, unknown>> {
  const kind = (index + shape) % 3;
  const name = `role/service-${String(index).padStart(2, "0")}`;
  if (kind === 0)
    return {
      arn: name,
      trust: "service:lambda.amazonaws.com",
      inline: { work: allow(["s3:GetObject", "sqs:SendMessage"]) },
    };
  if (kind === 1) return { arn: name, trust: "service:ec2.amazonaws.com", policies: ["ReadOnlyAccess"] };
  return { arn: name, trust: "account", inline: { work: allow([`dynamodb:Get*`, `logs:Put*`]) } };
}

function allow(actions: readonly string[]): Readonly<Record<string, unknown>> {
  return { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: actions, Resource: "*" }] };
}
