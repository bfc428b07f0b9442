import type { ServiceRuleId } from "../prove/certificate.ts";
import type { Subject } from "../prove/subject.ts";

/** What a rule says of a request: AWS refuses it, only on the caller's own user, or the rule says nothing. */
export type RuleReach = "all" | "own-user" | "none";

/** How far a rule reaches the actions (lower case); every one of them must be covered. Each rule cites its page. */
export function serviceRuleReach(rule: ServiceRuleId, subject: Subject, actions: readonly string[]): RuleReach {
  const { credential, principal } = subject;
  const all = (test: (action: string) => boolean): RuleReach => (actions.every(test) ? "all" : "none");
  const only = (...names: readonly string[]): RuleReach => all((action) => names.includes(action));
  const stsBut = (...names: readonly string[]): RuleReach =>
    all((action) => action.startsWith("sts:") && !names.includes(action));
  switch (rule) {
    case "session-token-needs-long-term-credentials":
      // STS API reference, GetSessionToken: called with the long-term credentials of a user or root.
      return isTemporary(subject) ? only("sts:getsessiontoken") : "none";
    case "federation-token-needs-long-term-key":
      // STS API reference, GetFederationToken: called with the long-term credentials of a user or root.
      return isTemporary(subject) ? only("sts:getfederationtoken") : "none";
    case "session-token-iam-needs-mfa":
      // STS API reference, GetSessionToken: no IAM operation unless MFA is in the request. Consoles: contradictory pages.
      return credential === "session-token" ? all((action) => action.startsWith("iam:")) : "none";
    case "session-token-sts":
      // Same page. With a code another page opens STS, so there the rule decides nothing.
      return credential === "session-token" ? stsBut("sts:assumerole", "sts:getcalleridentity") : "none";
    case "federation-token-no-iam":
      // STS API reference, GetFederationToken: no IAM by CLI or API; a console is not bound by it.
      return credential === "federation-token" ? all((action) => action.startsWith("iam:")) : "none";
    case "federation-token-sts":
      return credential === "federation-token" || credential === "federation-console"
        ? stsBut("sts:getcalleridentity")
        : "none";
    case "root-cannot-assume":
      // STS API reference, AssumeRole and AssumeRoot: not with root credentials. Of AssumeRoot sessions it says nothing.
      return principal.kind === "root" && credential !== "policy-text" && credential !== "assume-root"
        ? only("sts:assumerole", "sts:assumeroot")
        : "none";
    case "code-goes-with-assume-role":
      // The kind is the one request that carries the code: AssumeRole.
      return credential === "assume-role-with-code" ? all((action) => action !== "sts:assumerole") : "none";
    case "device-change-needs-mfa-session":
      // Security bulletin AWS-2023-001: a user who has a device changes own devices in an MFA session only.
      return credential === "user-key" &&
        principal.kind === "user" &&
        hasDevice(subject) &&
        only("iam:enablemfadevice", "iam:deactivatemfadevice") === "all"
        ? "own-user"
        : "none";
  }
}

function hasDevice({ devices }: Subject): boolean {
  return devices !== "unknown" && devices >= 1;
}

/** Everything but an access key. */
function isTemporary({ credential }: Subject): boolean {
  return credential !== "user-key" && credential !== "root-key" && credential !== "policy-text";
}
