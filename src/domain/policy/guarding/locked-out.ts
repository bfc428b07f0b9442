import type { CredentialKind } from "../../iam/prove/credential-kind.ts";
import type { GapHit } from "../gap.ts";
import type { GapView } from "../judging/gap-view.ts";
import { placeOf } from "./left-open.ts";
import { liftingMfa } from "./lifting-mfa.ts";

/**
 * What a credential without MFA cannot do for the MFA guards of a layer alone: refused now, allowed once they are
 * lifted. Of a credential that can never carry MFA that is a lockout. The view is one of the policies' text.
 */
export function lockedOut(view: GapView, credential: CredentialKind, layer: string): readonly GapHit[] {
  const guard = view.guards.find(({ ref }) => ref.layer.startsWith(layer));
  if (guard === undefined) return [];
  const statement = placeOf(guard);
  const held = view.about({ credential });
  const free = liftingMfa(view, layer).about({ credential });
  return free.states.flatMap((state) =>
    free.names(state, "open").flatMap((action): readonly GapHit[] => {
      const answer = held.answer(action, state);
      switch (answer.verdict) {
        case "open":
          return [];
        case "closed":
          return [{ verdict: "lockout", action, states: [state], witness: null, statement }];
        case "may":
          return [{ verdict: "may", action, states: [state], witness: null, why: answer.why, statement }];
      }
    }),
  );
}
