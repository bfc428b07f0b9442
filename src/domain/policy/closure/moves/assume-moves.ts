import { isNamedBy, type TrustNames } from "../../../iam/principals/trust-names.ts";
import type { CredentialKind } from "../../../iam/prove/credential-kind.ts";
import type { Prover } from "../../../iam/prove/prover.ts";
import type { Subject } from "../../../iam/prove/subject.ts";
import { allPass } from "./asked.ts";
import type { Move, Place } from "./move.ts";
import { subjectOf } from "../subject-of.ts";

/**
 * The move by which somebody assumes a role, or null. The role's trust policy and the caller's own side are decided
 * together. The session carries no MFA, unless the call was made with it: then AWS's pages contradict each other.
 */
export function assumeMove(engine: Prover, place: Place, role: Place): Move | null {
  const { principal } = role.who;
  if (withMfa.has(place.standing.credential) !== (role.standing.credential === "role-session-mfa")) return null;
  const own = subjectOf(place.model, place.who, place.standing);
  const subject: Subject = {
    ...own,
    layers: {
      ...own.layers,
      rcps: role.model.rcps,
      resource: {
        kind: "trust",
        policy: principal.trust ?? { unknown: `trust policy of ${principal.name}` },
        arns: [principal.arn],
        account: principal.account,
      },
    },
  };
  const found = allPass(engine, subject, [{ action: "sts:AssumeRole", resource: { arns: [principal.arn] } }]);
  if (found === null) return null;
  const { certainty, why, calls } = found;
  return {
    to: role,
    certainty,
    why,
    escalations: [id],
    weight: 1,
    isSelf: false,
    steps: () => calls.map((call) => ({ escalation: id, ...call })),
  };
}

/** Whether some role's trust could let somebody assume it who needs a grant of its own for that. */
export function mayAssumeSome(engine: Prover, { model, who, standing }: Place): boolean {
  const roles = { arns: [`arn:${model.partition}:iam::*:role/*`] };
  const answers = engine.ask(subjectOf(model, who, standing), { action: "sts:AssumeRole", resource: roles });
  return answers.some(({ answer }) => answer.verdict !== "closed");
}

const id = "sts-assume-role";

const withMfa: ReadonlySet<CredentialKind> = new Set<CredentialKind>([
  "user-console-mfa",
  "session-token-mfa",
  "session-token-console-mfa",
]);

/**
 * Whether a trust policy could admit somebody: it names it, its account or everybody; null: a trust that is not known.
 * `isSelfEnough`: it needs no Allow of its own.
 */
export function admits(
  names: TrustNames | null,
  caller: { readonly arn: string; readonly account: string },
  roleAccount: string,
): { readonly isNamed: boolean; readonly isSelfEnough: boolean } {
  if (names === null) return { isNamed: true, isSelfEnough: true };
  const isNamed = names.arns.some((name) => isNamedBy(name, caller.arn));
  const isWhole = names.isEveryone || names.accounts.includes(caller.account);
  const isSame = caller.account === roleAccount;
  return { isNamed: isNamed || isWhole, isSelfEnough: isSame && (isNamed || names.isEveryone) };
}
