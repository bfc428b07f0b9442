import { admit, policy } from "../case-documents.ts";
import type { Gap, GapHit } from "../gap.ts";
import type { GapView } from "../judging/gap-view.ts";
import { placeOf } from "../guarding/left-open.ts";
import { passingHits, passingIn } from "../guarding/passing.ts";

const key = "aws:MultiFactorAuthPresent";
const role = "arn:aws:iam::111122223333:role/a";

/** P18: a role is admitted by another role without MFA: the code given at the first is lost on the way. */
export const mfaLostInRoleChain: Gap = {
  id: "mfa-lost-in-role-chain",
  pitfall: "P18",
  title: "A role is assumed from another role, and no MFA is asked on the way",
  severity: "medium",
  danger:
    "The trust policy admits a role without asking for MFA, and could not ask for it: sessions of a role never carry it. Whoever gets a session of the first role, from a workload, a leaked session or a trust policy that demands no code, goes on into this one.",
  fix: "Make sure that each role named here demands MFA in its own trust policy where people enter, and cannot be had from a workload. A role that guards something precious should admit users with a code, not roles.",
  references: [
    "IAM user guide, Roles terms and concepts: role chaining",
    "IAM user guide, AWS global condition context keys: aws:MultiFactorAuthPresent",
  ],
  asks: ["trust"],
  find: (view) => {
    if (view.subject.principal.kind !== "role") return [];
    const passing = passingIn(view.askWith("role-session", action), action);
    const subject = { ...view.subject, credential: "role-session" as const };
    return passingHits(passing, action, { statement: admittingStatement(view), subject });
  },
  cases: [
    {
      name: "role B admits role A without a condition",
      as: "trust",
      documents: [policy(admit(role))],
      expect: "gap",
      actions: ["sts:AssumeRole"],
    },
    {
      name: "MFA is demanded of the account, and a role is admitted beside it without",
      as: "trust",
      documents: [policy(admit("111122223333", { Bool: { [key]: "true" } }), admit(role))],
      expect: "gap",
      actions: ["sts:AssumeRole"],
    },
    {
      name: "a user with MFA is admitted, no role",
      as: "trust",
      documents: [policy(admit("arn:aws:iam::111122223333:user/alice", { Bool: { [key]: "true" } }))],
      expect: "none",
    },
    {
      name: "an MFA condition keeps sessions of the role out",
      as: "trust",
      documents: [policy(admit(role, { Bool: { [key]: "true" } }))],
      expect: "none",
    },
    {
      name: "a tag of the session decides",
      as: "trust",
      documents: [policy(admit(role, { StringEquals: { "aws:PrincipalTag/team": "ops" } }))],
      expect: "may",
      actions: ["sts:AssumeRole"],
    },
  ],
};

const action = "sts:AssumeRole";

/** The first statement of the trust policy that, among those that allow, admits sessions of the role alone. */
function admittingStatement(view: GapView): GapHit["statement"] {
  const allows = view.statements.filter(
    ({ ref, statement }) => ref.layer === "resource" && statement.effect === "Allow",
  );
  const found = allows.find(({ ref: { statement: place } }) => {
    const alone = view.variant((statement, ref) =>
      ref.layer === "resource" && statement.effect === "Allow" && ref.statement !== place ? null : statement,
    );
    return alone.askWith("role-session", action).some(({ answer }) => answer.verdict !== "closed");
  });
  return found === undefined ? null : placeOf(found);
}
