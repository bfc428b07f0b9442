/** What a document is attached to; it decides which elements are allowed. */
export type PolicyKind = "identity" | "resource" | "trust" | "scp" | "rcp" | "boundary" | "session" | "endpoint";

/** How a kind treats Principal and NotPrincipal. */
export interface PrincipalRule {
  readonly principal: "none" | "needed" | "optional";
  readonly notPrincipal: boolean;
  /** Only `"*"` may be named (resource control policies). */
  readonly starOnly: boolean;
}

const none: PrincipalRule = { principal: "none", notPrincipal: false, starOnly: false };

/** Who may be named in a document of each kind. Source: IAM user guide, Principal and NotPrincipal; RCP syntax. */
export const principalRules: Readonly<Record<PolicyKind, PrincipalRule>> = {
  identity: none,
  boundary: none,
  session: none,
  scp: none,
  resource: { principal: "needed", notPrincipal: true, starOnly: false },
  trust: { principal: "needed", notPrincipal: false, starOnly: false },
  endpoint: { principal: "optional", notPrincipal: false, starOnly: false },
  rcp: { principal: "optional", notPrincipal: false, starOnly: true },
};
