import { guardAll, policy } from "../case-documents.ts";
import type { Gap, GapHit } from "../gap.ts";
import { placeOf } from "../guarding/left-open.ts";
import { passingIn } from "../guarding/passing.ts";

const key = "aws:MultiFactorAuthPresent";
const own = "arn:aws:iam::*:user/${aws:username}";
const grant = (Action: string, Condition: unknown = {}): unknown => ({
  Effect: "Allow",
  Action,
  Resource: own,
  Condition,
});
const guard = guardAll();

/** P30: with MFA the user may make credentials that never carry MFA afterwards. */
export const credentialsThatOutliveMfa: Gap = {
  id: "credentials-that-outlive-mfa",
  pitfall: "P30",
  title: "One session with MFA makes credentials that never need it again",
  severity: "info",
  danger:
    "The call needs MFA once; what it makes lasts and is used without. A Git password, an SSH key or an API key for Bedrock is never asked for a code at all, and a new access key brings every exemption of the guard into the hands of whoever gets it. Somebody who has one MFA session for an hour keeps a way in.",
  fix: "Grant the call only to users who need such credentials, watch iam:CreateServiceSpecificCredential and its like in CloudTrail, and refuse in the services themselves what such credentials should not do.",
  references: [
    "IAM user guide, Use IAM with CodeCommit: Git credentials, SSH keys, and AWS access keys",
    "IAM user guide, API keys for Amazon Bedrock",
    "IAM user guide, Manage access keys for IAM users",
  ],
  asks: ["identity"],
  find: (view) => {
    const [guard] = view.guards;
    if (view.subject.principal.kind !== "user" || guard === undefined) return [];
    const statement = placeOf(guard);
    return lasting.flatMap((action): readonly GapHit[] => {
      const answers = view.ask(action, [view.subject.principal.arn]);
      const without = passingIn(answers, action);
      // What passes without MFA is a finding of its own.
      if (without.open.length + without.may.length > 0) return [];
      const { open, may, witness, why } = passingIn(answers, action, ["true", "old"]);
      if (open.length > 0) return [{ verdict: "note", action, states: open, witness, statement }];
      return may.length > 0 ? [{ verdict: "may", action, states: may, witness: null, why, statement }] : [];
    });
  },
  cases: [
    {
      name: "a user who may make Git passwords with MFA keeps one without",
      documents: [policy(grant("iam:CreateServiceSpecificCredential"), guard)],
      expect: "note",
      actions: ["iam:CreateServiceSpecificCredential"],
    },
    {
      name: "an Allow that demands MFA is the same",
      documents: [policy(grant("iam:CreateAccessKey", { Bool: { [key]: "true" } }))],
      expect: "note",
      actions: ["iam:CreateAccessKey"],
    },
    {
      name: "a user who may make no such credentials keeps none",
      documents: [policy(grant("iam:ListAccessKeys"), guard)],
      expect: "none",
    },
    {
      name: "without any demand for MFA there is nothing to outlive",
      documents: [policy(grant("iam:CreateAccessKey"))],
      expect: "none",
    },
    {
      name: "an Allow under an operator that AWS does not know may make them",
      documents: [policy(grant("iam:UploadSSHPublicKey", { Odd: { "aws:x": "1" } }), guard)],
      expect: "may",
      actions: ["iam:UploadSSHPublicKey"],
    },
  ],
};

const lasting: readonly string[] = [
  "iam:CreateAccessKey",
  "iam:CreateServiceSpecificCredential",
  "iam:ResetServiceSpecificCredential",
  "iam:UploadSSHPublicKey",
  "iam:UploadSigningCertificate",
];
