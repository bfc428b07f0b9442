import { guardAll, policy } from "../case-documents.ts";
import type { Gap, GapHit } from "../gap.ts";
import type { GapView } from "../judging/gap-view.ts";
import { type ForwardingCall, forwardingCalls } from "../guarding/forwarded.ts";
import { grantedByName } from "../guarding/granted-by-name.ts";
import { broadGuardPlace } from "../guarding/left-open.ts";
import { liftingMfa } from "../guarding/lifting-mfa.ts";
import { passingIn } from "../guarding/passing.ts";

const key = "aws:MultiFactorAuthPresent";
const allow = (...Action: readonly string[]): unknown => ({ Effect: "Allow", Action, Resource: "*" });

/** P31: calls that a service makes for the user never carry MFA, so the guard refuses them. */
export const forwardedCallsRefused: Gap = {
  id: "forwarded-calls-refused",
  pitfall: "P31",
  title: "Calls that a service makes for the user are refused",
  severity: "medium",
  danger:
    "When Athena reads a bucket or CloudFormation starts an instance for the user, the second call says that no MFA was used, even when the user signed in with it. The guard refuses it: users with MFA are locked out of work that goes through such services, and somebody in a hurry will take the guard off.",
  fix: "Add Bool on aws:ViaAWSService with the value false to the guard's condition, so that it speaks of direct calls only; or give CloudFormation a service role, which is not bound by the user's guard.",
  references: [
    "IAM user guide, Forward access sessions",
    "IAM user guide, AWS global condition context keys: aws:MultiFactorAuthPresent, aws:ViaAWSService",
  ],
  asks: ["identity", "boundary", "scp"],
  find: (view) => (view.subject.principal.kind === "user" && view.isGuarded ? refused(view) : []),
  cases: [
    {
      name: "a user of Athena cannot read buckets by it",
      documents: [policy(allow("athena:StartQueryExecution", "s3:GetObject", "glue:GetTable"), guardAll())],
      expect: "lockout",
      actions: ["s3:GetObject", "glue:GetTable"],
    },
    {
      name: "a wildcard that covers CloudFormation's calls counts as much as their names",
      documents: [policy(allow("cloudformation:*", "ec2:RunInstances"), guardAll())],
      expect: "lockout",
      actions: ["ec2:RunInstances"],
    },
    {
      name: "an administrator's statement names no such service: a note",
      documents: [policy(guardAll())],
      isBesideAdmin: true,
      expect: "note",
    },
    {
      name: "a guard that speaks of direct calls only lets the service work",
      documents: [
        policy(
          allow("athena:StartQueryExecution", "s3:GetObject"),
          guardAll({ Bool: { "aws:ViaAWSService": "false" } }),
        ),
      ],
      expect: "none",
    },
    {
      name: "a guard on one service is not meant for everything",
      documents: [
        policy(allow("s3:GetObject"), {
          Effect: "Deny",
          Action: "ec2:StopInstances",
          Resource: "*",
          Condition: { BoolIfExists: { [key]: "false" } },
        }),
      ],
      expect: "none",
    },
    {
      name: "where no such service is named, an exemption that nobody can tell may refuse its calls",
      documents: [policy(guardAll({ Odd: { "aws:ViaAWSService": "false" } }))],
      isBesideAdmin: true,
      expect: "may",
    },
    {
      name: "a user who only looks after own keys works through no service",
      documents: [policy(allow("iam:CreateAccessKey"), guardAll())],
      expect: "none",
    },
    {
      name: "an exemption under an operator that AWS does not know may let the service work",
      documents: [
        policy(
          allow("athena:StartQueryExecution", "s3:GetObject"),
          guardAll({ Odd: { "aws:ViaAWSService": "false" } }),
        ),
      ],
      expect: "may",
      actions: ["s3:GetObject"],
    },
  ],
};

function refused(view: GapView): readonly GapHit[] {
  const statement = broadGuardPlace(view);
  const held = view.about({ credential: "forwarded" });
  // Only what the user may do with MFA, and the guards alone keep a service from.
  const withCode = new Set(view.names("true", "open"));
  const free = new Set(
    liftingMfa(view)
      .about({ credential: "forwarded" })
      .names("false", "open")
      .filter((each) => withCode.has(each)),
  );
  const kept = (verdict: "closed" | "may"): readonly string[] =>
    held.names("false", verdict).filter((action) => free.has(action));
  const [closed, unsure] = [new Set(kept("closed")), new Set(kept("may"))];
  const hit = (action: string, says: string): GapHit => {
    const common = { action, states: ["false" as const], witness: null, statement, says };
    const answer = held.answer(action, "false");
    return answer.verdict === "may"
      ? { ...common, verdict: "may", why: answer.why }
      : { ...common, verdict: "lockout" };
  };
  const named = grantedByName(view);
  const found = new Map<string, GapHit>();
  for (const { action: call, service, calls } of forwardingCalls) {
    if (passingIn(named.ask(call, ["*"]), call, ["true"]).open.length === 0) continue;
    const says = `${service} makes this call for a user who calls ${call}.`;
    for (const action of calls.length > 0 ? calls : handed([...closed, ...unsure], call)) {
      if ((closed.has(action) || unsure.has(action)) && !found.has(action)) found.set(action, hit(action, says));
    }
  }
  if (found.size > 0) return [...found.values()];
  // Services call IAM and STS for users rarely: not worth a word where nothing else is refused.
  const others = ["s3:GetObject", "ec2:RunInstances", ...closed, ...unsure].filter(
    (each) => !/^(?:iam|sts):/.test(each),
  );
  const example = others.find((each) => closed.has(each));
  if (example !== undefined) return [{ ...hit(example, unnamed), verdict: "note" }];
  const perhaps = others.find((each) => unsure.has(each));
  return perhaps === undefined ? [] : [hit(perhaps, unnamed)];
}

const unnamed =
  "No service that calls on for the user is granted by name here; where one is used, its calls are refused.";

/** What may be handed to a service that does whatever the user wants: the calls of every other service. */
function handed(names: readonly string[], call: ForwardingCall["action"]): readonly string[] {
  const own = call.slice(0, call.indexOf(":") + 1);
  return names.filter((name) => !name.startsWith(own));
}
