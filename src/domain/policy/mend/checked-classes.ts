import { checkCertificate } from "../../iam/certify/check-certificate.ts";
import type { GapView } from "../judging/gap-view.ts";
import { type MfaState, stateOf } from "../guarding/mfa-state.ts";
import type { MendRoom } from "./mend-room.ts";
import { unproven } from "./openness.ts";

/** What the independent checker says of everything that is closed without MFA. */
export interface CheckedClasses {
  /** Certificates given to the checker, one for each class and cell. */
  readonly checked: number;
  readonly accepted: number;
  /** Actions, as `state action`, whose certificate it does not accept, with its reason. */
  readonly refused: ReadonlyMap<string, string>;
}

/** Gives the certificate of every class that is closed without MFA to the checker, which shares no code with the engine. */
export function checkedClasses(
  { engine }: MendRoom,
  views: readonly GapView[],
  isConcerned: (action: string) => boolean,
): CheckedClasses {
  let [checked, accepted] = [0, 0];
  const refused = new Map<string, string>();
  for (const { subject } of views) {
    for (const { cell, classes } of engine.prove(subject).cells) {
      const state: MfaState = stateOf(cell);
      if (!unproven.includes(state)) continue;
      for (const { actions, symbolic, answer } of classes) {
        if (answer.verdict !== "closed" || ![...actions(), ...symbolic()].some(isConcerned)) continue;
        const said = checkCertificate(subject, answer.certificate());
        checked += 1;
        if (said.status === "accepted") accepted += 1;
        else for (const name of [...actions(), ...symbolic()]) refused.set(`${state} ${name}`, said.why);
      }
    }
  }
  return { checked, accepted, refused };
}
