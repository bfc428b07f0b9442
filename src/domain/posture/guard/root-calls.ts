/** Calls that stand for everything root can do: the dangerous ones, and one that no policy can know by name. */
export const rootCalls: readonly string[] = [
  "iam:CreateAccessKey",
  "iam:EnableMFADevice",
  "iam:DeactivateMFADevice",
  "iam:UploadSigningCertificate",
  "iam:AttachUserPolicy",
  "iam:CreateUser",
  "account:PutContactInformation",
  "organizations:LeaveOrganization",
  "s3:PutBucketPolicy",
  "kms:PutKeyPolicy",
  "ec2:RunInstances",
  "sts:GetFederationToken",
  "signin:DeleteConsoleAuthorizationConfiguration",
  "rootward-probe:AnyOtherCall",
];

/** An ARN (or `*`) of the account that each call may concern. */
export function resourceFor(action: string, partition: string, account: string): string {
  const service = action.slice(0, action.indexOf(":"));
  switch (service) {
    case "iam":
      return action.endsWith("CreateUser") || action.endsWith("AttachUserPolicy")
        ? `arn:${partition}:iam::${account}:user/any`
        : `arn:${partition}:iam::${account}:root`;
    case "account":
      return `arn:${partition}:account::${account}:account`;
    case "s3":
      return `arn:${partition}:s3:::any-bucket`;
    case "sqs":
      return `arn:${partition}:sqs:any-region:${account}:any-queue`;
    case "kms":
      return `arn:${partition}:kms:any-region:${account}:key/any`;
    case "ec2":
      return `arn:${partition}:ec2:any-region:${account}:instance/*`;
    default:
      return "*";
  }
}
