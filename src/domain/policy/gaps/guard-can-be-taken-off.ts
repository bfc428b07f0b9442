import { guardExcept, policy } from "../case-documents.ts";
import type { Gap, GapHit } from "../gap.ts";
import type { GapView } from "../judging/gap-view.ts";
import { broadGuardPlace, orBeside } from "../guarding/left-open.ts";
import { iamArn } from "../guarding/own-arns.ts";
import { type Carriers, passingEverywhere } from "../guarding/passing-everywhere.ts";
import { passingHits, statesWithoutMfa } from "../guarding/passing.ts";

const key = "aws:MultiFactorAuthPresent";
const own = "arn:aws:iam::*:user/${aws:username}";
const allow = (Action: string, Resource: string): unknown => ({ Effect: "Allow", Action, Resource });

/** P22: without MFA the user may take the MFA guard off. */
export const guardCanBeTakenOff: Gap = {
  id: "guard-can-be-taken-off",
  pitfall: "P22",
  title: "The MFA guard can be taken off without MFA",
  severity: "critical",
  danger:
    "With the stolen key alone the user leaves the group that carries the guard, detaches, deletes or overwrites the guard's policy, or writes a version of it without the guard. From then on everything the user may do passes without any code.",
  fix: "Take the calls that write policies, attachments and group membership off what the guard exempts, and grant them to no one whom the guard is meant to hold.",
  references: [
    "IAM user guide, Managing IAM policies",
    "IAM user guide, Permissions boundaries for IAM entities",
    "IAM user guide, Secure API access with MFA",
  ],
  asks: ["identity", "boundary"],
  find: (view) => (view.subject.principal.kind === "user" ? orBeside(view, removals) : []),
  cases: [
    {
      name: "a user who may leave every group without MFA leaves the guard",
      documents: [policy(allow("iam:RemoveUserFromGroup", "*"), guardExcept("iam:RemoveUserFromGroup"))],
      expect: "gap",
      actions: ["iam:RemoveUserFromGroup"],
    },
    {
      name: "a user who may detach own policies without MFA detaches the guard",
      documents: [policy(allow("iam:DetachUserPolicy", own), guardExcept("iam:DetachUserPolicy"))],
      expect: "gap",
      actions: ["iam:DetachUserPolicy"],
    },
    {
      name: "a guard that exempts all of IAM beside an administrator's statement takes itself off",
      documents: [policy(guardExcept("iam:*"))],
      isBesideAdmin: true,
      expect: "gap",
      actions: ["iam:CreatePolicyVersion", "iam:DeleteGroupPolicy"],
    },
    {
      name: "going back to another version of the policy takes the guard off if that version has none",
      documents: [policy(allow("iam:SetDefaultPolicyVersion", "*"), guardExcept("iam:SetDefaultPolicyVersion"))],
      expect: "may",
      actions: ["iam:SetDefaultPolicyVersion"],
    },
    {
      name: "a guard that only withholds an Allow falls to a policy that the user attaches",
      documents: [
        policy(
          { Effect: "Allow", Action: "*", Resource: "*", Condition: { Bool: { [key]: "true" } } },
          allow("iam:AttachUserPolicy", own),
        ),
      ],
      expect: "gap",
      actions: ["iam:AttachUserPolicy"],
    },
    {
      name: "a guard that denies holds whatever the user attaches",
      documents: [
        policy(allow("iam:AttachUserPolicy", own), allow("s3:GetObject", "*"), guardExcept("iam:AttachUserPolicy")),
      ],
      expect: "none",
    },
    {
      name: "leaving one group by name takes the guard off only if the guard hangs there",
      documents: [
        policy(
          allow("iam:RemoveUserFromGroup", "arn:aws:iam::111122223333:group/beta"),
          guardExcept("iam:RemoveUserFromGroup"),
        ),
      ],
      expect: "may",
      actions: ["iam:RemoveUserFromGroup"],
    },
    {
      name: "leaving every group but one takes the guard off unless it hangs on that one",
      documents: [
        policy(allow("iam:RemoveUserFromGroup", "*"), guardExcept("iam:RemoveUserFromGroup"), {
          Effect: "Deny",
          Action: "iam:*",
          Resource: "arn:aws:iam::111122223333:group/guarded",
        }),
      ],
      expect: "may",
      actions: ["iam:RemoveUserFromGroup"],
    },
    {
      name: "detaching every policy but one takes the guard off unless that one is the guard",
      documents: [
        policy(allow("iam:DetachUserPolicy", own), guardExcept("iam:DetachUserPolicy"), {
          Effect: "Deny",
          Action: "iam:DetachUserPolicy",
          Resource: "*",
          Condition: { ArnEquals: { "iam:PolicyARN": "arn:aws:iam::111122223333:policy/guard" } },
        }),
      ],
      expect: "may",
      actions: ["iam:DetachUserPolicy"],
    },
    {
      name: "who may detach the policies of another user only keeps the own guard; the exemption is worth a note",
      documents: [
        policy(allow("iam:DetachUserPolicy", "arn:aws:iam::*:user/robot"), guardExcept("iam:DetachUserPolicy")),
      ],
      expect: "note",
    },
    {
      name: "a guard that takes these calls stays where it is",
      documents: [policy(guardExcept("iam:EnableMFADevice", "sts:GetSessionToken"))],
      isBesideAdmin: true,
      expect: "none",
    },
    {
      name: "a boundary that may only be replaced by a given one may or may not keep its guard",
      as: "boundary",
      documents: [
        policy(allow("*", "*"), guardExcept("iam:PutUserPermissionsBoundary"), {
          Effect: "Deny",
          Action: "iam:PutUserPermissionsBoundary",
          Resource: "*",
          Condition: {
            StringNotEquals: { "iam:PermissionsBoundary": "arn:aws:iam::111122223333:policy/guarding-boundary" },
          },
        }),
      ],
      expect: "may",
      actions: ["iam:PutUserPermissionsBoundary"],
    },
    {
      name: "a boundary that exempts its own removal is taken off",
      as: "boundary",
      documents: [policy(allow("*", "*"), guardExcept("iam:DeleteUserPermissionsBoundary"))],
      expect: "gap",
      actions: ["iam:DeleteUserPermissionsBoundary"],
    },
  ],
};

interface Removal {
  readonly action: string;
  /** What carries the guard that the call takes off: the user itself, a group, a customer managed policy. */
  readonly carrier: "user" | "group" | "policy";
  /** The condition key that tells which policy the call takes, lower case. */
  readonly key?: string;
  /** What must be the case besides, that no policy text tells. */
  readonly needs?: string;
}

const removals = (view: GapView): readonly GapHit[] =>
  (view.as === "boundary" ? fromBoundary : isWithheld(view) ? [...fromIdentity, ...grants] : fromIdentity).flatMap(
    (each) => removal(view, each),
  );

const ofPolicy: readonly Removal[] = [
  { action: "iam:CreatePolicyVersion", carrier: "policy" },
  {
    action: "iam:SetDefaultPolicyVersion",
    carrier: "policy",
    needs: "whether a version without the guard exists is not known (iam:ListPolicyVersions)",
  },
];
const fromIdentity: readonly Removal[] = [
  ...ofPolicy,
  { action: "iam:RemoveUserFromGroup", carrier: "group" },
  { action: "iam:DetachGroupPolicy", carrier: "group", key: "iam:policyarn" },
  { action: "iam:DeleteGroupPolicy", carrier: "group" },
  { action: "iam:PutGroupPolicy", carrier: "group" },
  { action: "iam:DetachUserPolicy", carrier: "user", key: "iam:policyarn" },
  { action: "iam:DeleteUserPolicy", carrier: "user" },
  { action: "iam:PutUserPolicy", carrier: "user" },
];
const fromBoundary: readonly Removal[] = [
  ...ofPolicy,
  { action: "iam:DeleteUserPermissionsBoundary", carrier: "user", key: "iam:permissionsboundary" },
  { action: "iam:PutUserPermissionsBoundary", carrier: "user", key: "iam:permissionsboundary" },
];
/** They add an Allow: enough where the guard only withholds one. */
const grants: readonly Removal[] = [
  { action: "iam:AttachUserPolicy", carrier: "user" },
  { action: "iam:AttachGroupPolicy", carrier: "group" },
  { action: "iam:AddUserToGroup", carrier: "group" },
];

/** A guard only withholds an Allow: something that passes with MFA is refused without, and a further Allow opens it. */
function isWithheld(view: GapView): boolean {
  const beside = view.besideAdmin();
  return statesWithoutMfa.some((state) =>
    view
      .names(state, "closed")
      .some((name) => view.answer(name, "true").verdict === "open" && beside.answer(name, state).verdict === "open"),
  );
}

function removal(view: GapView, { action, carrier, key: which, needs }: Removal): readonly GapHit[] {
  const { principal } = view.subject;
  const carriers: Carriers =
    carrier === "user"
      ? { name: "policies", arns: [principal.arn], key: which }
      : {
          name: carrier === "group" ? "groups" : "policies",
          arns: [iamArn(principal, `${carrier}/*`)],
          thing: carrier,
          key: which,
        };
  const hits = passingHits(passingEverywhere(view, action, carriers), action, { statement: broadGuardPlace(view) });
  if (needs === undefined) return hits;
  return hits.map((hit) => (hit.verdict === "gap" ? { ...hit, verdict: "may", witness: null, why: needs } : hit));
}
