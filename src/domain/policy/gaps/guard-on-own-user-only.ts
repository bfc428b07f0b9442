import { withoutMfa } from "../case-documents.ts";
import type { Gap, GapHit } from "../gap.ts";
import type { GapView } from "../judging/gap-view.ts";
import type { GuardStatement } from "../guarding/guard-statement.ts";
import { firstName, letThrough } from "../guarding/let-through.ts";
import { mendingThose, onEverything, refKey } from "../guarding/mending.ts";
import { demandingMfa } from "../guarding/mfa-condition.ts";

const own = "arn:aws:iam::*:user/${aws:username}";
const guard = (Resource: string, more: object = {}): unknown => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Deny", NotAction: "iam:ListUsers", Resource, Condition: { ...withoutMfa, ...more } }],
});

/**
 * A guard that is meant for everything: it names what it leaves out. One that takes every action of some resources is
 * meant for those resources.
 */
function isForEverything(view: GapView, { ref }: GuardStatement): boolean {
  const alone = view
    .variant((statement, place) => {
      if (refKey(place) === refKey(ref)) return demandingMfa(onEverything(statement));
      return statement.effect === "Deny" ? null : statement;
    })
    .besideAdmin();
  return alone.names("absent", "open").length > 0;
}

function find(view: GapView): readonly GapHit[] {
  const broad = view.guards.filter(({ isBroad, statement }) => isBroad && statement.effect === "Deny");
  const narrow = broad.filter(
    ({ statement: { resources } }) => resources !== null && !resources.patterns.includes("*"),
  );
  if (narrow.length === 0) return [];
  // A wrong operator is a gap of its own; with it the resource would seem to matter nowhere.
  const sound = view.variant(mendingThose(broad, demandingMfa));
  const chosen = new Set(narrow.map(({ ref }) => refKey(ref)));
  const hits = letThrough(sound, ({ ref }) => chosen.has(refKey(ref)), onEverything);
  if (hits.length === 0 || narrow.some((each) => isForEverything(view, each))) return hits;
  const says = "The guard takes every action, but only of some resources; if that is meant, nothing is wrong.";
  const first = firstName(hits.map(({ action }) => action));
  return hits.filter(({ action }) => action === first).map((hit) => ({ ...hit, verdict: "note" as const, says }));
}

/** P06: a guard that was meant for everything and stands on one resource. */
export const guardOnOwnUserOnly: Gap = {
  id: "guard-on-own-user-only",
  pitfall: "P06",
  title: "The MFA guard covers only some resources",
  severity: "critical",
  danger:
    "The guard denies almost every action, but only on the resource that it names, usually the user's own ARN. Every action has other resources, so whoever holds a stolen key does everything else the user may do, without any code.",
  fix: 'Write "Resource": "*" in the Deny; what users need without MFA belongs into NotAction.',
  references: [
    "IAM user guide, Enable a FIDO security key: the example policy of 2019 to 2023",
    "IAM user guide, AWS: Allows MFA-authenticated IAM users to manage their own credentials",
  ],
  asks: ["identity", "boundary", "scp"],
  find,
  cases: [
    {
      name: "a guard on the own user ARN beside an administrator's statement leaves everything open",
      documents: [guard(own)],
      isBesideAdmin: true,
      expect: "gap",
      actions: ["iam:CreateUser", "s3:GetObject", "iam:ListAccountAliases"],
    },
    {
      name: "alone it opens nothing, and is worth a note",
      documents: [guard(own)],
      expect: "note",
    },
    {
      name: "with a wrong operator as well the resource is still found",
      documents: [
        {
          Version: "2012-10-17",
          Statement: {
            Effect: "Deny",
            NotAction: "iam:ListUsers",
            Resource: own,
            Condition: { Bool: { "aws:MultiFactorAuthPresent": "false" } },
          },
        },
      ],
      isBesideAdmin: true,
      expect: "gap",
      actions: ["s3:GetObject"],
    },
    {
      name: "a guard on every resource leaves none out",
      documents: [guard("*")],
      isBesideAdmin: true,
      expect: "none",
    },
    {
      name: "a guard of one service on one bucket is meant for that bucket",
      documents: [
        {
          Version: "2012-10-17",
          Statement: [{ Effect: "Deny", Action: "s3:*", Resource: "arn:aws:s3:::production/*", Condition: withoutMfa }],
        },
      ],
      isBesideAdmin: true,
      expect: "none",
    },
    {
      name: "what an operator that AWS does not know grants may pass elsewhere",
      documents: [
        guard(own),
        {
          Version: "2012-10-17",
          Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "*", Condition: { Odd: { "aws:x": "1" } } }],
        },
      ],
      expect: "may",
      actions: ["s3:GetObject"],
    },
  ],
};
