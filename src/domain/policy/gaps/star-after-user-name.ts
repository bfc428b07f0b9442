import { policy } from "../case-documents.ts";
import { passingOnlyHere } from "../guarding/differences.ts";
import type { Gap, GapHit } from "../gap.ts";
import type { GapView } from "../judging/gap-view.ts";
import { openerOf } from "../guarding/opener.ts";
import { ownDevice, ownUser, userName } from "../guarding/own-resources.ts";
import { outside, within } from "../guarding/within.ts";

const device = "arn:aws:iam::*:mfa/${aws:username}";
const remove = { Effect: "Allow", Action: "iam:DeleteVirtualMFADevice" };
const bob = "arn:aws:iam::111122223333:user/bob";

function find(view: GapView): readonly GapHit[] {
  const { kind, arn } = view.subject.principal;
  const name = userName(arn);
  // No other pattern reaches longer names without reaching every name.
  const goesOn = view.statements.some(
    ({ statement: { effect, resources } }) =>
      effect === "Allow" && resources?.patterns.some((text) => hasWildcardAfter(text, name)) === true,
  );
  if (kind !== "user" || !goesOn) return [];
  const own = [ownUser(view), ownDevice(view)];
  const all = own.map(
    (each) => `${each.slice(0, each.lastIndexOf(":") + 1)}${each.includes(":mfa/") ? "mfa" : "user"}/*`,
  );
  const longer = own.map((each) => `${each}?*`);
  // Devices in a path that is the user's name are the user's; paths with colons would only add doubts.
  const paths = [...own.map((each) => `${each}/*`), ...all.map((each) => `${each}:*`)];
  const alike = outside(within(view, { negated: false, patterns: longer }, "2012-10-17"), paths, "2012-10-17");
  // Whoever's name has nothing of the user's.
  const like = all.map((each) => each.replace("/*", `/*${name}*`));
  const others = outside(within(view, { negated: false, patterns: all }, "2012-10-17"), like, "2012-10-17");
  return passingOnlyHere(
    alike,
    others,
    openerOf(alike, ({ statement }) => statement.effect === "Allow"),
  );
}

function hasWildcardAfter(pattern: string, name: string): boolean {
  const ends = [pattern.indexOf("}"), pattern.indexOf(name)].filter((place) => place >= 0);
  return ends.length > 0 && /[*?]/.test(pattern.slice(Math.min(...ends)));
}

/** P26: a star after the user's name also stands for everything that makes it another user's name. */
export const starAfterUserName: Gap = {
  id: "star-after-user-name",
  pitfall: "P26",
  title: "A star after the user name reaches users with a longer name",
  severity: "medium",
  danger:
    "The pattern ${aws:username}* of bob also matches bobby. Whoever holds bob's key deletes, deactivates or replaces what belongs to bobby, whose name only has to begin alike.",
  fix: "Leave the star away, or separate it: ${aws:username}/* for paths, or an exact name.",
  references: ["IAM user guide, IAM policy elements: Variables and tags", "IAM user guide, IAM identifiers"],
  asks: ["identity", "boundary", "scp"],
  find,
  cases: [
    {
      name: "bob reaches the device of bobby",
      documents: [policy({ ...remove, Resource: `${device}*` })],
      principal: bob,
      expect: "gap",
      actions: ["iam:DeleteVirtualMFADevice"],
    },
    {
      name: "without the star he does not",
      documents: [policy({ ...remove, Resource: device })],
      principal: bob,
      expect: "none",
    },
    {
      name: "a star that stands for every device is another matter",
      documents: [policy({ ...remove, Resource: [device, "arn:aws:iam::*:mfa/*"] })],
      principal: bob,
      expect: "none",
    },
    {
      name: "a path that is the user's name is the user's",
      documents: [policy({ ...remove, Resource: `${device}/*` })],
      principal: bob,
      expect: "none",
    },
    {
      name: "a grant under an operator that AWS does not know may reach it",
      documents: [policy({ ...remove, Resource: `${device}*`, Condition: { Odd: { "aws:x": "1" } } })],
      principal: bob,
      expect: "may",
      actions: ["iam:DeleteVirtualMFADevice"],
    },
  ],
};
