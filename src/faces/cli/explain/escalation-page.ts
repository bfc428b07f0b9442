import type { Escalation } from "../../../domain/policy/escalation.ts";

/** The page of one escalation, in Markdown: what it takes, what is gained, why it may be certain or not. Also what `explain` prints. */
export function escalationPage(escalation: Escalation): string {
  const { id, title, kind, needs, trust, alsoTrust, gain, unseen, seen, pathfinding, aka } = escalation;
  const names = [...(pathfinding === null ? [] : [`${pathfinding} (pathfinding.cloud)`]), ...aka];
  const trusted = trust === null ? [] : [trust, ...(alsoTrust ?? [])];
  return [
    `# ${title}`,
    "",
    `\`${id}\`, ${escalationKinds[kind]}. ${gain}`,
    "",
    "## Takes",
    "",
    "| action | on | |",
    "|---|---|---|",
    ...needs.map(
      ({ action, resource, isOptional }) => `| \`${action}\` | ${resource} | ${isOptional === true ? "helps" : ""} |`,
    ),
    "",
    ...(trusted.length === 0 ? [] : [`The role trusts ${trusted.map((each) => `\`${each}\``).join(" or ")}.`, ""]),
    "## Certain or possible",
    "",
    ...(seen === null ? [] : [`Looked up in the account's IAM data: ${seen}`, ""]),
    unseen === null
      ? "It is certain where every call is open."
      : `It is never more than possible, because no IAM data tells this: ${unseen}`,
    "",
    ...(names.length === 0 ? [] : [`Also known as: ${names.join(", ")}.`, ""]),
  ].join("\n");
}

/** The kinds of escalation in words. */
export const escalationKinds: Readonly<Record<Escalation["kind"], string>> = {
  "new-passrole": "a role handed over",
  "existing-passrole": "a role that a thing has already",
  "principal-access": "another principal",
  "self-escalation": "more rights of one's own",
  "guard-removal": "a guard taken off",
  "mfa-guard": "past an MFA guard",
  "root-takeover": "root",
};
