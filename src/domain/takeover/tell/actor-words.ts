import { arnParts } from "../../core/arn.ts";
import { costRank } from "../../core/cost.ts";
import { compareText } from "../leaf.ts";
import { repositoryOf } from "../read/people-behind.ts";
import type { Actor, Entrance } from "../who-can.ts";

/** What a step calls a class of principals: its easiest member, how to act as it, and how many others there are. */
export function classWords(actors: readonly Actor[], account: string): string {
  const [first, ...others] = [...actors].sort(
    (one, two) => cheapest(one) - cheapest(two) || compareText(one.arn, two.arn),
  );
  if (first === undefined) return "a principal";
  const more = others.length === 0 ? "" : others.length === 1 ? " or 1 other" : ` or ${others.length} others`;
  return `${actorWords(first, account)}${more}`;
}

/** Rank of the easiest way to act as a principal. */
function cheapest(actor: Actor): number {
  return Math.min(...actor.entrances.map(({ cost }) => costRank(cost)));
}

function actorWords(actor: Actor, account: string): string {
  const entrance = [...actor.entrances].sort((one, two) => costRank(one.cost) - costRank(two.cost))[0];
  const name = nameOf(actor.arn, account);
  const way = `${escalated(actor)}${onward(actor, account)}`;
  const how = entrance === undefined ? "" : ` (${entranceWords(entrance, account)})`;
  return `${name}${how}${way}`;
}

// The escalations on the way, told once when every effect needs the same ones.
function escalated(actor: Actor): string {
  const ways = new Set([...actor.effects.values()].map(({ by = [] }) => by.join(" ")));
  const [only] = ways;
  if (only === undefined || (ways.size === 1 && only === "")) return "";
  return ways.size === 1 ? `, escalating by ${only.split(" ").join(" and ")}` : ", for some of it by an escalation";
}

// The principals between the actor and the permission, told once when every effect goes the same way.
function onward(actor: Actor, account: string): string {
  const ways = new Set([...actor.effects.values()].map(({ through }) => through.slice(1).join(" ")));
  const [only] = ways;
  if (ways.size !== 1 || only === undefined || only === "") return "";
  const names = only.split(" ").map((arn) => nameOf(arn, account));
  return `, by way of ${names.join(" and ")}`;
}

/** `role/ci`, with the account when it is another one. */
function nameOf(arn: string, account: string): string {
  const parts = arnParts(arn);
  if (parts === null) return arn;
  return parts.account === account || parts.account === "" ? parts.resource : `${parts.resource} in ${parts.account}`;
}

function entranceWords(entrance: Entrance, account: string): string {
  switch (entrance.kind) {
    case "oidc": {
      const repository = repositoryOf(entrance.subject);
      return repository === null ? `any token with subject ${entrance.subject}` : `any pusher of ${repository}`;
    }
    case "access-key":
      return "its access key";
    case "console":
      return "its console password";
    case "sso":
      return "single sign-on";
    case "saml":
      return "a SAML sign-in";
    case "service":
      return `whatever runs in ${entrance.subject}`;
    case "account":
      return `anyone in account ${entrance.subject} who may assume it`;
    case "public":
      return "anyone at all";
    case "role":
      return `whoever holds ${nameOf(entrance.subject, account)}`;
  }
}
