import { guardExcept, policy, withoutMfa } from "../case-documents.ts";
import type { ClassVerdict } from "../../iam/prove/answer.ts";
import type { Gap, GapHit } from "../gap.ts";
import { type GapView, type StateAnswer, witnessOf } from "../judging/gap-view.ts";
import { broadGuardPlace, orBeside, passingByGuard } from "../guarding/left-open.ts";
import { iamArn } from "../guarding/own-arns.ts";
import { passingHits, passingIn } from "../guarding/passing.ts";

const own = "arn:aws:iam::*:user/${aws:username}";
const federate = { Effect: "Allow", Action: "sts:GetFederationToken", Resource: "*" };

/** P27: the key can be made into a federated session, and that into a console in which IAM works. */
export const federationTokenLeftOpen: Gap = {
  id: "federation-token-left-open",
  pitfall: "P27",
  title: "GetFederationToken passes without MFA and opens a console",
  severity: "high",
  danger:
    "With the stolen key alone sts:GetFederationToken makes a session of up to 36 hours and, through the federation endpoint, a console in which IAM works. The session has what the user's policies and the session policy of the caller's choice both allow. It is another principal than the user: a Deny on the user's own ARN does not reach it, and a rule that AWS applies to the key may not hold in that console.",
  fix: "Let the guard take sts:GetFederationToken: off the exemption list, with Resource *. Unlike GetSessionToken it can be refused by policy.",
  references: [
    "STS API reference, GetFederationToken",
    "IAM user guide, Enable custom identity broker access to the AWS console",
    "IAM user guide, Compare AWS STS credentials",
  ],
  asks: ["identity", "boundary", "scp"],
  find: (view) => (view.subject.principal.kind === "user" ? orBeside(view, federated) : []),
  cases: [
    {
      name: "a guard that exempts the call lets the key open a console for a day and a half",
      documents: [policy(federate, guardExcept("iam:EnableMFADevice", "sts:GetFederationToken"))],
      expect: "gap",
      actions: ["sts:GetFederationToken"],
    },
    {
      name: "a guard on the own user ARN does not reach the console that opens",
      documents: [policy({ Effect: "Deny", NotAction: "iam:ListUsers", Resource: own, Condition: withoutMfa })],
      isBesideAdmin: true,
      devices: 0,
      expect: "gap",
      actions: ["sts:GetFederationToken", "iam:EnableMFADevice", "iam:CreateAccessKey"],
    },
    {
      name: "a second guard that only asks for the key may be passed by the console",
      documents: [
        policy(
          federate,
          { Effect: "Allow", Action: "iam:EnableMFADevice", Resource: "*" },
          guardExcept("iam:EnableMFADevice", "sts:GetFederationToken"),
          {
            Effect: "Deny",
            Action: "iam:EnableMFADevice",
            Resource: "*",
            Condition: { Null: { "aws:MultiFactorAuthPresent": "true" } },
          },
        ),
      ],
      devices: 0,
      expect: "may",
      actions: ["iam:EnableMFADevice"],
    },
    {
      name: "a guard that takes the call holds",
      documents: [policy(federate, guardExcept("iam:EnableMFADevice", "sts:GetSessionToken"))],
      expect: "none",
    },
    {
      name: "an Allow under an operator that AWS does not know may let the call pass",
      documents: [policy({ ...federate, Condition: { Odd: { "aws:x": "1" } } }, guardExcept("sts:GetFederationToken"))],
      expect: "may",
      actions: ["sts:GetFederationToken"],
    },
    {
      name: "an exemption without any grant of the call is worth a note",
      documents: [policy(guardExcept("sts:GetFederationToken"))],
      expect: "note",
    },
  ],
};

const call = "sts:GetFederationToken";

function federated(view: GapView): readonly GapHit[] {
  // The call takes a long-term key, whose requests carry no MFA key at all.
  const passing = passingByGuard(view, call);
  const isOpen = passing.open.includes("absent");
  if (!isOpen && !passing.may.includes("absent")) return [];
  const statement = broadGuardPlace(view);
  const withKey = passingIn(view.ask(call, ["*"]), call, ["absent"]);
  const console = view.about({ credential: "federation-console" });
  const says = `In the console that it opens ${told(console)}.`;
  return [
    ...passingHits(withKey, call, { statement, says }),
    ...added(view, console, isOpen).map((hit) => ({ ...hit, statement })),
  ];
}

/** How much passes in the console whichever MFA state its requests show; what AWS allows to everybody apart. */
function told(console: GapView): string {
  const passing = console.names("absent", "open").filter((name) => {
    const [absent, no] = [console.answer(name, "absent"), console.answer(name, "false")];
    return absent.verdict === "open" && absent.rule === null && no.verdict === "open";
  });
  const iam = passing.filter((name) => name.startsWith("iam:")).length;
  if (passing.length === 0) return "nothing passes without MFA for certain";
  const those = iam === 0 ? "none of IAM" : `${iam} of them of IAM`;
  return `${passing.length === 1 ? "1 action passes" : `${passing.length} actions pass`} without MFA, ${those}`;
}

/** What the console may do and the key may not: with any resource, and on the user's own ARN. */
function added(view: GapView, console: GapView, isSure: boolean): readonly GapHit[] {
  const key = view.about({ credential: "user-key" });
  const found = new Map<string, GapHit>();
  const note = (action: string, hit: GapHit | null): void => {
    if (hit !== null && found.get(action)?.verdict !== "gap") found.set(action, hit);
  };
  for (const action of names(console)) {
    note(
      action,
      addedHit(
        console,
        action,
        console.states.map((state) => ({ state, answer: console.answer(action, state) })),
        key.answer(action, "absent"),
        isSure,
      ),
    );
  }
  for (const action of onSelf) {
    const arns = [
      action.startsWith("iam:CreateVirtual") ? iamArn(view.subject.principal, "mfa/*") : view.subject.principal.arn,
    ];
    const [byKey] = key.ask(action, arns);
    if (byKey !== undefined) note(action, addedHit(console, action, console.ask(action, arns), byKey.answer, isSure));
  }
  return [...found.values()];
}

/** Calls on the own user that matter most to somebody with a stolen key. */
const onSelf: readonly string[] = [
  "iam:EnableMFADevice",
  "iam:DeactivateMFADevice",
  "iam:CreateVirtualMFADevice",
  "iam:CreateAccessKey",
  "iam:CreateLoginProfile",
  "iam:UpdateLoginProfile",
  "iam:AttachUserPolicy",
  "iam:PutUserPolicy",
  "iam:DetachUserPolicy",
  "iam:DeleteUserPolicy",
];

function addedHit(
  console: GapView,
  action: string,
  answers: readonly StateAnswer[],
  byKey: ClassVerdict,
  isSure: boolean,
): GapHit | null {
  if (byKey.verdict === "open") return null;
  const passing = passingIn(answers, action);
  const says = "In the console that the federated session opens; the key alone may not.";
  const common = { action, statement: null, says, subject: console.subject };
  const states = [...passing.open, ...passing.may];
  const first = answers[0]?.answer;
  if (isSure && passing.open.length === answers.length && first !== undefined && byKey.verdict === "closed") {
    return { ...common, verdict: "gap", states: passing.open, witness: witnessOf(first, action) };
  }
  // What may pass with the key already is told where that is told.
  if (states.length === 0 || byKey.verdict === "may") return null;
  const why = !isSure
    ? "whether sts:GetFederationToken passes is not known"
    : (passing.why ??
      `AWS does not document whether requests of that console carry aws:MultiFactorAuthPresent; it passes where they ${passing.open.includes("false") ? "say false" : "do not carry it"}`);
  return { ...common, verdict: "may", states, witness: null, why };
}

function names(console: GapView): readonly string[] {
  const found = new Set<string>();
  for (const state of console.states) {
    for (const verdict of ["open", "may"] as const) for (const name of console.names(state, verdict)) found.add(name);
  }
  return [...found];
}
