import type { CredentialKind } from "../../../iam/prove/credential-kind.ts";
import type { Prover } from "../../../iam/prove/prover.ts";
import { allPass, type Passing } from "./asked.ts";
import type { Move, Place, WayStep } from "./move.ts";
import { subjectOf } from "../subject-of.ts";
import { may, type Sureness, weaker } from "../sureness.ts";

/**
 * Enrolling a device of one's own, and taking the user's devices off. Whether a key may do either, the engine knows from
 * the number of devices (AWS security bulletin AWS-2023-001).
 */
export function deviceMoves(engine: Prover, place: Place): readonly Move[] {
  const { model, who, standing } = place;
  const credential = withDevice.get(standing.credential);
  if (who.principal.kind !== "user" || credential === undefined) return [];
  const subject = subjectOf(model, who, standing);
  const { arn, account } = who.principal;
  const own = { arns: [arn] };
  const [, partition = "aws"] = arn.split(":");
  const moves: Move[] = [];
  const create = {
    action: "iam:CreateVirtualMFADevice",
    resource: { arns: [`arn:${partition}:iam::${account}:mfa/*`] },
  };
  const enable = { action: "iam:EnableMFADevice", resource: own };
  // No rule asks how many there are, only whether there is one.
  const devices = 1;
  const enrolled = (sure: Sureness, found: Passing): Move => {
    const session: WayStep = { escalation: enrol, action: "sts:GetSessionToken", witness: null };
    const signIn: WayStep = { escalation: enrol, action: "sign in with the new device", witness: null };
    const last = credential === "session-token-mfa" ? session : signIn;
    const to = { model, who, standing: { ...standing, credential, devices } };
    return {
      to,
      certainty: sure.certainty,
      why: sure.why,
      steps: () => [...stepsOf(found, enrol), last],
      escalations: [enrol],
      weight: 2,
      isSelf: false,
    };
  };
  const both = allPass(engine, subject, [create, enable]);
  if (both !== null) moves.push(enrolled(both, both));
  else {
    const alone = allPass(engine, subject, [enable]);
    if (alone !== null) moves.push(enrolled(weaker(may(ownHardware), alone), alone));
  }
  if (standing.devices !== 0) {
    const off = allPass(engine, subject, [{ action: "iam:DeactivateMFADevice", resource: own }]);
    if (off !== null) {
      const to = { model, who, standing: { ...standing, devices: 0 } };
      moves.push({
        to,
        certainty: off.certainty,
        why: off.why,
        steps: () => stepsOf(off, deactivate),
        escalations: [deactivate],
        weight: 1,
        isSelf: false,
      });
    }
  }
  return moves;
}

const enrol = "mfa-self-enrol-first-device";
const deactivate = "mfa-deactivate-then-enrol";
const ownHardware = "whether a hardware or FIDO device can be enrolled by an API call is not documented";

/** With what somebody comes back once a device of their own is enrolled: with the key they hold, or at sign-in. */
const withDevice: ReadonlyMap<CredentialKind, CredentialKind> = new Map<CredentialKind, CredentialKind>([
  ["user-key", "session-token-mfa"],
  ["session-token-console", "session-token-mfa"],
  ["federation-console", "session-token-mfa"],
  ["user-console", "user-console-mfa"],
]);

function stepsOf({ calls }: Passing, escalation: string): readonly WayStep[] {
  return calls.map(({ action, witness }) => ({ escalation, action, witness }));
}
