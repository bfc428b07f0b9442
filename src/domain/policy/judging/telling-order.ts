/** Calls that everybody understands; they are named before 22,000 others. */
const telling: readonly string[] = [
  "iam:CreateUser",
  "iam:CreateAccessKey",
  "iam:AttachUserPolicy",
  "iam:DeactivateMFADevice",
  "sts:AssumeRole",
  "s3:GetObject",
  "s3:DeleteObject",
  "secretsmanager:GetSecretValue",
  "kms:Decrypt",
  "ec2:RunInstances",
  "ec2:TerminateInstances",
  "ssm:StartSession",
  "lambda:UpdateFunctionCode",
];
const services: readonly string[] = [
  "iam",
  "sts",
  "organizations",
  "account",
  "sso",
  "kms",
  "secretsmanager",
  "s3",
  "ec2",
];

/** Where an action stands when only some can be named; lower comes first, equals keep their order. */
export function tellingOrder(action: string): number {
  const own = telling.indexOf(action);
  if (own !== -1) return own;
  const service = services.indexOf(action.slice(0, action.indexOf(":")));
  return telling.length + (service === -1 ? services.length : service);
}
