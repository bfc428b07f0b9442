import type { CredentialKind } from "../../../iam/prove/credential-kind.ts";
import type { Prover } from "../../../iam/prove/prover.ts";
import { allPass, type Passing } from "./asked.ts";
import type { Move, Place, WayStep } from "./move.ts";
import type { Standing } from "../standing.ts";
import { subjectOf } from "../subject-of.ts";
import { may, type Sureness, weaker } from "../sureness.ts";

/**
 * What a credential of a user becomes without anybody's leave but that of its own policies. Source: STS API reference,
 * GetSessionToken and GetFederationToken; IAM user guide, "Compare AWS STS credentials".
 */
export function credentialMoves(engine: Prover, place: Place): readonly Move[] {
  const { model, who, standing } = place;
  if (who.principal.kind !== "user") return [];
  const subject = subjectOf(model, who, standing);
  const to = (change: Partial<Standing>, sure: Sureness, steps: readonly WayStep[], isSelf = true): Move => ({
    to: { model, who, standing: { ...standing, ...change } },
    certainty: sure.certainty,
    why: sure.why,
    steps: () => steps,
    escalations: [],
    weight: 1,
    isSelf,
  });
  const own = { arns: [who.principal.arn] };
  const moves: Move[] = [];
  if (standing.credential === "user-key") {
    const session = allPass(engine, subject, [{ action: "sts:GetSessionToken" }]);
    if (session !== null) moves.push(to({ credential: "session-token" }, session, stepsOf(session)));
    const federation = allPass(engine, subject, [{ action: "sts:GetFederationToken" }]);
    if (federation !== null) {
      moves.push(to({ credential: "federation-console" }, federation, [...stepsOf(federation), console]));
    }
  } else if (standing.credential === "session-token") {
    moves.push(to({ credential: "session-token-console" }, may(contradiction), [console]));
  } else if (makesKey.has(standing.credential)) {
    const key = allPass(engine, subject, [{ action: "iam:CreateAccessKey", resource: own }]);
    if (key !== null) moves.push(to({ credential: "user-key" }, key, stepsOf(key), false));
  }
  if (makesPassword.has(standing.credential)) {
    const password = ownPassword(engine, place);
    // A console asks a user with a device for its code.
    if (password !== null && standing.devices !== 0 && standing.devices !== "unknown") return moves;
    if (password !== null) {
      const sure = standing.devices === 0 ? password : weaker(password, may(devicesUnknown(who.principal.arn)));
      moves.push(to({ credential: "user-console", devices: 0 }, sure, stepsOf(password), false));
    }
  }
  return moves;
}

const console: WayStep = { escalation: null, action: "open a console", witness: null };

const contradiction =
  "two AWS pages contradict each other on whether GetSessionToken credentials open a console, and on IAM in it";

const makesKey: ReadonlySet<CredentialKind> = new Set<CredentialKind>([
  "user-console",
  "user-console-mfa",
  "session-token-console",
  "session-token-mfa",
  "federation-console",
]);

const makesPassword: ReadonlySet<CredentialKind> = new Set<CredentialKind>([
  "user-key",
  "session-token-console",
  "federation-console",
]);

/** Why it is not known whether a console asks for a code. */
export function devicesUnknown(arn: string): string {
  return `the number of MFA devices of ${arn} is not known (iam:ListMFADevices)`;
}

function ownPassword(engine: Prover, { model, who, standing }: Place): Passing | null {
  const subject = subjectOf(model, who, standing);
  const own = { arns: [who.principal.arn] };
  const has = who.credentials?.hasPassword ?? "unknown";
  const make = has === true ? null : allPass(engine, subject, [{ action: "iam:CreateLoginProfile", resource: own }]);
  const change = has === false ? null : allPass(engine, subject, [{ action: "iam:UpdateLoginProfile", resource: own }]);
  if (has !== "unknown") return make ?? change;
  if (make !== null && change !== null) return make.certainty === "certain" ? change : make;
  const one = make ?? change;
  if (one === null) return null;
  return { ...one, ...weaker(one, may(`whether ${who.principal.arn} has a console password is not known`)) };
}

function stepsOf({ calls }: Passing): readonly WayStep[] {
  return calls.map(({ action, witness }) => ({ escalation: null, action, witness }));
}
