/**
 * AWS's own published "users manage their own credentials and MFA" policies, typed from their description. Each is a
 * list of statements; `AWS's page and time` stands in the key's comment. Used by tests of several rooms.
 */
const own = "arn:aws:iam::*:user/${aws:username}";
const ownMfa = "arn:aws:iam::*:mfa/${aws:username}";
const anyMfa = "arn:aws:iam::*:mfa/*";
const own2 = [ownMfa, own];

/** One statement as JSON. */
export type HistoricStatement = Readonly<Record<string, unknown>>;

const iam = (names: string): readonly string[] =>
  names
    .trim()
    .split(/\s+/)
    .map((name) => (name.includes(":") ? name : `iam:${name}`));

const allow = (names: string, Resource: unknown = "*", more: object = {}): HistoricStatement => ({
  Effect: "Allow",
  Action: iam(names),
  Resource,
  ...more,
});
const withMfa = { Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } } };
const noMfa = { Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } } };
const denyBut = (names: string, Resource: unknown = "*"): HistoricStatement => ({
  Effect: "Deny",
  NotAction: iam(names),
  Resource,
  ...noMfa,
});

const self18 = `ChangePassword CreateAccessKey DeleteAccessKey ListAccessKeys UpdateAccessKey CreateLoginProfile
  DeleteLoginProfile GetLoginProfile UpdateLoginProfile DeleteSigningCertificate ListSigningCertificates
  UpdateSigningCertificate UploadSigningCertificate ListSSHPublicKeys GetSSHPublicKey DeleteSSHPublicKey
  UpdateSSHPublicKey UploadSSHPublicKey`;
const mfa4 = "CreateVirtualMFADevice DeleteVirtualMFADevice EnableMFADevice ResyncMFADevice";
const exempt13 = `CreateVirtualMFADevice DeleteVirtualMFADevice ListVirtualMFADevices EnableMFADevice ResyncMFADevice
  ListAccountAliases ListUsers ListSSHPublicKeys ListAccessKeys ListServiceSpecificCredentials ListMFADevices
  GetAccountSummary sts:GetSessionToken`;
const exempt12 = exempt13.replace("DeleteVirtualMFADevice ", "");
const exempt6 = `CreateVirtualMFADevice EnableMFADevice ListMFADevices ListUsers ListVirtualMFADevices ResyncMFADevice`;
const exempt7 = `CreateVirtualMFADevice EnableMFADevice GetUser ListMFADevices ListVirtualMFADevices ResyncMFADevice
  sts:GetSessionToken`;
const denyAllButIam = { Effect: "Deny", NotAction: "iam:*", Resource: "*", ...noMfa };

const aBase = [
  allow("ListAccountAliases ListUsers GetAccountSummary"),
  allow(`${self18} GetAccountPasswordPolicy`, own),
  allow("ListVirtualMFADevices ListMFADevices", [anyMfa, own]),
];
const cBase = [
  allow("ListAccountAliases ListUsers GetAccountPasswordPolicy GetAccountSummary"),
  allow(self18, own),
  allow("DeactivateMFADevice", own2, withMfa),
];
const cKinds = {
  C1: [allow("ListVirtualMFADevices ListMFADevices", [anyMfa, own]), allow(mfa4, own2)],
  C2: [allow("ListVirtualMFADevices"), allow("ListMFADevices", [anyMfa, own]), allow(mfa4, own2)],
  C3: [allow("ListVirtualMFADevices"), allow("ListMFADevices", own), allow(mfa4, own2)],
  C4: [allow("ListVirtualMFADevices"), allow(`${mfa4} ListMFADevices`, own2)],
};
const dAllow = [
  allow("ListAccountAliases ListUsers GetAccountPasswordPolicy GetAccountSummary ListVirtualMFADevices"),
  allow(self18, own),
  allow(`${mfa4} ListMFADevices DeactivateMFADevice`, own2),
];
const gCredentials = (summary: string): readonly HistoricStatement[] => [
  allow(`GetAccountPasswordPolicy ${summary}`),
  allow(
    `ChangePassword GetUser CreateAccessKey DeleteAccessKey ListAccessKeys UpdateAccessKey DeleteSigningCertificate
     ListSigningCertificates UpdateSigningCertificate UploadSigningCertificate DeleteSSHPublicKey GetSSHPublicKey
     ListSSHPublicKeys UpdateSSHPublicKey UploadSSHPublicKey CreateServiceSpecificCredential
     DeleteServiceSpecificCredential ListServiceSpecificCredentials ResetServiceSpecificCredential
     UpdateServiceSpecificCredential`,
    own,
  ),
];
const gDevices = allow("DeactivateMFADevice EnableMFADevice ListMFADevices ResyncMFADevice", own);
const lAllow = allow("DeactivateMFADevice EnableMFADevice GetUser ListMFADevices ResyncMFADevice", own);
const lExempt = "EnableMFADevice GetUser ListMFADevices ResyncMFADevice";
const production = ["arn:aws:s3:::Production", "arn:aws:s3:::Production/*"];
const nAllow = [
  allow("s3:ListAllMyBuckets"),
  allow("s3:ListBucket s3:GetBucketLocation", "arn:aws:s3:::*"),
  allow("s3:PutObject s3:GetObject s3:DeleteObject s3:PutObjectAcl s3:GetObjectAcl", "arn:aws:s3:::*/*"),
];
const nDeny = (operator: string): HistoricStatement => ({
  Effect: "Deny",
  Action: "s3:*",
  Resource: production,
  Condition: { [operator]: { "aws:MultiFactorAuthAge": "1800" } },
});

/** The policies by their letter; a number marks wordings of one page. */
export const historicPolicies: Readonly<Record<string, readonly HistoricStatement[]>> = {
  A: [
    ...aBase,
    allow(`${mfa4} DeactivateMFADevice RequestSmsMfaRegistration FinalizeSmsMfaRegistration`, own2),
    denyAllButIam,
  ],
  B: [
    ...aBase,
    allow(`${mfa4} RequestSmsMfaRegistration FinalizeSmsMfaRegistration`, own2),
    allow("DeactivateMFADevice", own2, withMfa),
    denyAllButIam,
  ],
  C1: [...cBase, ...cKinds.C1, denyBut(exempt13)],
  C2: [...cBase, ...cKinds.C2, denyBut(exempt13)],
  C3: [...cBase, ...cKinds.C3, denyBut(exempt13)],
  C4: [...cBase, ...cKinds.C4, denyBut(exempt13)],
  D: [...dAllow, denyBut(`${exempt13} DeactivateMFADevice`)],
  E: [
    allow("ListUsers ListVirtualMFADevices"),
    allow(`${mfa4} DeactivateMFADevice ListMFADevices`, own2),
    denyBut(`ListUsers ListVirtualMFADevices ${mfa4} DeactivateMFADevice ListMFADevices`),
  ],
  F1: [...cBase, ...cKinds.C2, denyBut(exempt12)],
  F2: [
    allow("ListUsers ListVirtualMFADevices"),
    allow("ListMFADevices", [anyMfa, own]),
    allow(mfa4, own2),
    allow("DeactivateMFADevice", own2, withMfa),
    denyBut(exempt6),
  ],
  G1: [
    ...gCredentials("GetAccountSummary ListVirtualMFADevices"),
    gDevices,
    allow("CreateVirtualMFADevice DeleteVirtualMFADevice", ownMfa),
    denyBut(exempt7),
  ],
  G2: [
    ...gCredentials("ListVirtualMFADevices"),
    gDevices,
    allow("CreateVirtualMFADevice DeleteVirtualMFADevice", ownMfa),
    denyBut(exempt7),
  ],
  H: [...gCredentials("ListVirtualMFADevices"), gDevices, allow("CreateVirtualMFADevice", anyMfa), denyBut(exempt7)],
  I1: [
    allow("ListVirtualMFADevices"),
    allow("CreateVirtualMFADevice DeleteVirtualMFADevice", ownMfa),
    allow("DeactivateMFADevice EnableMFADevice GetUser ListMFADevices ResyncMFADevice", own),
    denyBut(exempt7),
  ],
  I2: [
    allow("ListVirtualMFADevices"),
    allow("CreateVirtualMFADevice", anyMfa),
    allow("DeactivateMFADevice EnableMFADevice GetUser ListMFADevices ResyncMFADevice", own),
    denyBut(exempt7),
  ],
  J1: [
    allow(mfa4, own2),
    allow("DeactivateMFADevice", own2, withMfa),
    allow("ListMFADevices ListVirtualMFADevices ListUsers"),
  ],
  J2: [
    allow(mfa4, [...own2, "arn:aws:iam::*:u2f/${aws:username}"]),
    allow("DeactivateMFADevice", [...own2, "arn:aws:iam::*:u2f/${aws:username}"], withMfa),
    allow("ListMFADevices ListVirtualMFADevices ListUsers"),
  ],
  K1: [
    allow("ListUsers ListVirtualMFADevices"),
    allow(`${mfa4} ListMFADevices`, own2),
    allow("DeactivateMFADevice", own2, withMfa),
    denyBut(exempt6),
  ],
  K2: [
    allow("ListUsers ListVirtualMFADevices"),
    allow("CreateVirtualMFADevice", anyMfa),
    allow("EnableMFADevice ListMFADevices ResyncMFADevice", own),
    allow("DeactivateMFADevice", own, withMfa),
    denyBut(exempt6),
  ],
  K3: [
    allow("ListUsers ListVirtualMFADevices"),
    allow("CreateVirtualMFADevice", anyMfa),
    allow("EnableMFADevice GetMFADevice ListMFADevices ResyncMFADevice", own),
    allow("DeactivateMFADevice", own, withMfa),
    denyBut(exempt6),
  ],
  L: [lAllow, denyBut(lExempt, own)],
  M: [lAllow, denyBut(lExempt)],
  N1: [...nAllow, nDeny("NumericGreaterThan")],
  N2: [...nAllow, nDeny("NumericGreaterThanIfExists")],
  O: gCredentials("GetAccountSummary"),
  P: [
    allow("ListVirtualMFADevices"),
    allow("ListMFADevices ResyncMFADevice", own),
    denyBut("ListVirtualMFADevices ListMFADevices ResyncMFADevice"),
  ],
  Q: [
    { Effect: "Allow", Action: "ec2:*", Resource: "*" },
    {
      Effect: "Deny",
      Action: ["ec2:StopInstances", "ec2:TerminateInstances"],
      Resource: "*",
      Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": false } },
    },
  ],
};
