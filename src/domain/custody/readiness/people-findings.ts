import { type DisjointnessReason, judgeDisjointness } from "../kits/disjointness/judge-disjointness.ts";
import { maxCliApprovals } from "../release-policy/max-cli-approvals.ts";
import { votesNeeded } from "../roster/terms-met.ts";
import type { CustodyFacts } from "./custody-facts.ts";
import { finding, type ReadinessFinding, well } from "./custody-finding.ts";
import { quorumMargin } from "./quorum-margin.ts";

const day = 86_400;
const unseenDays = 90;

/** Custodians, rules, and who holds what. */
export function peopleFindings(facts: CustodyFacts): readonly ReadinessFinding[] {
  return [...people(facts), ...rules(facts), ...holders(facts)];
}

type Finder = (facts: CustodyFacts) => readonly ReadinessFinding[];

const people: Finder = ({ roster, lastSeen, since, now }) => {
  const custodians = roster.persons.filter(({ roles }) => roles.includes("custodian"));
  const unseen = custodians.flatMap(({ id }) => {
    const days = Math.floor((now - (lastSeen.get(id) ?? since)) / day);
    return days > unseenDays
      ? [
          finding(
            "custodian-unseen",
            "warn",
            `${id} was not seen for ${days} days`,
            `Call ${id}; let them run a share drill.`,
            id,
          ),
        ]
      : [];
  });
  const doorless = custodians
    .filter(({ doorSpki }) => doorSpki === undefined)
    .map(({ id }) =>
      finding(
        "custodian-doorless",
        "warn",
        `${id} has no key for the custodian door and cannot veto past the gate`,
        "Make an identity on the command line for them.",
        id,
      ),
    );
  const said = [...unseen, ...doorless];
  return said.length === 0
    ? [well("custodian-unseen", `all ${custodians.length} custodians were seen within ${unseenDays} days`)]
    : said;
};

const rules: Finder = ({ policy, roster, now }) =>
  policy.rules.flatMap((rule) => {
    const said: ReadinessFinding[] = [];
    const { spare } = policy.solo ? { spare: 1 } : quorumMargin(rule, roster.groups, roster.persons, now);
    const more = "Add approvers to the roster before somebody is ill.";
    if (spare < 0)
      said.push(
        finding(
          "quorum-margin",
          "red",
          `rule ${rule.name}: for some requesters there are too few approvers`,
          more,
          rule.name,
        ),
      );
    else if (spare === 0)
      said.push(
        finding("quorum-margin", "red", `rule ${rule.name}: one approver away, and nobody gets in`, more, rule.name),
      );
    else if (spare === 1 && !policy.solo)
      said.push(finding("quorum-margin", "warn", `rule ${rule.name}: only one approver may be away`, more, rule.name));
    else said.push(well("quorum-margin", `rule ${rule.name}: enough approvers`));
    const needed = votesNeeded(rule);
    if (!policy.solo && maxCliApprovals(rule, roster) >= needed) {
      said.push(
        finding(
          "cli-approvals",
          "warn",
          `rule ${rule.name}: all ${needed} approvals may come from key files`,
          "Enrol passkeys: from then on one approval fewer may.",
          rule.name,
        ),
      );
    }
    if (rule.maxCodes > 3) {
      said.push(
        finding(
          "many-codes",
          "warn",
          `rule ${rule.name} gives ${rule.maxCodes} codes for one approval`,
          "Three are enough for a sign-in that goes wrong twice.",
          rule.name,
        ),
      );
    }
    return said;
  });

const holders: Finder = ({ holdings, roster }) => {
  const both = roster.persons.filter(
    ({ roles, recipientP, recipientS }) =>
      roles.includes("custodian") && recipientP !== undefined && recipientS !== undefined,
  );
  const warned = both.map(({ id }) =>
    finding(
      "both-vaults",
      "warn",
      `${id} can hold shares of both vaults`,
      "Let different people hold the shares of P and S.",
      id,
    ),
  );
  if (holdings === null)
    return [
      ...warned,
      finding(
        "disjointness",
        "unknown",
        "who holds which sheet where is not declared",
        "Declare holders and places in the custody file.",
      ),
    ];
  const { status, reasons, smallest } = judgeDisjointness(holdings);
  if (status === "pass")
    return [...warned, well("disjointness", `the smallest group that opens both vaults is ${sizeOf(smallest.both)}`)];
  const level = status === "fail" ? "red" : status;
  return [
    ...warned,
    ...reasons.map((reason) =>
      finding(
        "disjointness",
        level,
        reasonText(reason),
        "Move shares or copies so that nobody and no place reaches both vaults.",
      ),
    ),
  ];
};

function sizeOf(coalition: { readonly status: string; readonly size?: number }): string {
  return coalition.size === undefined ? "not known" : `${coalition.size} people`;
}

function reasonText(reason: DisjointnessReason): string {
  switch (reason.kind) {
    case "reaches-both":
      return `${reason.member} ${reason.name} alone reaches both vaults`;
    case "reaches-one":
      return `${reason.member} ${reason.name} alone reaches vault ${reason.side}`;
    case "same-people":
      return `the same ${reason.both} people open both vaults`;
    case "backups-together":
      return `backups of both vaults lie in ${reason.place}`;
    case "unplaced":
      return `${reason.count} shares of ${reason.split} lie nowhere that was declared`;
    case "unheard-of":
      return `a share of ${reason.split} is declared, which does not exist`;
    case "no-split":
      return `nothing is declared for vault ${reason.side}`;
    case "threshold":
      return `${reason.split} opens with one share`;
    case "too-many-people":
      return "there are too many people for an exact search";
  }
}
