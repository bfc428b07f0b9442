import { admit, policy } from "../case-documents.ts";
import type { Gap, GapHit } from "../gap.ts";
import type { BoundStatement, GapView } from "../judging/gap-view.ts";
import { placeOf, withGuardsMended } from "../guarding/left-open.ts";
import { passingHits, passingIn } from "../guarding/passing.ts";

const key = "aws:MultiFactorAuthPresent";
const withMfa = { Bool: { [key]: "true" } };
const alice = "arn:aws:iam::111122223333:user/alice";

/** P17: one statement of a trust policy demands MFA, another lets the same caller in without. */
export const secondTrustStatementWithoutMfa: Gap = {
  id: "second-trust-statement-without-mfa",
  pitfall: "P17",
  title: "A second trust statement lets the same caller in without MFA",
  severity: "high",
  danger:
    "One statement of the trust policy demands MFA of a caller, another admits the same caller without. Statements that allow are alternatives: whoever holds the caller's stolen key takes the one that asks for no code.",
  fix: "Put the MFA condition on every statement that admits people, or take the statement without it away. Name services and workloads that cannot do MFA one by one, in a statement that people do not match.",
  references: [
    "IAM user guide, Policy evaluation logic",
    "IAM user guide, Secure API access with MFA: MFA protection for cross-account delegation",
  ],
  asks: ["trust"],
  find: (view) => (view.subject.principal.kind === "user" ? secondWays(view) : []),
  cases: [
    {
      name: "alice needs MFA in one statement, and the whole account comes in by another",
      as: "trust",
      documents: [policy(admit(alice, withMfa), admit("111122223333"))],
      expect: "gap",
      actions: ["sts:AssumeRole"],
    },
    {
      name: "a statement that only looks at the network lets the same caller in without MFA",
      as: "trust",
      documents: [policy(admit(alice, withMfa), admit(alice, { IpAddress: { "aws:SourceIp": "192.0.2.0/24" } }))],
      expect: "gap",
      actions: ["sts:AssumeRole"],
    },
    {
      name: "a second statement for a service lets no person in",
      as: "trust",
      documents: [
        policy(admit(alice, withMfa), {
          Effect: "Allow",
          Principal: { Service: "ec2.amazonaws.com" },
          Action: "sts:AssumeRole",
        }),
      ],
      expect: "none",
    },
    {
      name: "both statements demand MFA",
      as: "trust",
      documents: [policy(admit(alice, withMfa), admit("111122223333", withMfa))],
      expect: "none",
    },
    {
      name: "a second statement for another user is not for the same caller",
      as: "trust",
      documents: [policy(admit(alice, withMfa), admit("arn:aws:iam::111122223333:user/deploy"))],
      expect: "none",
    },
    {
      name: "a second statement under an operator that AWS does not know may let the caller in",
      as: "trust",
      documents: [policy(admit(alice, withMfa), admit(alice, { Odd: { "aws:x": "1" } }))],
      expect: "may",
      actions: ["sts:AssumeRole"],
    },
  ],
};

const actions = ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"];

function secondWays(view: GapView): readonly GapHit[] {
  const isGuard = new Set(view.guards.map(({ ref }) => `${ref.layer} ${ref.statement}`));
  const seconds = view.statements.filter(
    ({ ref, statement }) =>
      ref.layer === "resource" && statement.effect === "Allow" && !isGuard.has(`${ref.layer} ${ref.statement}`),
  );
  if (isGuard.size === 0 || seconds.length === 0) return [];
  // A fault in the MFA condition itself is another finding.
  const mended = withGuardsMended(view);
  const isSecond = (ref: BoundStatement["ref"]): boolean =>
    seconds.some((each) => ref.layer === "resource" && each.ref.statement === ref.statement);
  const guarded = mended.variant((statement, ref) => (isSecond(ref) ? null : statement));
  return actions.flatMap((action): readonly GapHit[] => {
    const demanded = guarded.ask(action, ["*"]);
    // The caller must come in with MFA by the statement that demands it.
    const withCode = passingIn(demanded, action, ["true", "old"]);
    if (withCode.open.length + withCode.may.length === 0) return [];
    const closed = new Set(demanded.flatMap(({ state, answer }) => (answer.verdict === "closed" ? [state] : [])));
    const passing = passingIn(
      view.ask(action, ["*"]).filter(({ state }) => closed.has(state) && stays(mended, action, state)),
      action,
    );
    const second = seconds.find((each) => {
      const alone = mended.variant((statement, ref) =>
        isSecond(ref) && ref.statement !== each.ref.statement ? null : statement,
      );
      return passingIn(alone.ask(action, ["*"]), action, [...passing.open, ...passing.may]).open.length > 0;
    });
    return passingHits(passing, action, { statement: placeOf(second ?? seconds[0] ?? noStatement(action)) });
  });
}

function stays(mended: GapView, action: string, state: string): boolean {
  return mended.ask(action, ["*"]).some((each) => each.state === state && each.answer.verdict !== "closed");
}

function noStatement(action: string): never {
  throw new Error(`no second statement for ${action}`);
}
