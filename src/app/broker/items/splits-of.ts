import type { ReleasePolicyDocument } from "../../../domain/custody/documents/release-policy-document.ts";
import { plannedSplits } from "../../../domain/custody/release-policy/planned-splits.ts";
import { ruleOfAccount } from "../../../domain/custody/release-policy/rule-of-account.ts";
import { fewestHolders, type SealedVault } from "../../../domain/custody/release-policy/vaults-not-opened.ts";
import type { RosterView } from "../../../domain/custody/roster/roster-view.ts";
import type { BrokerStore } from "../../../world/store/broker/broker-store.ts";
import { manifestOf } from "./split-key.ts";

/** The splits that a rule of this policy must open: those that are there and those that are planned, the hardest first. */
export function splitsOf(
  { items, groups }: Pick<BrokerStore, "items" | "groups">,
  policy: ReleasePolicyDocument,
  view: RosterView,
): (rule: string) => readonly SealedVault[] {
  return (name) => {
    const own = policy.rules.find((rule) => rule.name === name);
    if (own === undefined) return [];
    const stored = items.all().flatMap(({ account, group, state }): SealedVault[] => {
      if (group === null || state !== "current" || ruleOfAccount(policy, account) !== own) return [];
      const split = groups.get(group.name, group.version);
      if (split === null) return [];
      const { t, holders } = manifestOf(split);
      return [{ vault: "S", threshold: t, holders }];
    });
    const planned = plannedSplits(own, view);
    const spare = ({ threshold, holders }: SealedVault): number => fewestHolders(own, view.groups, holders) - threshold;
    return [...stored, ...planned].toSorted((one, other) => spare(one) - spare(other));
  };
}
