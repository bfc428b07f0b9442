import { policy } from "../case-documents.ts";
import { lockedOutOnlyHere, passingOnlyHere, worstOfEach } from "../guarding/differences.ts";
import type { Gap, GapHit } from "../gap.ts";
import type { GapView } from "../judging/gap-view.ts";
import { firstName } from "../guarding/let-through.ts";
import { ownUser, userName } from "../guarding/own-resources.ts";
import { defaultUser } from "../judging/views-of.ts";
import { within } from "../guarding/within.ts";

const own = "arn:aws:iam::*:user/${aws:username}";
const pathed = "arn:aws:iam::111122223333:user/division/alice";
const key = { Action: "iam:CreateAccessKey", Resource: own };

function find(view: GapView): readonly GapHit[] {
  const { kind, arn } = view.subject.principal;
  if (kind !== "user") return [];
  const name = userName(arn);
  const start = arn.slice(0, arn.indexOf(":user/") + ":user/".length);
  if (arn !== `${start}${name}`) return differences(view, asUser(view, `${start}${name}`));
  // Nobody was named: what would be different for a user with a path is only worth knowing.
  if (arn !== defaultUser(arn.split(":")[1] ?? "")) return [];
  const hits = differences(asUser(view, `${start}division/${name}`), view);
  const first = firstName(hits.map(({ action }) => action));
  const example = hits.find(({ action }) => action === first);
  if (example === undefined) return [];
  const count = (verdict: GapHit["verdict"]): number => hits.filter((hit) => hit.verdict === verdict).length;
  const says = `For a user with a path, such as user/division/alice, ${count("lockout")} of the own actions are not granted and ${count("gap")} pass that are denied here.`;
  return [{ verdict: "note", action: example.action, states: example.states, witness: null, statement: null, says }];
}

/** What is different for a user on the own ARN because of the path. */
function differences(withPath: GapView, without: GapView): readonly GapHit[] {
  const here = onOwnUser(withPath);
  const there = onOwnUser(without);
  return worstOfEach([...passingOnlyHere(here, there, () => null), ...lockedOutOnlyHere(here, there, null)]);
}

function onOwnUser(view: GapView): GapView {
  return within(view, { negated: false, patterns: [ownUser(view)] }, "2012-10-17");
}

function asUser(view: GapView, arn: string): GapView {
  return view.about({ principal: { ...view.subject.principal, arn } });
}

/** P25: the ARN of a user with a path is not the one that ends in the user's name alone. */
export const userWithPath: Gap = {
  id: "user-with-path",
  pitfall: "P25",
  title: "The policy misses users that have a path",
  severity: "medium",
  danger:
    "The ARN of a user with a path is user/division/alice, while ${aws:username} is alice. A Deny on user/${aws:username} does not reach such a user, so a stolen key does what it should hold back; an Allow on it does not let the user manage the own credentials or enrol a device.",
  fix: "Write the path as well, user/division/${aws:username}, or user/*/${aws:username} beside user/${aws:username}.",
  references: [
    "IAM user guide, IAM identifiers: friendly names and paths",
    "IAM user guide, IAM policy elements: Variables and tags",
  ],
  asks: ["identity", "boundary", "scp"],
  find,
  cases: [
    {
      name: "an Allow on the own user name grants nothing to a user with a path",
      documents: [policy({ Effect: "Allow", ...key })],
      principal: pathed,
      expect: "lockout",
      actions: ["iam:CreateAccessKey"],
    },
    {
      name: "a Deny on the own user name does not reach a user with a path",
      documents: [policy({ Effect: "Deny", ...key })],
      principal: pathed,
      isBesideAdmin: true,
      expect: "gap",
      actions: ["iam:CreateAccessKey"],
    },
    {
      name: "judged for nobody in particular it is worth a note",
      documents: [policy({ Effect: "Allow", ...key })],
      expect: "note",
    },
    {
      name: "a user without path is reached",
      documents: [policy({ Effect: "Allow", ...key })],
      principal: "arn:aws:iam::111122223333:user/carol",
      expect: "none",
    },
    {
      name: "a pattern that allows for the path is as good",
      documents: [policy({ Effect: "Allow", ...key, Resource: [own, "arn:aws:iam::*:user/*/${aws:username}"] })],
      principal: pathed,
      expect: "none",
    },
    {
      name: "what an operator that AWS does not know grants may pass the Deny",
      documents: [
        policy({ Effect: "Deny", ...key }),
        policy({ Effect: "Allow", ...key, Resource: "*", Condition: { Odd: { "aws:x": "1" } } }),
      ],
      principal: pathed,
      expect: "may",
      actions: ["iam:CreateAccessKey"],
    },
  ],
};
