import { allow, policy } from "../case-documents.ts";
import { passingOnlyHere, worstOfEach } from "../guarding/differences.ts";
import type { Gap, GapHit } from "../gap.ts";
import type { BoundStatement, GapView } from "../judging/gap-view.ts";
import { faultOf } from "../guarding/guard-fault.ts";
import { refKey } from "../guarding/mending.ts";
import { openerOf } from "../guarding/opener.ts";
import { statesWithoutMfa } from "../guarding/passing.ts";
import { versionOf, within } from "../guarding/within.ts";

const withMfa = { Bool: { "aws:MultiFactorAuthPresent": "true" } };

/** Calls that a guard for everything must or may leave out; each is asked of on its own. */
const ownQuestions = new Set([
  "iam:CreateVirtualMFADevice",
  "iam:EnableMFADevice",
  "iam:ResyncMFADevice",
  "iam:DeactivateMFADevice",
  "iam:DeleteVirtualMFADevice",
  "iam:CreateAccessKey",
  "iam:CreateLoginProfile",
  "iam:UpdateLoginProfile",
  "iam:ChangePassword",
  "sts:AssumeRole",
  "sts:GetFederationToken",
  "sts:GetSessionToken",
]);

function isLeftToOthers(action: string): boolean {
  return ownQuestions.has(action) || /^iam:(?:Get|List)/.test(action);
}

function find(view: GapView): readonly GapHit[] {
  const sound = view.guards.filter((guard) => guard.statement.effect === "Allow" && faultOf(guard) === null);
  const guarding = new Set(sound.map(({ ref }) => refKey(ref)));
  return worstOfEach(
    sound.flatMap((guard) => {
      // Only requests on what the guarded Allow speaks of; of them only those that it would grant with MFA.
      const place = within(view, guard.statement.resources, versionOf(view, guard.ref));
      const isRival = ({ ref, statement }: Pick<BoundStatement, "ref" | "statement">): boolean =>
        statement.effect === "Allow" && ref.layer === guard.ref.layer && !guarding.has(refKey(ref));
      const alone = place.variant((statement, ref) => (isRival({ ref, statement }) ? null : statement));
      const granted = new Set(
        (["true", "old"] as const).flatMap((state) =>
          alone.states.includes(state) ? [...alone.names(state, "open"), ...alone.names(state, "may")] : [],
        ),
      );
      return passingOnlyHere(
        place,
        alone,
        openerOf(place, isRival),
        (action, state) =>
          statesWithoutMfa.includes(state) && granted.has(action) && !(view.isGuarded && isLeftToOthers(action)),
      );
    }),
  );
}

/** P23: what one Allow grants only with MFA, another grants without. */
export const secondAllowWithoutMfa: Gap = {
  id: "second-allow-without-mfa",
  pitfall: "P23",
  title: "What needs MFA in one statement is granted without it in another",
  severity: "high",
  danger:
    "One statement grants the action only with MFA, another grants it to everybody. Statements add up, so whoever holds a stolen key uses the second, and the condition of the first holds nobody.",
  fix: "Take the action out of the statement without condition, or add a Deny with BoolIfExists aws:MultiFactorAuthPresent false, which no Allow can lift.",
  references: ["IAM user guide, Policy evaluation logic", "IAM user guide, Secure API access with MFA"],
  asks: ["identity", "boundary", "scp"],
  find,
  cases: [
    {
      name: "a second Allow without condition opens what the first grants with MFA",
      documents: [policy(allow("s3:GetObject", "*", withMfa), allow("s3:*", "*"))],
      expect: "gap",
      actions: ["s3:GetObject"],
    },
    {
      name: "in another document it opens it as well",
      documents: [policy(allow("s3:GetObject", "*", withMfa)), policy(allow("s3:GetObject", "arn:aws:s3:::data/*"))],
      expect: "gap",
      actions: ["s3:GetObject"],
    },
    {
      name: "a second Allow on other resources leaves the first alone",
      documents: [
        policy(allow("s3:GetObject", "arn:aws:s3:::secret/*", withMfa), allow("s3:GetObject", "arn:aws:s3:::public/*")),
      ],
      expect: "none",
    },
    {
      name: "what users need to enrol may stand beside an Allow of everything with MFA",
      documents: [policy(allow("*", "*", withMfa), allow(["iam:ListUsers", "iam:EnableMFADevice"], "*"))],
      expect: "none",
    },
    {
      name: "a service control policy that allows with MFA holds nobody beside one that allows everything",
      documents: [policy(allow("s3:*", "*", withMfa))],
      as: "scp",
      expect: "gap",
      actions: ["s3:GetObject"],
    },
    {
      name: "under an operator that AWS does not know the second may open it",
      documents: [policy(allow("s3:GetObject", "*", withMfa), allow("s3:*", "*", { Odd: { "aws:x": "1" } }))],
      expect: "may",
      actions: ["s3:GetObject"],
    },
  ],
};
