import { guardAll, policy } from "../case-documents.ts";
import type { Gap, GapHit } from "../gap.ts";
import type { GapView } from "../judging/gap-view.ts";
import { asksForForwarding, withoutForwarding } from "../guarding/forwarded.ts";
import { placeOf } from "../guarding/left-open.ts";
import { openedBetween, openHit } from "../guarding/let-through.ts";
import { refKey } from "../guarding/mending.ts";
import { statesWithoutMfa } from "../guarding/passing.ts";

const key = "aws:MultiFactorAuthPresent";
const withMfa = { Effect: "Allow", Action: "*", Resource: "*", Condition: { Bool: { [key]: "true" } } };

/** P31: an exemption for calls that services forward also lets direct calls pass. */
export const forwardingExemptionOpen: Gap = {
  id: "forwarding-exemption-open",
  pitfall: "P31",
  title: "The exemption for calls of services lets direct calls pass without MFA",
  severity: "critical",
  danger:
    "The guard was meant to spare calls that an AWS service makes for the user, such as Athena reading a bucket. As it is written, calls that are signed with the stolen key itself pass by the same exemption, without any code.",
  fix: "Spare forwarded calls by Bool on aws:ViaAWSService with the value false inside the Deny: every direct call carries that value. aws:CalledVia is missing from direct calls, so a ForAnyValue condition on it never holds for them.",
  references: [
    "IAM user guide, AWS global condition context keys: aws:ViaAWSService, aws:CalledVia",
    "IAM user guide, Forward access sessions",
    "IAM user guide, Set operators for multi-valued context keys",
  ],
  asks: ["identity", "boundary", "scp"],
  find: (view) => passedDirectly(view),
  cases: [
    {
      name: "a Deny of calls by some services only never holds for a direct call",
      documents: [guarded({ "ForAnyValue:StringEquals": { "aws:CalledVia": "cloudformation.amazonaws.com" } })],
      isBesideAdmin: true,
      expect: "gap",
      actions: ["s3:GetObject"],
    },
    {
      name: "AWS does not say whether ForAnyValue StringNotEquals holds where aws:CalledVia is missing",
      documents: [guarded({ "ForAnyValue:StringNotEquals": { "aws:CalledVia": "athena.amazonaws.com" } })],
      isBesideAdmin: true,
      expect: "may",
      actions: ["s3:GetObject"],
    },
    {
      name: "Null on aws:CalledVia the wrong way round spares direct calls",
      documents: [guarded({ Null: { "aws:CalledVia": "false" } })],
      isBesideAdmin: true,
      expect: "gap",
      actions: ["iam:CreateUser"],
    },
    {
      name: "an Allow with IfExists on the calling service is met by a direct call",
      documents: [
        policy(withMfa, {
          Effect: "Allow",
          Action: "s3:GetObject",
          Resource: "*",
          Condition: { StringEqualsIfExists: { "aws:CalledViaFirst": "athena.amazonaws.com" } },
        }),
      ],
      expect: "gap",
      actions: ["s3:GetObject"],
    },
    {
      name: "Bool false on aws:ViaAWSService holds for every direct call",
      documents: [guarded({ Bool: { "aws:ViaAWSService": "false" } })],
      isBesideAdmin: true,
      expect: "none",
    },
    {
      name: "ForAllValues StringNotEquals on aws:CalledVia holds for a direct call",
      documents: [guarded({ "ForAllValues:StringNotEquals": { "aws:CalledVia": "athena.amazonaws.com" } })],
      isBesideAdmin: true,
      expect: "none",
    },
    {
      name: "an Allow for direct calls only exempts no call of a service",
      documents: [
        policy(
          {
            Effect: "Allow",
            Action: "iam:ListMFADevices",
            Resource: "*",
            Condition: { Bool: { "aws:ViaAWSService": "false" } },
          },
          {
            Effect: "Deny",
            NotAction: "iam:ListMFADevices",
            Resource: "*",
            Condition: { BoolIfExists: { [key]: "false" } },
          },
        ),
      ],
      expect: "none",
    },
    {
      name: "a guard that spares no call of a service has no such exemption",
      documents: [policy(guardAll({}))],
      isBesideAdmin: true,
      expect: "none",
    },
    {
      name: "without any guard there is nothing to be exempt from",
      documents: [
        policy({
          Effect: "Allow",
          Action: "s3:GetObject",
          Resource: "*",
          Condition: { StringEqualsIfExists: { "aws:CalledViaFirst": "athena.amazonaws.com" } },
        }),
      ],
      expect: "none",
    },
    {
      name: "a Deny of forwarded calls that asks for no MFA is no exemption from the guard",
      documents: [
        policy(guardAll({}), {
          Effect: "Deny",
          Action: "s3:GetObject",
          Resource: "*",
          Condition: { Bool: { "aws:ViaAWSService": "true" } },
        }),
      ],
      isBesideAdmin: true,
      expect: "none",
    },
    {
      name: "an exemption under an operator that AWS does not know may let direct calls pass",
      documents: [guarded({ Odd: { "aws:ViaAWSService": "false" } })],
      isBesideAdmin: true,
      expect: "may",
      actions: ["s3:GetObject"],
    },
  ],
};

function guarded(condition: object): unknown {
  return policy(guardAll(condition));
}

function passedDirectly(view: GapView): readonly GapHit[] {
  if (!view.statements.some(({ statement }) => statement.conditions.some(asksForForwarding))) return [];
  // A guard that never holds for a direct call is no guard in the view: it shows once the exemption is taken back.
  const taken = withoutForwarding(view);
  if (!taken.isGuarded) return [];
  const first = view.statements.find(({ ref, statement }) => {
    if (!statement.conditions.some(asksForForwarding)) return false;
    return statement.effect === "Allow" || taken.guards.some((each) => refKey(each.ref) === refKey(ref));
  });
  if (first === undefined) return [];
  const statement = placeOf(first);
  return openedBetween(view, taken).flatMap(({ action, open, may }): readonly GapHit[] => {
    const [passing, perhaps] = [open, may].map((each) => each.filter((state) => statesWithoutMfa.includes(state)));
    const [state] = passing ?? [];
    if (state !== undefined) return [openHit(view.answer(action, state), { action, states: passing ?? [], statement })];
    const [unsure] = perhaps ?? [];
    if (unsure === undefined) return [];
    const answer = view.answer(action, unsure);
    const why = answer.verdict === "may" ? answer.why : undefined;
    return [{ verdict: "may", action, states: perhaps ?? [], witness: null, why, statement }];
  });
}
