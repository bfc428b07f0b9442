import { policy, withoutMfa } from "../case-documents.ts";
import type { Gap, GapHit } from "../gap.ts";
import type { GapView } from "../judging/gap-view.ts";
import { broadGuardPlace, placeOf } from "../guarding/left-open.ts";
import { statesWithoutMfa } from "../guarding/passing.ts";

const guard = (NotAction: unknown): unknown => ({ Effect: "Deny", NotAction, Resource: "*", Condition: withoutMfa });

/** P28: policies speak of GetSessionToken as if they could refuse or permit it. */
export const sessionTokenCannotBeRefused: Gap = {
  id: "session-token-cannot-be-refused",
  pitfall: "P28",
  title: "The policy speaks of GetSessionToken, which no policy can take away",
  severity: "info",
  danger:
    "Every IAM user may call sts:GetSessionToken, whatever policies say: it needs no permission and no Deny stops it. With the stolen key alone it gives credentials whose requests say that no MFA was used, instead of saying nothing; a guard that only asks whether the key is there is passed that way, and two AWS pages contradict each other on whether these credentials open a console.",
  fix: "Nothing to mend in this statement. Make sure that the guard refuses requests with aws:MultiFactorAuthPresent false as well as those without it (BoolIfExists false does both), and do not count on refusing the call.",
  references: [
    "STS API reference, GetSessionToken",
    "IAM user guide, Permissions for GetSessionToken",
    "IAM user guide, Compare AWS STS credentials",
  ],
  asks: ["identity", "boundary", "scp"],
  find: (view) => (view.subject.principal.kind === "user" && view.guards.length > 0 ? spoken(view) : []),
  cases: [
    {
      name: "a guard that takes the call does not stop it",
      documents: [policy(guard("iam:EnableMFADevice"))],
      expect: "note",
    },
    {
      name: "a guard that exempts the call by name did not have to",
      documents: [policy(guard(["iam:EnableMFADevice", "sts:GetSessionToken"]))],
      expect: "note",
    },
    {
      name: "a Deny of the call beside a guard on one service does not stop it",
      documents: [
        policy(
          { Effect: "Deny", Action: "ec2:StopInstances", Resource: "*", Condition: withoutMfa },
          { Effect: "Deny", Action: "sts:GetSessionToken", Resource: "*" },
        ),
      ],
      expect: "note",
    },
    {
      name: "a guard that leaves all of STS alone says nothing of it",
      documents: [policy(guard("sts:*"))],
      expect: "none",
    },
    {
      name: "a guard on one service says nothing of it",
      documents: [policy({ Effect: "Deny", Action: "ec2:StopInstances", Resource: "*", Condition: withoutMfa })],
      expect: "none",
    },
  ],
};

const action = "sts:GetSessionToken";

function spoken(view: GapView): readonly GapHit[] {
  // Beside a statement that allows everything only what denies is left.
  const beside = view.besideAdmin();
  const verdicts = beside.ask(action, ["*"]).filter(({ state }) => statesWithoutMfa.includes(state));
  const refused = verdicts.filter(({ answer }) => answer.verdict === "closed").map(({ state }) => state);
  if (refused.length > 0) {
    const says = "The policies refuse the call, and it passes all the same.";
    return [{ verdict: "note", action, states: refused, witness: null, statement: refusing(beside), says }];
  }
  if (!view.isGuarded) return [];
  const spared = statesWithoutMfa.filter((state) =>
    beside.names(state, "closed").some((name) => name.startsWith("sts:")),
  );
  if (spared.length === 0) return [];
  const says = "The guard spares the call and refuses others of STS; it would pass without that.";
  return [{ verdict: "note", action, states: spared, witness: null, statement: broadGuardPlace(view), says }];
}

/** The first statement that refuses the call alone, else the broad guard. */
function refusing(view: GapView): GapHit["statement"] {
  const found = view.statements.find(({ ref, statement }) => {
    if (statement.effect !== "Deny") return false;
    const alone = view.variant((each, at) =>
      each.effect === "Deny" &&
      !(at.layer === ref.layer && at.document === ref.document && at.statement === ref.statement)
        ? null
        : each,
    );
    return alone
      .ask(action, ["*"])
      .some(({ state, answer }) => statesWithoutMfa.includes(state) && answer.verdict === "closed");
  });
  return found === undefined ? broadGuardPlace(view) : placeOf(found);
}
