import type { Gap, GapHit } from "../gap.ts";
import type { GapView } from "../gap-view.ts";
import { type ForwardingCall, forwardingCalls } from "../forwarded.ts";
import { grantedByName } from "../granted-by-name.ts";
import { broadGuardPlace } from "../left-open.ts";
import { liftingMfa } from "../lifting-mfa.ts";
import { passingIn } from "../passing.ts";

const key = "aws:MultiFactorAuthPresent";
const doc = (...Statement: readonly unknown[]): unknown => ({ Version: "2012-10-17", Statement });
const guard = (Condition: unknown = {}): unknown => ({
  Effect: "Deny",
  Action: "*",
  Resource: "*",
  Condition: { BoolIfExists: { [key]: "false" }, ...(Condition as object) },
});
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
      documents: [doc(allow("athena:StartQueryExecution", "s3:GetObject", "glue:GetTable"), guard())],
      expect: "lockout",
      actions: ["s3:GetObject", "glue:GetTable"],
    },
    {
      name: "a wildcard that covers CloudFormation's calls counts as much as their names",
      documents: [doc(allow("cloudformation:*", "ec2:RunInstances"), guard())],
      expect: "lockout",
      actions: ["ec2:RunInstances"],
    },
    {
      name: "an administrator's statement names no such service: a note",
      documents: [doc(guard())],
      isBesideAdmin: true,
      expect: "note",
    },
    {
      name: "a guard that speaks of direct calls only lets the service work",
      documents: [
        doc(allow("athena:StartQueryExecution", "s3:GetObject"), guard({ Bool: { "aws:ViaAWSService": "false" } })),
      ],
      expect: "none",
    },
    {
      name: "a guard on one service is not meant for everything",
      documents: [
        doc(allow("s3:GetObject"), {
          Effect: "Deny",
          Action: "ec2:StopInstances",
          Resource: "*",
          Condition: { BoolIfExists: { [key]: "false" } },
        }),
      ],
      expect: "none",
    },
    {
      name: "an exemption under an operator that AWS does not know may let the service work",
      documents: [
        doc(allow("athena:StartQueryExecution", "s3:GetObject"), guard({ Odd: { "aws:ViaAWSService": "false" } })),
      ],
      expect: "may",
      actions: ["s3:GetObject"],
    },
  ],
};

function refused(view: GapView): readonly GapHit[] {
  const statement = broadGuardPlace(view);
  const held = view.about({ credential: "forwarded" });
  const free = liftingMfa(view).about({ credential: "forwarded" });
  const verdictOf = (action: string): GapHit["verdict"] | null => {
    // Only what the user may do with MFA, and the guards alone keep a service from.
    if (free.answer(action, "false").verdict !== "open") return null;
    if (passingIn(view.ask(action, ["*"]), action, ["true"]).open.length === 0) return null;
    const answer = held.answer(action, "false");
    return answer.verdict === "open" ? null : answer.verdict === "may" ? "may" : "lockout";
  };
  const whyOf = (action: string): string | undefined => {
    const answer = held.answer(action, "false");
    return answer.verdict === "may" ? answer.why : undefined;
  };
  const named = grantedByName(view);
  const found = new Map<string, GapHit>();
  for (const { action: call, service, calls } of forwardingCalls) {
    if (passingIn(named.ask(call, ["*"]), call, ["true"]).open.length === 0) continue;
    const says = `${service} makes this call for a user who calls ${call}.`;
    for (const action of calls.length > 0 ? calls : handed(held, call)) {
      const verdict = verdictOf(action);
      if (verdict === null || found.has(action)) continue;
      found.set(action, { verdict, action, states: ["false"], witness: null, why: whyOf(action), statement, says });
    }
  }
  if (found.size > 0) return [...found.values()];
  // Services call IAM and STS for users rarely: not worth a word where nothing else is refused.
  const others = ["s3:GetObject", "ec2:RunInstances", ...held.names("false", "closed"), ...held.names("false", "may")]
    .filter((action) => !/^(?:iam|sts):/.test(action))
    .map((action) => ({ action, verdict: verdictOf(action) }));
  const common = { states: ["false" as const], witness: null, statement };
  const example = others.find(({ verdict }) => verdict === "lockout")?.action;
  if (example !== undefined) return [{ ...common, verdict: "note", action: example, says: unnamed }];
  const unsure = others.find(({ verdict }) => verdict === "may")?.action;
  return unsure === undefined ? [] : [{ ...common, verdict: "may", action: unsure, why: whyOf(unsure), says: unnamed }];
}

const unnamed =
  "No service that calls on for the user is granted by name here; where one is used, its calls are refused.";

/** What may be handed to a service that does whatever the user wants: every call of another service that is refused. */
function handed(held: GapView, call: ForwardingCall["action"]): readonly string[] {
  const own = call.slice(0, call.indexOf(":") + 1);
  return [...held.names("false", "closed"), ...held.names("false", "may")].filter((name) => !name.startsWith(own));
}
