import type { Gap, GapHit } from "../gap.ts";
import type { GapView } from "../judging/gap-view.ts";
import { placeOf } from "../guarding/left-open.ts";
import { liftingMfa } from "../guarding/lifting-mfa.ts";

const key = "aws:MultiFactorAuthPresent";
const trust = (AWS: string, Condition: unknown): unknown => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { AWS }, Action: "sts:AssumeRole", Condition }],
});
const role = "arn:aws:iam::111122223333:role/a";

/** P18: a trust policy demands MFA of a role, whose sessions never carry it. */
export const roleChainNeverMeetsMfa: Gap = {
  id: "role-chain-never-meets-mfa",
  pitfall: "P18",
  title: "A role must show MFA, and no session of a role ever does",
  severity: "medium",
  danger:
    "The trust policy admits a role on condition of MFA. Sessions of a role say that no MFA was used, however the person behind them signed in, and a chain of roles does not carry it on: the role that is named can never assume this one, and whoever depends on that way is locked out when it is needed.",
  fix: "Demand MFA where the person enters the first role, and let this trust policy name that role without an MFA condition; or let people assume this role straight from their user with a code.",
  references: [
    "IAM user guide, AWS global condition context keys: aws:MultiFactorAuthPresent",
    "IAM user guide, Roles terms and concepts: role chaining",
  ],
  asks: ["trust"],
  find: (view) => (view.subject.principal.kind === "role" ? locked(view) : []),
  cases: [
    {
      name: "role B admits role A with MFA only: nobody ever comes in that way",
      as: "trust",
      documents: [trust(role, { Bool: { [key]: "true" } })],
      expect: "lockout",
      actions: ["sts:AssumeRole"],
    },
    {
      name: "BoolIfExists true is no help, for the session says false",
      as: "trust",
      documents: [trust(role, { BoolIfExists: { [key]: "true" } })],
      expect: "lockout",
    },
    {
      name: "without an MFA condition the role comes in",
      as: "trust",
      documents: [trust(role, {})],
      expect: "none",
    },
    {
      name: "a user can meet the condition",
      as: "trust",
      documents: [trust("arn:aws:iam::111122223333:user/alice", { Bool: { [key]: "true" } })],
      expect: "none",
    },
    {
      name: "an MFA condition under an operator that AWS does not know may keep the role out",
      as: "trust",
      documents: [
        {
          Version: "2012-10-17",
          Statement: [
            {
              Effect: "Allow",
              Principal: { AWS: role },
              Action: "sts:AssumeRole",
              Condition: { Bool: { [key]: "true" } },
            },
            {
              Effect: "Allow",
              Principal: { AWS: role },
              Action: "sts:AssumeRole",
              Condition: { Odd: { "aws:x": "1" } },
            },
          ],
        },
      ],
      expect: "may",
      actions: ["sts:AssumeRole"],
    },
  ],
};

const action = "sts:AssumeRole";

function locked(view: GapView): readonly GapHit[] {
  const guard = view.guards.find(({ ref }) => ref.layer === "resource");
  const [held] = view.askWith("role-chained", action);
  // Only what the MFA condition alone keeps out.
  const [free] = liftingMfa(view, "resource").askWith("role-chained", action);
  if (guard === undefined || held === undefined || free?.answer.verdict !== "open") return [];
  const common = { action, states: [held.state], witness: null, statement: placeOf(guard) };
  const { answer } = held;
  switch (answer.verdict) {
    case "open":
      return [];
    case "closed":
      return [{ ...common, verdict: "lockout" }];
    case "may":
      return [{ ...common, verdict: "may", why: answer.why }];
  }
}
