import { lockedOutOnlyHere, passingOnlyHere, worstOfEach } from "../guarding/differences.ts";
import type { Gap, GapHit } from "../gap.ts";
import type { BoundStatement, GapView } from "../judging/gap-view.ts";
import { firstName } from "../guarding/let-through.ts";
import { placeOf } from "../guarding/left-open.ts";
import { readingAs2012 } from "../guarding/reading-as-2012.ts";
import { type Resources, versionOf, within } from "../guarding/within.ts";

const own = "arn:aws:iam::*:user/${aws:username}";
const policy = (Version: string | undefined, ...Statement: readonly object[]): unknown => ({
  ...(Version === undefined ? {} : { Version }),
  Statement,
});
const key = { Action: "iam:CreateAccessKey", Resource: own };
const odd = { Condition: { Odd: { "aws:x": "1" } } };

function find(view: GapView): readonly GapHit[] {
  const texts = view.statements.filter(
    (each) => versionOf(view, each.ref) === "2008-10-17" && hasVariable(each.statement),
  );
  if (texts.length === 0) return [];
  const own = hitsOf(view, texts);
  if (own.length > 0) return own;
  const beside = view.besideAdmin();
  const found = beside === view ? [] : hitsOf(beside, texts);
  const name = firstName(found.flatMap(({ verdict, action }) => (verdict === "gap" ? [action] : [])));
  const example = found.find(({ action }) => action === name);
  if (example === undefined) return [];
  const says =
    "These documents grant nothing that it lets through; beside a statement that allows everything it passes.";
  return [{ ...example, verdict: "note", says }];
}

function hitsOf(view: GapView, texts: readonly BoundStatement[]): readonly GapHit[] {
  return worstOfEach(
    texts.flatMap((each) =>
      // Requests on what the statement is meant to speak of: elsewhere the same action may pass whatever it says.
      partsOf(each.statement).flatMap((resources) => {
        const place = within(view, resources, "2012-10-17");
        const meant = readingAs2012(place);
        return each.statement.effect === "Deny"
          ? passingOnlyHere(place, meant, () => placeOf(each))
          : lockedOutOnlyHere(place, meant, placeOf(each));
      }),
    ),
  );
}

/** Each resource that holds a variable; all of them where it is a condition that does. */
function partsOf({ resources, conditions }: BoundStatement["statement"]): readonly (Resources | null)[] {
  const inCondition = conditions.some(({ values }) => values.some((text) => text.includes("${")));
  if (resources === null || resources.negated || inCondition) return [resources];
  const named = resources.patterns.filter((text) => text.includes("${"));
  return named.map((pattern) => ({ negated: false, patterns: [pattern] }));
}

function hasVariable({ resources, conditions }: BoundStatement["statement"]): boolean {
  return [...(resources?.patterns ?? []), ...conditions.flatMap(({ values }) => values)].some((text) =>
    text.includes("${"),
  );
}

/** P24: without Version 2012-10-17 a variable is literal text, and the statement speaks of nobody. */
export const variablesInVersion2008: Gap = {
  id: "variables-in-version-2008",
  pitfall: "P24",
  title: "Variables do nothing in a policy of version 2008",
  severity: "high",
  danger:
    "Without Version 2012-10-17 the text ${aws:username} is taken literally, and nobody bears that name. A Deny on it never applies, so what it should hold back passes with a stolen key; an Allow on it grants nobody anything.",
  fix: 'Write "Version": "2012-10-17" into the document.',
  references: [
    "IAM user guide, IAM JSON policy elements: Version",
    "IAM user guide, IAM policy elements: Variables and tags",
  ],
  asks: ["identity", "boundary", "scp", "session", "resource"],
  find,
  cases: [
    {
      name: "a Deny on the own user never applies",
      documents: [policy("2008-10-17", { Effect: "Deny", ...key })],
      isBesideAdmin: true,
      expect: "gap",
      actions: ["iam:CreateAccessKey"],
    },
    {
      name: "a document without version is one of 2008",
      documents: [policy(undefined, { Effect: "Deny", ...key })],
      isBesideAdmin: true,
      expect: "gap",
      actions: ["iam:CreateAccessKey"],
    },
    {
      name: "an Allow on the own user grants nothing",
      documents: [policy("2008-10-17", { Effect: "Allow", ...key })],
      expect: "lockout",
      actions: ["iam:CreateAccessKey"],
    },
    {
      name: "a Deny alone is worth a note",
      documents: [policy("2008-10-17", { Effect: "Deny", ...key })],
      expect: "note",
    },
    {
      name: "in version 2012 both speak of the user",
      documents: [policy("2012-10-17", { Effect: "Deny", ...key })],
      isBesideAdmin: true,
      expect: "none",
    },
    {
      name: "what an operator that AWS does not know grants may pass the Deny",
      documents: [
        policy("2008-10-17", { Effect: "Deny", ...key }),
        policy("2012-10-17", { Effect: "Allow", Action: "iam:CreateAccessKey", Resource: "*", ...odd }),
      ],
      expect: "may",
      actions: ["iam:CreateAccessKey"],
    },
  ],
};
