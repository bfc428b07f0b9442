/** A change that leaves no date behind in what IAM answers. */
export interface Undated {
  readonly what: string;
  /** CloudTrail event names, source iam.amazonaws.com unless said. */
  readonly events: readonly string[];
}

/** What an incident's cleaner looks for in CloudTrail. Source: IAM API reference, the answers' members. */
export const undatedEvents: readonly Undated[] = [
  { what: "a role's trust policy was changed", events: ["UpdateAssumeRolePolicy"] },
  { what: "an inline policy was written", events: ["PutUserPolicy", "PutRolePolicy", "PutGroupPolicy"] },
  { what: "a managed policy was attached", events: ["AttachUserPolicy", "AttachRolePolicy", "AttachGroupPolicy"] },
  { what: "another version of a managed policy was put in force", events: ["SetDefaultPolicyVersion"] },
  { what: "a user was put in a group", events: ["AddUserToGroup"] },
  {
    what: "a boundary was lifted or swapped",
    events: [
      "DeleteUserPermissionsBoundary",
      "DeleteRolePermissionsBoundary",
      "PutUserPermissionsBoundary",
      "PutRolePermissionsBoundary",
    ],
  },
  { what: "a hardware or FIDO device was enabled for a user", events: ["EnableMFADevice"] },
  {
    what: "an identity provider was added or changed",
    events: [
      "CreateOpenIDConnectProvider",
      "UpdateOpenIDConnectProviderThumbprint",
      "AddClientIDToOpenIDConnectProvider",
      "CreateSAMLProvider",
      "UpdateSAMLProvider",
    ],
  },
  {
    what: "a credential of another kind was made",
    events: ["CreateServiceSpecificCredential", "UploadSSHPublicKey", "UploadSigningCertificate"],
  },
];
