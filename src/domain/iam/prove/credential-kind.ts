/**
 * With what a request is signed. `policy-text` asks of the policies alone: every MFA cell, no service rule. `forwarded`
 * is a call that a service makes for the principal. Source: IAM user guide, "Compare AWS STS credentials" and "AWS
 * global condition context keys".
 */
export type CredentialKind =
  | "policy-text"
  | "user-key"
  | "user-console"
  | "user-console-mfa"
  | "session-token"
  | "session-token-mfa"
  | "session-token-console"
  | "session-token-console-mfa"
  | "federation-token"
  | "federation-console"
  | "assume-role-with-code"
  | "role-session"
  | "role-session-mfa"
  | "role-chained"
  | "forwarded"
  | "root-key"
  | "root-console"
  | "root-console-mfa"
  | "assume-root";
